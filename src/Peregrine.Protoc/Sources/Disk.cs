namespace Peregrine.Protoc.Sources;

/// <summary>The file system, seen from a working folder.</summary>
internal sealed class Disk(string folder)
{
    public bool HasFile(string path) => File.Exists(Full(path));

    public bool HasFolder(string path) => Directory.Exists(Full(path));

    public bool Has(string path) => HasFile(path) || HasFolder(path);

    /// <summary>The content of a file, or null and why it cannot be had.</summary>
    public byte[]? Read(string path, out string error)
    {
        try
        {
            error = "";
            return File.ReadAllBytes(Full(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error = Words(exception);
            return null;
        }
    }

    /// <summary>Writes a file and the folders around it. Null, or why that cannot be.</summary>
    public string? Write(string path, byte[] content)
    {
        try
        {
            var full = Full(path);
            Directory.CreateDirectory(Path.GetDirectoryName(full) ?? folder);
            File.WriteAllBytes(full, content);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Words(exception);
        }
    }

    private string Full(string path) => Path.GetFullPath(path, folder);

    private static string Words(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
        UnauthorizedAccessException => "Permission denied",
        _ => exception.Message,
    };
}
