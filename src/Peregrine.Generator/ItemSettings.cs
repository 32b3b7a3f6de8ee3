namespace Peregrine.Generator;

/// <summary>What the build says about a file that it hands to the compiler. An empty value is what the item does not say.</summary>
internal sealed record ItemSettings
{
    /// <summary><c>Compile</c>, <c>Import</c>, <c>Reference</c>, or <c>Baseline</c>.</summary>
    public string Kind { get; init; } = "";

    public string GrpcServices { get; init; } = "";

    public string Access { get; init; } = "";

    public string ProtoCompile { get; init; } = "";

    public string BaselineLevel { get; init; } = "";

    /// <summary>Which baseline the item names; of a baseline its own full path.</summary>
    public string Baseline { get; init; } = "";

    /// <summary>One or more import roots, with <c>|</c> between them.</summary>
    public string Roots { get; init; } = "";

    /// <summary>Compares as conditions of the build do.</summary>
    public static bool Is(string value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);
}
