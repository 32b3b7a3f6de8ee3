using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>Compares files with how they were. A pure function; all members may run concurrently.</summary>
public static class Contract
{
    /// <summary>
    /// What of before is broken now, by file and place. Empty while a file has an error: what seems to be gone may stand in a broken statement.
    /// </summary>
    /// <param name="baseline">How the files were.</param>
    /// <param name="files">The files under contract as they are.</param>
    /// <param name="settings">Whom not to break, and words for the findings.</param>
    public static IReadOnlyList<Diagnostic> Check(Baseline baseline, IReadOnlyList<FileDescriptor> files, ContractSettings settings)
    {
        if (files.Any(file => file.HasErrors))
            return [];
        var now = FileDescriptorSet.Order(files, includeImports: true);
        var matching = new Matching(baseline.Files, now);
        var breaches = new Breaches();
        var rules = new FileContract(matching, breaches, new SourceText(settings.BaselineName, ""));
        foreach (var file in baseline.Files)
            rules.Check(file);
        return
        [
            .. breaches.Items.Where(breach => breach.Concerns(settings.Level))
                .OrderBy(breach => breach.Source.Name, StringComparer.Ordinal)
                .ThenBy(breach => breach.Span.Start)
                .Select(breach => breach.ToDiagnostic(settings.Accept)),
        ];
    }
}
