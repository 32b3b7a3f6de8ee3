namespace Comparison.Contestants;

/// <summary>One program under comparison. Servers get their <c>--port</c> behind <paramref name="Arguments"/>, clients the common load arguments.</summary>
internal sealed record Contestant(string Name, string Program, params string[] Arguments)
{
    /// <summary>The name that ratios are taken to.</summary>
    public const string Ours = "Peregrine";
}
