namespace Interop;

/// <summary>The metadata keys of the interop cases.</summary>
public static class InteropNames
{
    public const string EchoInitial = "x-grpc-test-echo-initial";

    public const string EchoTrailing = "x-grpc-test-echo-trailing-bin";
}
