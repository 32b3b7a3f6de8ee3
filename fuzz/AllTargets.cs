using Fuzz.Targets;

namespace Fuzz;

/// <summary>Every target.</summary>
internal static class AllTargets
{
    public static IReadOnlyList<FuzzTarget> List { get; } =
    [
        new PeerTarget(),
        new PairTarget(),
        new HuffmanTarget(),
        new HpackDecodeTarget(),
        new HpackRoundTripTarget(),
        new FramesTarget(),
        new MessagesTarget(),
        new DecompressionTarget(),
        new MetadataTarget(),
        new TimeoutTarget(),
        new PercentTarget(),
        new AddressTarget(),
        new HeadsTarget(),
    ];

    public static FuzzTarget Find(string name) => List.FirstOrDefault(target => target.Name == name)
        ?? throw new ArgumentException($"There is no target '{name}'. There are: {string.Join(", ", List.Select(static target => target.Name))}.");
}
