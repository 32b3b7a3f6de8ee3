namespace Comparison.Groups;

internal static class AllGroups
{
    public static IReadOnlyList<IScenarioGroup> InOrder { get; } =
    [
        new UnaryServers(),
        new LargeAnswers(),
        new UnaryClients(),
        new BothEnds(),
        new SmallStreams(),
        new BulkStreams(),
        new Distance(),
        new Tls(),
        new Memory(),
        new Start(),
        new Handlers(),
        new Growth(),
    ];
}
