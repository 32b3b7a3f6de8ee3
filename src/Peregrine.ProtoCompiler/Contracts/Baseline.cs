using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.ProtoCompiler.Contracts;

/// <summary>
/// The files of a contract as they were when it was made. On disk a <c>FileDescriptorSet</c> without places and comments, which <c>protoc</c> and <c>buf</c> read too. Immutable;
/// all members may run concurrently.
/// </summary>
public sealed class Baseline
{
    // As buf marks imported files in its images: buf_extension (8042) { is_import (1): true }.
    private const int MarkNumber = 8042;
    private const int IsImportNumber = 1;

    private Baseline(IReadOnlyList<FileDescriptor> files) => Files = files;

    /// <summary>The files under contract, without those they import.</summary>
    public IReadOnlyList<FileDescriptor> Files { get; }

    /// <summary>Reads a baseline; null if it is none, or has files that this compiler does not understand.</summary>
    /// <param name="bytes">A <c>FileDescriptorSet</c>; one that <c>protoc --include_imports</c> has written does, too.</param>
    /// <param name="error">What is wrong, if the result is null.</param>
    public static Baseline? Read(byte[] bytes, out string error)
    {
        error = "It is not a FileDescriptorSet.";
        if (FileDescriptorSet.Read(bytes) is not { Count: > 0 } sources)
            return null;
        var imported = new HashSet<string>(sources.Where(IsImport).Select(source => source.Name), StringComparer.Ordinal);
        var compilation = ProtoCompilation.Compile(sources);
        if (compilation.Diagnostics.FirstOrDefault(finding => finding.IsError) is { } finding)
        {
            error = $"{finding.Source.Name}: {finding.MessageWithHint}";
            return null;
        }
        error = "";
        return new Baseline([.. compilation.Files.Where(file => !imported.Contains(file.Name))]);
    }

    /// <summary>Writes a baseline. The same files give the same bytes, in whatever order they are named.</summary>
    /// <param name="files">The files to put under contract, none with errors.</param>
    public static byte[] Write(IEnumerable<FileDescriptor> files)
    {
        var covered = files.OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
        var isCovered = new HashSet<FileDescriptor>(covered);
        return FileDescriptorSet.Write(FileDescriptorSet.Order(covered, includeImports: true).Select(file => Write(file, isImport: !isCovered.Contains(file))));
    }

    private static byte[] Write(FileDescriptor file, bool isImport)
    {
        var writer = new WireWriter();
        writer.Append(file.ToFileDescriptorProtoBytes(includeJsonNames: true));
        if (isImport)
        {
            var start = writer.BeginMessage(MarkNumber);
            writer.Bool(IsImportNumber, true);
            writer.EndMessage(start);
        }
        return writer.ToArray();
    }

    private static bool IsImport(ProtoSource source)
    {
        if (source.Name.StartsWith("google/protobuf/", StringComparison.Ordinal))
            return true;
        for (var reader = new WireReader(source.FileDescriptorProto ?? []); reader.Next();)
        {
            if (reader.Number != MarkNumber)
                continue;
            for (var mark = reader.Message; mark.Next();)
            {
                if (mark is { Number: IsImportNumber, Bits: not 0 })
                    return true;
            }
        }
        return false;
    }
}
