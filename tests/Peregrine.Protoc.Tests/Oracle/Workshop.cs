using Peregrine.Protoc.Commands;
using Peregrine.Protoc.Sources;

namespace Peregrine.Protoc.Tests.Oracle;

/// <summary>A folder with a path that breaks careless tools, in which our command and the real one run.</summary>
internal sealed class Workshop : IDisposable
{
    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"protoc für 鷹 {Guid.NewGuid():n}")).FullName;

    public Workshop Add(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(file))!);
        File.WriteAllText(PathOf(file), text);
        return this;
    }

    public Workshop AddFolder(string folder)
    {
        Directory.CreateDirectory(PathOf(folder));
        return this;
    }

    public string PathOf(string file) => Path.Combine(Folder, file);

    public byte[] Read(string file) => File.ReadAllBytes(PathOf(file));

    public string ReadText(string file) => File.ReadAllText(PathOf(file));

    /// <summary>The files below a folder, in order.</summary>
    public string[] FilesIn(string folder) =>
        [.. Directory.EnumerateFiles(PathOf(folder), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(PathOf(folder), file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public Outcome Run(params string[] arguments)
    {
        var output = new StringWriter();
        var messages = new StringWriter();
        var code = new ProtocCommand(new Disk(Folder), output, messages).Run(arguments);
        return new Outcome(code, output.ToString(), messages.ToString());
    }

    public Outcome RunReal(params string[] arguments) => RealProtoc.Run(Folder, arguments);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
