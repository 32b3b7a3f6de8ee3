namespace Peregrine.ProtoCompiler;

/// <summary>One <c>.proto</c> file as its reader handed it over.</summary>
/// <param name="Name">
/// The import path: what other files write in <c>import "…";</c>, relative to an import root, with forward slashes.
/// </param>
/// <param name="Text">The whole text.</param>
public sealed record ProtoSource(string Name, string Text)
{
    /// <summary>
    /// The file as a serialized <c>google.protobuf.FileDescriptorProto</c> instead of a text, or null. Places of diagnostics are then empty. Not changed by
    /// anyone while it is in use.
    /// </summary>
    public byte[]? FileDescriptorProto { get; init; }

    /// <summary>Whether the file is there but could not be read. An error in the file itself; those who import it say nothing.</summary>
    public bool IsUnreadable { get; init; }

    /// <summary>What is wrong with the encoding of the file; null if nothing is. An error, or a warning if the text is affected in comments only.</summary>
    public EncodingFault? EncodingFault { get; init; }
}

/// <summary>Finds imported files. The compiler itself never touches a file system.</summary>
public interface IImportResolver
{
    /// <summary>
    /// The file of that import path, or null if there is none. Called on the compiling thread, at most once per path and compilation, and once more for hints if it is an <see cref="IImportCatalog"/>.
    /// Well-known files (<c>google/protobuf/…</c>) are asked for first and come from the compiler when the answer is null.
    /// </summary>
    ProtoSource? Resolve(string importPath);
}

/// <summary>An <see cref="IImportResolver"/> that knows which files it has, so that a missing import can be answered with the right one.</summary>
public interface IImportCatalog : IImportResolver
{
    /// <summary>The import paths of all files, those that are compiled included. Asked for only when something is wrong; <see cref="IImportResolver.Resolve"/> is then called for any of them.</summary>
    IEnumerable<string> Paths { get; }
}
