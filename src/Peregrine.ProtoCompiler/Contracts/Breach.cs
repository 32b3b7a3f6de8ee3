namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>One change that breaks the contract: what changed, whom it breaks and how, what to do instead.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Source">The text where it shows.</param>
/// <param name="Span">The place in it.</param>
/// <param name="What">A sentence: what changed, from what to what.</param>
internal sealed record Breach(DiagnosticRule Rule, SourceText Source, TextSpan Span, string What)
{
    /// <summary>What happens between programs of before and after that exchange bytes; null if nothing.</summary>
    public string? Wire { get; init; }

    /// <summary>The same for JSON.</summary>
    public string? Json { get; init; }

    /// <summary>What happens to C# that was written against the code of before; null if nothing.</summary>
    public string? CSharp { get; init; }

    /// <summary>A sentence: what to do instead.</summary>
    public required string Remedy { get; init; }

    /// <summary>Whether anybody at that level notices.</summary>
    public bool Concerns(ContractLevel level) =>
        Wire is not null || (Json is not null && level >= ContractLevel.Json) || (CSharp is not null && level >= ContractLevel.Source);

    public Diagnostic ToDiagnostic(string accept)
    {
        var whom = new List<string>();
        if (Wire is not null)
            whom.Add("the wire: " + Wire);
        if (Json is not null)
            whom.Add("JSON: " + Json);
        if (CSharp is not null)
            whom.Add("C#: " + CSharp);
        return new Diagnostic(Rule, Source, Span, $"{What} This breaks {string.Join("; ", whom)}.", $"{Remedy} {accept}");
    }
}
