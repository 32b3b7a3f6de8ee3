using System.CommandLine;
using Peregrine.ProtoCompiler.Contracts;
using Peregrine.Protoc.Outputs;

namespace Peregrine.Protoc.Commands;

/// <summary>What a command line asks for, checked as far as that goes without reading a file.</summary>
internal sealed class Invocation
{
    private static readonly string[] BuiltIn = ["protoc-gen-grpc", "protoc-gen-peregrine", "protoc-gen-csharp"];

    private readonly ParseResult _words;

    private Invocation(ParseResult words) => _words = words;

    public IReadOnlyList<string> Inputs => _words.GetValue(Flags.Files) ?? [];

    public IReadOnlyList<CodeDirective> Code =>
    [
        .. Directives(CodeKind.CSharp, Flags.CSharpOut, Flags.CSharpOpt),
        .. Directives(CodeKind.Grpc, Flags.GrpcOut, Flags.GrpcOpt),
        .. Directives(CodeKind.Peregrine, Flags.PeregrineOut, Flags.PeregrineOpt),
    ];

    public string? DescriptorSetOut => _words.GetValue(Flags.DescriptorSetOut);

    public bool IncludeImports => _words.GetValue(Flags.IncludeImports);

    public bool IncludeSourceInfo => _words.GetValue(Flags.IncludeSourceInfo);

    public string? DependencyOut => _words.GetValue(Flags.DependencyOut);

    public string? Baseline => _words.GetValue(Flags.Baseline);

    public bool UpdatesBaseline => _words.GetValue(Flags.UpdateBaseline);

    public ContractLevel BaselineLevel => _words.GetValue(Flags.BaselineLevel) switch
    {
        "wire" => ContractLevel.Wire,
        "json" => ContractLevel.Json,
        _ => ContractLevel.Source,
    };

    public bool IsMsvs => _words.GetValue(Flags.ErrorFormat) == "msvs";

    public bool FatalWarnings => _words.GetValue(Flags.FatalWarnings);

    public IEnumerable<string> DescriptorSetsIn => Values(Flags.DescriptorSetIn).SelectMany(value => value.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The folders to search; the working folder if none is given, and descriptor sets are not either.</summary>
    public IEnumerable<string> ProtoPaths
    {
        get
        {
            var given = Values(Flags.ProtoPath).SelectMany(value => value.Split(Path.PathSeparator)).ToList();
            return given.Count == 0 && !DescriptorSetsIn.Any() ? ["."] : given;
        }
    }

    /// <summary>What was taken and does nothing, in words.</summary>
    public IEnumerable<string> Notes =>
        from flag in new[] { Flags.IncludeImports, Flags.IncludeSourceInfo }
        where DescriptorSetOut is null && _words.GetValue(flag)
        select $"{flag.Name} does nothing without --descriptor_set_out.";

    /// <summary>Reads a command line; null, and what is wrong, if it makes no sense.</summary>
    public static Invocation? Parse(IReadOnlyList<string> words, out string error)
    {
        var invocation = new Invocation(Flags.Command().Parse(words, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null }));
        error = invocation.Mistake ?? "";
        return error.Length == 0 ? invocation : null;
    }

    private string? Mistake
    {
        get
        {
            if (_words.GetValue(Flags.Files)?.FirstOrDefault(file => file.StartsWith('-')) is { } unknown)
                return UnknownFlags.Explain(unknown);
            if (_words.Errors.Count > 0)
                return _words.Errors[0].Message;
            var format = _words.GetValue(Flags.ErrorFormat);
            if (format is not (null or "gcc" or "msvs"))
                return $"Unknown error format: {format}. There are gcc and msvs.";
            var level = _words.GetValue(Flags.BaselineLevel);
            if (level is not (null or "wire" or "json" or "source"))
                return $"Unknown baseline level: {level}. There are wire, json and source.";
            if (ProtoPaths.Any(path => path.Length == 0))
                return "--proto_path (-I) has an empty folder. Write \".\" for the working folder.";
            var foreign = Values(Flags.Plugin).FirstOrDefault(value => !BuiltIn.Contains(Path.GetFileNameWithoutExtension(value.Split('=')[0])));
            if (foreign is not null)
                return $"--plugin={foreign}: Other plugins cannot be run; peregrine-protoc has its generators built in. Run protoc with this plugin, and with peregrine-protoc as another one.";
            return Missing;
        }
    }

    private string? Missing
    {
        get
        {
            if (Inputs.Count == 0)
                return "Missing input file. Name the .proto files to compile.";
            if (Code.Count == 0 && DescriptorSetOut is null && Baseline is null)
                return "Missing output directives. Say what to write: --csharp_out, --grpc_out, --peregrine_out or --descriptor_set_out; or what to check: --baseline.";
            if (UpdatesBaseline && Baseline is null)
                return "--update_baseline needs --baseline=FILE, the file to write.";
            if (DependencyOut is not null && Inputs.Count > 1)
                return "--dependency_out takes one input file. Run the command once for each file.";
            return null;
        }
    }

    private IEnumerable<CodeDirective> Directives(CodeKind kind, Option<string[]> flag, Option<string[]> options) =>
        Values(flag).Select(value => CodeDirective.Parse(kind, flag.Name, value, Values(options)));

    private string[] Values(Option<string[]> option) => _words.GetValue(option) ?? [];
}
