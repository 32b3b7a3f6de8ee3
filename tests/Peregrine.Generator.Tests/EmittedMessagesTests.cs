using Peregrine.Generator.Tests.Oracle;
using Peregrine.ProtocOracle;

namespace Peregrine.Generator.Tests;

/// <summary>What the emitter writes against what protoc writes for the same files. Corpus.CSharp does the same for real files.</summary>
public sealed class EmittedMessagesTests
{
    /// <summary>Groups of files that are compiled together.</summary>
    public static TheoryData<string> Groups => [.. TestProtos.Groups];

    [Theory]
    [MemberData(nameof(Groups))]
    public void The_public_API_is_that_of_protoc(string group) => Assert.Empty(CompiledPair.Of(group).ApiDifferences());

    [Theory]
    [MemberData(nameof(Groups))]
    public void The_embedded_descriptors_are_those_of_protoc(string group) => Assert.Empty(CompiledPair.Of(group).DescriptorDifferences());

    [Theory]
    [MemberData(nameof(Groups))]
    public void Messages_write_read_merge_compare_and_print_as_those_of_protoc(string group)
    {
        var pair = CompiledPair.Of(group);
        var messages = pair.Files.SelectMany(file => pair.Messages(file.Theirs, file.Ours)).ToArray();

        Assert.NotEmpty(messages);
        Assert.All(messages.Concat(pair.ExtendedRuntimeMessages()), static message => Assert.Empty(message.Differences(firstSeed: 0, count: 20)));
    }

    // In users' builds only the types of members speak of null; here the bodies are held to them.
    [Theory]
    [MemberData(nameof(Groups))]
    public void Bodies_keep_to_what_types_say_about_null(string group)
    {
        var sources = TestProtos.CSharp(group);

        Assert.All(sources, static source => Assert.Contains("#nullable enable annotations", source, StringComparison.Ordinal));
        Assert.NotNull(CompiledCode.Load(sources.Select(static source => source.Replace("able annotations", "able", StringComparison.Ordinal))));
    }
}
