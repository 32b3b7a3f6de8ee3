namespace Peregrine.Packaging.Tests;

/// <summary>An empty folder outside the repository, with a path that breaks careless tools: spaces and letters beyond ASCII.</summary>
internal sealed class Workshop : IDisposable
{
    public string Folder { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"peregrine für 鷹 {Guid.NewGuid():n}")).FullName;

    public string PathOf(string file) => Path.Combine(Folder, file);

    public void Write(string file, string text)
    {
        var path = PathOf(file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
