using Comparison.Contestants;

namespace Comparison.Measurements;

/// <summary>Calls for h2load: how many connections, how many calls at once on each, and what they say.</summary>
/// <param name="Frame">The request in its gRPC frame.</param>
internal sealed record CallShape(int Connections, int Streams, string Method, byte[] Frame)
{
    /// <summary>So many connections that opening them takes part of a second.</summary>
    public bool IsSlowToBegin => Connections >= 500;

    /// <summary>Entries of metadata with each request.</summary>
    public int MetadataEntries { get; init; }

    /// <summary>Methods to call in turn instead of the one.</summary>
    public IReadOnlyList<string>? Methods { get; init; }

    /// <summary>What compiles at run time does so in part for each kind anew.</summary>
    public (string Method, int Bytes, bool HasMetadata, bool IsConcurrent) Kind => (Method, Frame.Length, MetadataEntries > 0, Streams > 1);

    /// <summary>The small unary call that most scenarios make.</summary>
    public static CallShape Unary(int connections, int streams) => new(connections, streams, Probe.Method, Probe.Message);
}
