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
}

/// <summary>Finds imported files. The compiler itself never touches a file system.</summary>
public interface IImportResolver
{
    /// <summary>
    /// The file of that import path, or null if there is none. Called at most once per path and compilation, on the compiling thread.
    /// Well-known files (<c>google/protobuf/…</c>) are asked for first and come from the compiler when the answer is null.
    /// </summary>
    ProtoSource? Resolve(string importPath);
}
