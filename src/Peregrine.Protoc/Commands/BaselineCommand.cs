using System.Text;
using Peregrine.ProtoCompiler.Contracts;
using Peregrine.ProtoCompiler.Linking;
using Peregrine.Protoc.Sources;

namespace Peregrine.Protoc.Commands;

/// <summary>What the build of a project asks for (Peregrine.Contract.targets); not for people, who have <c>--baseline</c>.</summary>
internal sealed class BaselineCommand(Disk disk, TextWriter output, TextWriter messages)
{
    public bool Run(string verb, string[] arguments) => (verb, arguments) switch
    {
        ("encode", [var from, var to]) => Encode(from, to),
        ("update", [var list]) => Update(list),
        _ => Fail("peregrine-protoc baseline takes: encode FROM TO, or update LIST. For checks by hand there is --baseline=FILE."),
    };

    private bool Encode(string from, string to)
    {
        if (disk.Read(from, out var error) is not { } bytes)
            return Fail($"{from}: error PRG0501: {error}");
        return disk.Write(to, Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes))) is not { } failure || Fail($"{to}: error PRG0501: {failure}");
    }

    private bool Update(string list)
    {
        if (disk.Read(list, out var error) is not { } bytes)
            return Fail($"{list}: error PRG0500: {error}");
        var project = ProjectFiles.Read(Encoding.UTF8.GetString(bytes).Split('\n'), disk);
        if (project.Contracts.Count == 0)
            return Fail("error PRG0500: No <Protobuf> item names a baseline. Write one: <Protobuf Include=\"protos/**/*.proto\" Baseline=\"api.binpb\" />");
        return project.Contracts.All(contract => Write(contract.Key, contract.Value, project));
    }

    private bool Write(string path, IReadOnlyList<string> names, ProjectFiles project)
    {
        var compilation = ProtoCompilation.Compile([.. names.Select(name => project.Resolve(name)).OfType<ProtoCompiler.ProtoSource>()], project);
        var errors = compilation.Diagnostics.Where(finding => finding.IsError).ToList();
        foreach (var finding in errors)
            messages.WriteLine($"{project.PathOf(finding.Source.Name)}{finding.Start}: error {finding.Id}: {finding.MessageWithHint}");
        if (errors.Count > 0)
            return Fail($"{path}: error PRG0500: The baseline was not written, because of the errors above.");
        if (disk.Write(path, Baseline.Write(compilation.Files)) is { } failure)
            return Fail($"{path}: error PRG0500: {failure}");
        output.WriteLine($"{path}: written from {compilation.Files.Count} {(compilation.Files.Count == 1 ? "file" : "files")}.");
        return true;
    }

    private bool Fail(string text)
    {
        messages.WriteLine(text);
        return false;
    }
}
