using Comparison.Measurements;

namespace Comparison.Groups;

/// <summary>Scenarios that are run together, and can be run without the others.</summary>
internal interface IScenarioGroup
{
    /// <summary>What <c>--only</c> calls it.</summary>
    string Name { get; }

    /// <summary>A heading.</summary>
    string Title { get; }

    Task<IReadOnlyList<ScenarioResult>> RunAsync(Bench bench, CancellationToken cancellation);
}
