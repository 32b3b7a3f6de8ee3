using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Emitting;

namespace Peregrine.Generator;

/// <summary>Why a file is there. Of two files of one name the lower role wins.</summary>
internal enum ProtoRole
{
    /// <summary>C# is written for it.</summary>
    Compile,

    /// <summary>It lies under an import root of the project.</summary>
    Import,

    /// <summary>A referenced project or package shares it.</summary>
    Reference,
}

/// <summary>A <c>.proto</c> file of the project with what its item says about it. Equal when text and settings are.</summary>
/// <param name="Path">Where it lies, for diagnostics.</param>
/// <param name="Name">The name that others import it by.</param>
/// <param name="Role">Why it is there.</param>
/// <param name="Text">Its text; null if it cannot be read.</param>
/// <param name="Options">What to write for it; null if it is there to be imported only.</param>
internal sealed record ProtoFile(string Path, string Name, ProtoRole Role, string? Text, EmitOptions? Options)
{
    /// <summary>What is wrong with the encoding of the text; null if nothing is.</summary>
    public EncodingFault? EncodingFault { get; init; }

    /// <summary>What the compiler takes.</summary>
    public ProtoSource Source => new(Name, Text ?? "") { EncodingFault = EncodingFault, IsUnreadable = Text is null };

    /// <summary>Reads an additional file: once for each name that it has; nothing if it is no <c>.proto</c> of this build.</summary>
    public static ImmutableArray<ProtoFile> From(AdditionalText file, ItemList items, CancellationToken cancellationToken)
    {
        if (items.Find(file) is not { } item || RoleOf(item) is not { } role)
            return [];
        var source = file.GetText(cancellationToken);
        var text = source?.ToString();
        var fault = source is null ? null : TextEncoding.FaultOf(source);
        return
        [
            .. ImportPath.Of(file.Path, item.Roots, items.ProjectFolder).Select(
                name => new ProtoFile(file.Path, name, role, text, role == ProtoRole.Compile ? OptionsOf(item) : null) { EncodingFault = fault }),
        ];
    }

    private static ProtoRole? RoleOf(ItemSettings item) => item.Kind switch
    {
        var kind when Is(kind, "Compile") => IsFalse(item.ProtoCompile) ? ProtoRole.Import : ProtoRole.Compile,
        var kind when Is(kind, "Import") => ProtoRole.Import,
        var kind when Is(kind, "Reference") => ProtoRole.Reference,
        _ => null,
    };

    private static EmitOptions OptionsOf(ItemSettings item)
    {
        var services = item.GrpcServices switch
        {
            var text when Is(text, "None") => ServiceParts.None,
            var text when Is(text, "Client") => ServiceParts.Client,
            var text when Is(text, "Server") => ServiceParts.Server,
            _ => ServiceParts.Both,
        };
        return new EmitOptions(services, Is(item.Access, "Internal"));
    }

    // As in conditions of the build.
    private static bool IsFalse(string value) => Is(value, "false") || Is(value, "no") || Is(value, "off");

    private static bool Is(string value, string expected) => ItemSettings.Is(value, expected);
}
