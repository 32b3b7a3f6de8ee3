namespace Interop;

/// <summary>The metadata keys of the interop cases.</summary>
public static class InteropNames
{
    public const string EchoInitial = "x-grpc-test-echo-initial";

    /// <summary>A load report in the trailers of a call (gRFC A51).</summary>
    public const string LoadReport = "endpoint-load-metrics-bin";

    public const string EchoTrailing = "x-grpc-test-echo-trailing-bin";
}
