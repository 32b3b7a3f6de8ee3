namespace Comparison.Contestants;

/// <summary>What the contestants are called in tables, plots and targets.</summary>
internal static class Names
{
    /// <summary>The name that ratios are taken to.</summary>
    public const string Ours = "Peregrine";

    /// <summary>Ours with a setting of the program that runs it: see docs/performance.md.</summary>
    public const string OursWithLargeArrays = "Peregrine, LOH from 16 MB";

    public const string Kestrel = "Kestrel, bare";
    public const string HttpClient = "HttpClient, bare";
    public const string BareNet = "HttpClient to Kestrel, bare";
    public const string Cpp = "grpc C++";
    public const string Go = "grpc-go";
    public const string Python = "grpc Python";
    public const string Node = "grpc-js";
    public const string PoolFloor = "floor, thread pool";
    public const string PollFloor = "floor, poll loop";
    public const string FrameFloor = "floor, bare frames";
    public const string CopyFloor = "floor, socket copy";
    public const string MessageFloor = "floor, copy of messages";
}
