using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Peregrine.ProtoCompiler.Emitting;

namespace Peregrine.Generator;

/// <summary>A <c>.proto</c> file of the project with what its item says about it. Equal when text and settings are.</summary>
/// <param name="Path">Where it lies, for diagnostics.</param>
/// <param name="Name">The name that others import it by.</param>
/// <param name="Text">Its text; null if it cannot be read.</param>
/// <param name="Options">What to write for it; null if it is there to be imported only.</param>
internal sealed record ProtoFile(string Path, string Name, string? Text, EmitOptions? Options)
{
    private const string Metadata = "build_metadata.AdditionalFiles.";

    /// <summary>Reads an additional file; null if it is no <c>.proto</c> of this build.</summary>
    public static ProtoFile? From(AdditionalText file, AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        var options = provider.GetOptions(file);
        var role = Get(options, Metadata + "PeregrineProto");
        if (role.Length == 0)
            return null;
        var name = ImportPath.Of(file.Path, Get(options, Metadata + "ProtoRoot"), Get(provider.GlobalOptions, "build_property.ProjectDir"));
        var isImportOnly = Is(role, "Import") || Is(Get(options, Metadata + "ProtoCompile"), "false");
        return new ProtoFile(file.Path, name, file.GetText(cancellationToken)?.ToString(), isImportOnly ? null : OptionsOf(options));
    }

    private static EmitOptions OptionsOf(AnalyzerConfigOptions options)
    {
        var services = Get(options, Metadata + "GrpcServices") switch
        {
            var text when Is(text, "None") => ServiceParts.None,
            var text when Is(text, "Client") => ServiceParts.Client,
            var text when Is(text, "Server") => ServiceParts.Server,
            _ => ServiceParts.Both,
        };
        return new EmitOptions(services, Is(Get(options, Metadata + "Access"), "Internal"));
    }

    private static bool Is(string value, string expected) => string.Equals(value, expected, StringComparison.OrdinalIgnoreCase);

    private static string Get(AnalyzerConfigOptions options, string key) => options.TryGetValue(key, out var value) ? value.Trim() : "";
}
