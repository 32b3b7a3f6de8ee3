using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Peregrine.Generator.Tests.Oracle;

namespace Peregrine.Generator.Tests;

/// <summary>What the emitter writes against what protoc writes for the same files.</summary>
public sealed class EmittedMessagesTests
{
    /// <summary>Groups of files that are compiled together.</summary>
    public static TheoryData<string> Groups => [.. TestProtos.Groups];

    [Theory]
    [MemberData(nameof(Groups))]
    public void The_public_API_is_that_of_protoc(string group)
    {
        var pair = CompiledPair.Of(group);

        Assert.Equal(PublicApi.Of(pair.Protoc), PublicApi.Of(pair.Ours));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void The_embedded_descriptors_are_those_of_protoc(string group)
    {
        var pair = CompiledPair.Of(group);
        var expected = CompiledCode.Files(pair.Protoc);
        var actual = CompiledCode.Files(pair.Ours);

        Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
        Assert.All(expected, file => Assert.Equal(file.Value.SerializedData.ToBase64(), actual[file.Key].SerializedData.ToBase64()));
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Random_messages_have_the_same_bytes_and_read_back_both_ways(string group)
    {
        foreach (var (theirs, ours) in CompiledPair.Of(group).Messages())
        {
            for (var seed = 0; seed < 30; seed++)
            {
                var expected = new RandomMessages(seed).Create(theirs);
                var actual = new RandomMessages(seed).Create(ours);
                var bytes = expected.ToByteArray();

                Assert.Equal(bytes, actual.ToByteArray());
                Assert.Equal(bytes.Length, actual.CalculateSize());
                var actualBack = Parser(ours).ParseFrom(bytes);
                var expectedBack = Parser(theirs).ParseFrom(actual.ToByteArray());
                Assert.Equal(bytes, actualBack.ToByteArray());
                // A negative zero is lost on the way, so a message need not equal itself; but then it does not in either class.
                Assert.Equal(expected.Equals(expectedBack), actual.Equals(actualBack));
                Assert.Equal(expected.ToString(), actual.ToString());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Clones_and_merges_are_those_of_protoc(string group)
    {
        foreach (var (theirs, ours) in CompiledPair.Of(group).Messages())
        {
            for (var seed = 0; seed < 20; seed++)
            {
                var actual = Clone(new RandomMessages(seed).Create(ours));
                var expected = Clone(new RandomMessages(seed).Create(theirs));
                Assert.Equal(expected.ToByteArray(), actual.ToByteArray());
                Assert.Equal(actual.GetHashCode(), Clone(actual).GetHashCode());

                Merge(actual, new RandomMessages(seed + 1000).Create(ours));
                Merge(expected, new RandomMessages(seed + 1000).Create(theirs));
                Assert.Equal(Canonical(expected, theirs), Canonical(actual, theirs));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public void Unknown_fields_are_kept(string group)
    {
        foreach (var (_, ours) in CompiledPair.Of(group).Messages())
        {
            // Field 18999 of the wire types varint and length-delimited.
            byte[] unknown = [0xB8, 0xA3, 0x09, 0x05, 0xBA, 0xA3, 0x09, 0x02, 0x61, 0x62];
            Assert.Equal(unknown, ours.Parser.ParseFrom(unknown).ToByteArray());
        }
    }

    private static MessageParser Parser(MessageDescriptor type) =>
        type.Parser.WithExtensionRegistry([.. RandomMessages.Extensions(type.File).Select(static extension => extension.Extension)]);

    // Entries of a map come in no promised order, so the bytes are compared as JSON of one class.
    private static string Canonical(IMessage message, MessageDescriptor type) =>
        string.Concat(type.Parser.ParseFrom(message.ToByteArray()).ToString()!.Order());

    private static IMessage Clone(IMessage message) => (IMessage)message.GetType().GetMethod("Clone")!.Invoke(message, null)!;

    private static void Merge(IMessage target, IMessage source) =>
        target.GetType().GetMethod("MergeFrom", BindingFlags.Public | BindingFlags.Instance, [target.GetType()])!.Invoke(target, [source]);
}
