using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Contracts;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Linking;
using Peregrine.Protoc.Outputs;
using Peregrine.Protoc.Sources;

namespace Peregrine.Protoc.Commands;

/// <summary>Compiles the inputs, and writes what is asked for once all of it is there: nothing is written when something is wrong.</summary>
internal sealed class CompilerRun(Invocation invocation, Disk disk, SourceTree tree, TextWriter messages)
{
    private readonly List<(string Path, byte[] Content)> _outputs = [];
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);

    /// <summary>Whether all went well; what did not has been printed.</summary>
    public bool Run()
    {
        if (Compile() is not { } compilation)
            return false;
        if (!KeepContract(compilation.Files) || !WriteCode(compilation.Files))
            return false;
        if (invocation.DescriptorSetOut is { } set)
            _outputs.Add((set, DescriptorSet(compilation.Files)));
        if (invocation.DependencyOut is { } rule)
            _outputs.Add((rule, DependencyFile.Write(_outputs.Select(output => output.Path), InputsOf(compilation))));
        return _outputs.TrueForAll(output => disk.Write(output.Path, output.Content) is not { } error || Fail($"{output.Path}: {error}"));
    }

    private ProtoCompilation? Compile()
    {
        var sources = new List<ProtoSource>();
        foreach (var input in invocation.Inputs)
        {
            if (tree.NameInput(input, out var error) is not { } name)
            {
                Fail(error);
                return null;
            }
            if (!sources.Exists(source => source.Name == name))
                sources.Add(tree.Resolve(name) ?? new ProtoSource(name, ""));
        }
        var compilation = ProtoCompilation.Compile(sources, tree);
        return Report(compilation, [.. sources.Select(source => source.Name)]) ? compilation : null;
    }

    // A warning in a file that is only imported is for whoever compiles that one.
    private bool Report(ProtoCompilation compilation, HashSet<string> inputs)
    {
        var printer = new FindingPrinter(messages, tree, invocation.IsMsvs);
        var isGood = true;
        foreach (var finding in compilation.Diagnostics.Where(finding => finding.IsError || inputs.Contains(finding.Source.Name)))
        {
            printer.Print(finding);
            isGood &= !finding.IsError && !invocation.FatalWarnings;
        }
        return isGood;
    }

    private bool KeepContract(IReadOnlyList<FileDescriptor> inputs)
    {
        if (invocation.Baseline is not { } path)
            return true;
        if (invocation.UpdatesBaseline)
        {
            _outputs.Add((path, Baseline.Write(inputs)));
            return true;
        }
        if (disk.Read(path, out var error) is not { } bytes)
            return Fail($"{path}: {error}. Write the baseline with --update_baseline.");
        if (Baseline.Read(bytes, out error) is not { } baseline)
            return Fail($"{path}: The baseline cannot be read. {error}");
        var printer = new FindingPrinter(messages, tree, invocation.IsMsvs);
        var findings = Contract.Check(baseline, inputs, new ContractSettings(path, invocation.BaselineLevel, "If the break is meant, accept it with --update_baseline."));
        foreach (var finding in findings)
            printer.Print(finding);
        return findings.Count == 0;
    }

    private bool WriteCode(IReadOnlyList<FileDescriptor> inputs)
    {
        foreach (var directive in invocation.Code)
        {
            if (directive.Write(inputs, disk, messages) is not { } files)
                return false;
            foreach (var file in files)
            {
                var path = directive.PathOf(file);
                if (!_paths.Add(path))
                    return Fail($"{file.Name}: Two files would be written under this name. The option base_namespace gives each namespace a folder of its own.");
                _outputs.Add((path, CodeDirective.BytesOf(file)));
            }
        }
        return true;
    }

    private byte[] DescriptorSet(IReadOnlyList<FileDescriptor> inputs) => FileDescriptorSet.Write(
        FileDescriptorSet.Order(inputs, invocation.IncludeImports).Select(file => file.ToFileDescriptorProtoBytes(includeJsonNames: true, invocation.IncludeSourceInfo)));

    // What came from a descriptor set, or with the compiler, is no file that make could look at.
    private IEnumerable<string> InputsOf(ProtoCompilation compilation) =>
        FileDescriptorSet.Order(compilation.Files, includeImports: true).Select(file => tree.FindOnDisk(file.Name)).OfType<string>();

    private bool Fail(string text)
    {
        messages.WriteLine(text);
        return false;
    }
}
