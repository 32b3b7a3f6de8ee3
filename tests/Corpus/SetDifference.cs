using Google.Protobuf;
using Peregrine.ProtoCompiler.Linking;

namespace Corpus;

/// <summary>Finds the files in which our descriptor set of many files differs from that of protoc.</summary>
internal static class SetDifference
{
    /// <summary>The names of the files that differ; of all files when only their order differs. Empty when the sets are equal, byte for byte.</summary>
    public static HashSet<string> Of(ProtoCompilation ours, bool sourceInfo, byte[] theirs)
    {
        var expected = Split(theirs);
        var different = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in ours.AllFiles)
        {
            if (file.HasErrors || !expected.TryGetValue(file.Name, out var bytes)
                || !file.ToFileDescriptorProtoBytes(includeJsonNames: true, sourceInfo).AsSpan().SequenceEqual(bytes.Span))
            {
                different.Add(file.Name);
            }
        }
        if (different.Count == 0 && !ours.AllFiles.Select(file => file.Name).SequenceEqual(expected.Keys, StringComparer.Ordinal))
            different.UnionWith(expected.Keys);
        return different;
    }

    // A FileDescriptorSet is nothing but its files; their names come first in them.
    private static OrderedDictionary<string, ReadOnlyMemory<byte>> Split(byte[] set)
    {
        var files = new OrderedDictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        var input = new CodedInputStream(set);
        while (input.ReadTag() != 0)
        {
            var bytes = input.ReadBytes().Memory;
            var file = new CodedInputStream(bytes.ToArray());
            file.ReadTag();
            files.Add(file.ReadString(), bytes);
        }
        return files;
    }
}
