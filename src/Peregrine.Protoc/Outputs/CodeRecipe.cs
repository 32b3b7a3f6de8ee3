using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Emitting.Files;

namespace Peregrine.Protoc.Outputs;

/// <summary>What to write for a file, and how to name it: the options before the colon of <c>--NAME_out</c>.</summary>
internal sealed record CodeRecipe
{
    private CodeRecipe(CodeKind kind)
    {
        Messages = kind is not CodeKind.Grpc;
        Client = Server = kind is not CodeKind.CSharp;
    }

    private bool Messages { get; init; }

    private bool Client { get; init; }

    private bool Server { get; init; }

    private bool IsInternal { get; init; }

    private string? BaseNamespace { get; init; }

    private string FileExtension { get; init; } = ".cs";

    private string FileSuffix { get; init; } = "Grpc.cs";

    /// <summary>An option that was taken and does nothing, to be told to the user; or null.</summary>
    public string? Idle { get; private init; }

    /// <summary>Reads options, with commas between them. Null, and the option that is not known, if there is one.</summary>
    public static CodeRecipe? Parse(CodeKind kind, string options, out string unknown)
    {
        var recipe = new CodeRecipe(kind);
        foreach (var option in options.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var split = option.Split('=', 2);
            var value = split.Length > 1 ? split[1] : "";
            if (recipe.With(kind, split[0], value) is not { } changed)
            {
                unknown = split[0];
                return null;
            }
            recipe = changed;
        }
        unknown = "";
        return recipe;
    }

    /// <summary>The options that a flag takes.</summary>
    public static IEnumerable<string> OptionsOf(CodeKind kind) => kind switch
    {
        CodeKind.CSharp => ["base_namespace", "file_extension", "internal_access", "serializable"],
        CodeKind.Grpc => ["base_namespace", "file_suffix", "internal_access", "no_client", "no_server"],
        _ => ["base_namespace", "file_extension", "file_suffix", "internal_access", "no_client", "no_messages", "no_server"],
    };

    /// <summary>The C# files for a file without errors; null, and what is wrong, if they have no place below the base namespace.</summary>
    public IReadOnlyList<OutputFile>? Write(FileDescriptor file, out string error)
    {
        error = "";
        var files = new List<OutputFile>();
        var options = new EmitOptions((Client ? ServiceParts.Client : ServiceParts.None) | (Server ? ServiceParts.Server : ServiceParts.None), IsInternal, MessagesElsewhere: !Messages);
        if (Messages && !Add(files, GeneratedFileNames.Messages(file, FileExtension, BaseNamespace), CSharpEmitter.EmitMessages(file, options)))
            error = OutsideBase(file);
        else if (CSharpEmitter.EmitServices(file, options) is { } services && !Add(files, GeneratedFileNames.Services(file, FileSuffix, BaseNamespace), services))
            error = OutsideBase(file);
        return error.Length == 0 ? files : null;
    }

    private CodeRecipe? With(CodeKind kind, string option, string value)
    {
        if (!OptionsOf(kind).Any(known => known == option))
            return null;
        return option switch
        {
            "base_namespace" => this with { BaseNamespace = value },
            "file_extension" => this with { FileExtension = value },
            "file_suffix" => this with { FileSuffix = value },
            "internal_access" => this with { IsInternal = true },
            "no_client" => this with { Client = false },
            "no_server" => this with { Server = false },
            "no_messages" => this with { Messages = false },
            _ => this with { Idle = $"\"{option}\" does nothing: .NET no longer has the formatter that [Serializable] was for." },
        };
    }

    private string OutsideBase(FileDescriptor file) =>
        $"{file.Name}: Its C# namespace is not \"{BaseNamespace}\" and not below it, so base_namespace gives it no folder. Set csharp_namespace in the file, or leave base_namespace out.";

    private static bool Add(List<OutputFile> files, string? name, string text)
    {
        if (name is not null)
            files.Add(new OutputFile(name, text));
        return name is not null;
    }
}

/// <summary>A file to write.</summary>
/// <param name="Name">The path below the output folder, with forward slashes.</param>
/// <param name="Text">The content.</param>
internal sealed record OutputFile(string Name, string Text);
