using System.Collections.Concurrent;
using System.Reflection;
using Google.Protobuf.Reflection;

namespace Peregrine.Generator.Tests.Oracle;

/// <summary>The same files compiled by protoc and by us.</summary>
internal sealed record CompiledPair(Assembly Protoc, Assembly Ours)
{
    private static readonly ConcurrentDictionary<string, Lazy<CompiledPair>> Known = new(StringComparer.Ordinal);

    public static CompiledPair Of(string group) => Known.GetOrAdd(group, static name => new(() => Compile(name))).Value;

    /// <summary>All message types, theirs beside ours; map entries are left out.</summary>
    public IEnumerable<(MessageDescriptor Theirs, MessageDescriptor Ours)> Messages()
    {
        var ours = CompiledCode.Files(Ours);
        return CompiledCode.Files(Protoc).SelectMany(file => Pairs(file.Value.MessageTypes, ours[file.Key].MessageTypes));
    }

    private static CompiledPair Compile(string group) => new(
        CompiledCode.Load(Oracle.Protoc.CSharp(TestProtos.Root, TestProtos.Names(group)), allowWarnings: true),
        CompiledCode.Load(TestProtos.CSharp(group)));

    private static IEnumerable<(MessageDescriptor, MessageDescriptor)> Pairs(IList<MessageDescriptor> theirs, IList<MessageDescriptor> ours) =>
        theirs.Zip(ours).Where(static pair => pair.First.ClrType is not null)
            .SelectMany(static pair => Pairs(pair.First.NestedTypes, pair.Second.NestedTypes).Prepend(pair));
}
