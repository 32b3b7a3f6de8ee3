using Google.Protobuf;
using Grpc.Testing;

namespace Interop.Client;

/// <summary>The requests that several cases send.</summary>
internal static class Requests
{
    public const int LargeRequestSize = 271828;
    public const int LargeResponseSize = 314159;

    public static Payload Zeros(int size) => new() { Body = UnsafeByteOperations.UnsafeWrap(new byte[size]) };

    public static SimpleRequest Large() => new() { ResponseSize = LargeResponseSize, Payload = Zeros(LargeRequestSize) };

    public static StreamingOutputCallRequest Stream(int responseSize, int requestSize) => new()
    {
        ResponseParameters = { new ResponseParameters { Size = responseSize } },
        Payload = Zeros(requestSize),
    };
}
