using System.CommandLine;
using System.Diagnostics;
using Peregrine.ProtoCompiler;
using Peregrine.Protoc.Sources;

namespace Peregrine.Protoc.Commands;

/// <summary>The command line: reads it, says what is wrong with it, and hands it on.</summary>
/// <param name="disk">Where files lie.</param>
/// <param name="output">Standard output.</param>
/// <param name="messages">Standard error.</param>
internal sealed class ProtocCommand(Disk disk, TextWriter output, TextWriter messages)
{
    private const int Success = 0;
    private const int Failure = 1;

    /// <summary>Runs the command and returns its exit code.</summary>
    public int Run(string[] arguments)
    {
        if (arguments is ["baseline", var verb, .. var rest])
            return new BaselineCommand(disk, output, messages).Run(verb, rest) ? Success : Failure;
        if (ArgumentList.Expand(arguments, disk, out var error) is not { } words)
            return Fail(error);
        if (words.Count == 0 || words.Any(word => word is "--help" or "-h"))
            return Help();
        if (words.Any(word => word == "--version"))
        {
            output.WriteLine($"peregrine-protoc {Version}");
            return Success;
        }
        if (Invocation.Parse(words, out error) is not { } invocation)
            return Fail(error);
        foreach (var note in invocation.Notes)
            messages.WriteLine(note);
        if (OpenTree(invocation) is not { } tree)
            return Failure;
        return new CompilerRun(invocation, disk, tree, messages).Run() ? Success : Failure;
    }

    private static string Version => FileVersionInfo.GetVersionInfo(Path.Combine(AppContext.BaseDirectory, "Peregrine.Protoc.dll")).ProductVersion?.Split('+')[0] ?? "";

    private int Help() => Flags.Command().Parse("--help").Invoke(new InvocationConfiguration { Output = output, Error = messages });

    private int Fail(string error)
    {
        messages.WriteLine(error);
        return Failure;
    }

    private SourceTree? OpenTree(Invocation invocation)
    {
        var serialized = new List<ProtoSource>();
        foreach (var path in invocation.DescriptorSetsIn)
        {
            var files = disk.Read(path, out var error) is { } bytes ? ProtoCompiler.Descriptors.FileDescriptorSet.Read(bytes) : null;
            if (files is null)
            {
                Fail($"{path}: {(error.Length > 0 ? error : "Not a FileDescriptorSet.")}");
                return null;
            }
            serialized.AddRange(files);
        }
        return new SourceTree(disk, [.. invocation.ProtoPaths.Select(Mapping)], serialized);
    }

    private SourceMapping Mapping(string value)
    {
        var equals = value.IndexOf('=', StringComparison.Ordinal);
        var path = value[(equals + 1)..];
        if (disk.Has(path.Length == 0 ? "." : path))
            return new SourceMapping(SourceMapping.Canonical(equals < 0 ? "" : value[..equals]), SourceMapping.Canonical(path));
        // The sign may belong to the name of the folder.
        if (!disk.Has(value))
            messages.WriteLine($"{path}: warning: This folder of the --proto_path does not exist.");
        return equals >= 0 && disk.Has(value)
            ? new SourceMapping("", SourceMapping.Canonical(value))
            : new SourceMapping(equals < 0 ? "" : value[..equals], SourceMapping.Canonical(path));
    }
}
