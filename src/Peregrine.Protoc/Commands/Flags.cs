using System.CommandLine;
using System.CommandLine.Help;

namespace Peregrine.Protoc.Commands;

/// <summary>The flags, as <c>protoc</c> names them, and a few more.</summary>
internal static class Flags
{
    public static readonly Argument<string[]> Files = new("PROTO_FILES")
    {
        Description = "The files to compile: paths on disk, or import paths.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static readonly Option<string[]> ProtoPath = Many(
        "--proto_path", "PATH", "A folder that import paths start from; several times, or with the system's path separator between them. Default: the working folder. NAME=PATH: import paths that begin with NAME lie in PATH.", "-I");

    public static readonly Option<string[]> CSharpOut = Many("--csharp_out", "[OPTIONS:]FOLDER", "Writes messages, for the Google.Protobuf runtime.");
    public static readonly Option<string[]> CSharpOpt = Many("--csharp_opt", "OPTIONS", "Options of --csharp_out: base_namespace=NAME, file_extension=.cs, internal_access.");
    public static readonly Option<string[]> GrpcOut = Many("--grpc_out", "[OPTIONS:]FOLDER", "Writes clients and service base classes, for Peregrine.");
    public static readonly Option<string[]> GrpcOpt = Many("--grpc_opt", "OPTIONS", "Options of --grpc_out: base_namespace=NAME, file_suffix=Grpc.cs, internal_access, no_client, no_server.");
    public static readonly Option<string[]> PeregrineOut = Many("--peregrine_out", "[OPTIONS:]FOLDER", "Writes messages and services.");
    public static readonly Option<string[]> PeregrineOpt = Many("--peregrine_opt", "OPTIONS", "Options of --peregrine_out: those of the two above, and no_messages.");

    public static readonly Option<string?> DescriptorSetOut = One("--descriptor_set_out", "FILE", "Writes a FileDescriptorSet of the inputs.", "-o");
    public static readonly Option<bool> IncludeImports = Switch("--include_imports", "With --descriptor_set_out: what the inputs import, too.");
    public static readonly Option<bool> IncludeSourceInfo = Switch("--include_source_info", "With --descriptor_set_out: places and comments, too.");
    public static readonly Option<string[]> DescriptorSetIn = Many("--descriptor_set_in", "FILES", "FileDescriptorSets that have what is not in the --proto_path.");
    public static readonly Option<string?> DependencyOut = One("--dependency_out", "FILE", "Writes a rule for make: which files the outputs are made from. One input only.");

    public static readonly Option<string?> Baseline = One("--baseline", "FILE", "Checks that the inputs break nothing of what they were when FILE was written.");
    public static readonly Option<string?> BaselineLevel = One("--baseline_level", "wire|json|source", "Whom a change may not break: who has bytes, JSON too, C# too (the default).");
    public static readonly Option<bool> UpdateBaseline = Switch("--update_baseline", "With --baseline: writes FILE from the inputs as they are.");

    public static readonly Option<string?> ErrorFormat = One("--error_format", "gcc|msvs", "How errors are printed: FILE:LINE:COLUMN: … (gcc, the default), or FILE(LINE) : error in column=COLUMN: … (msvs).");
    public static readonly Option<bool> FatalWarnings = Switch("--fatal_warnings", "Warnings fail the command.");

    public static readonly Option<string[]> Plugin = Many("--plugin", "NAME=PATH", "Taken for protoc-gen-grpc and protoc-gen-peregrine, which are built in.");
    public static readonly Option<bool> ExperimentalEditions = Switch("--experimental_editions", "Has no effect: editions are always allowed.");
    public static readonly Option<bool> ExperimentalOptional = Switch("--experimental_allow_proto3_optional", "Has no effect: optional is always allowed.");

    public static readonly Option<bool> Version = Switch("--version", "Prints the version.");

    /// <summary>The command with all flags. They check nothing themselves.</summary>
    public static Command Command()
    {
        var command = new Command("peregrine-protoc", "Compiles .proto files, in pure C#. Without arguments and with a request on standard input it is a plugin for protoc and buf.");
        command.Arguments.Add(Files);
        command.Options.Add(new HelpOption("--help", "-h"));
        foreach (var option in All)
            command.Options.Add(option);
        return command;
    }

    private static IEnumerable<Option> All =>
    [
        ProtoPath, CSharpOut, CSharpOpt, GrpcOut, GrpcOpt, PeregrineOut, PeregrineOpt, DescriptorSetOut, IncludeImports, IncludeSourceInfo, DescriptorSetIn,
        DependencyOut, Baseline, BaselineLevel, UpdateBaseline, ErrorFormat, FatalWarnings, Plugin, ExperimentalEditions, ExperimentalOptional, Version,
    ];

    private static Option<string[]> Many(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = value, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    private static Option<string?> One(string name, string value, string description, params string[] aliases) =>
        new(name, aliases) { HelpName = value, Description = description };

    private static Option<bool> Switch(string name, string description) => new(name) { Description = description };
}
