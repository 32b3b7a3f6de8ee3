using Grpc.Testing;
using Peregrine;

namespace Interop.Client.Cases;

internal static class StatusCases
{
    private const string Message = "test status message";
    private const string SpecialMessage = "\t\ntest with whitespace\r\nand Unicode BMP \u263A and non-BMP \U0001F608\t\n";

    public static async Task StatusCodeAndMessage(InteropPeer peer)
    {
        var wanted = new EchoStatus { Code = (int)StatusCode.Unknown, Message = Message };
        await Expect.StatusAsync(() => peer.Test.UnaryCallAsync(new SimpleRequest { ResponseStatus = wanted }).ResponseAsync, StatusCode.Unknown, Message);

        using var call = peer.Test.FullDuplexCall();
        await call.RequestStream.WriteAsync(new StreamingOutputCallRequest { ResponseStatus = wanted });
        await call.RequestStream.CompleteAsync();
        await Expect.StatusAsync(() => call.ResponseStream.MoveNext(), StatusCode.Unknown, Message);
    }

    public static Task SpecialStatusMessage(InteropPeer peer)
    {
        var request = new SimpleRequest { ResponseStatus = new EchoStatus { Code = (int)StatusCode.Unknown, Message = SpecialMessage } };
        return Expect.StatusAsync(() => peer.Test.UnaryCallAsync(request).ResponseAsync, StatusCode.Unknown, SpecialMessage);
    }

    public static Task UnimplementedMethod(InteropPeer peer) =>
        Expect.StatusAsync(() => peer.Test.UnimplementedCallAsync(new Empty()).ResponseAsync, StatusCode.Unimplemented);

    public static Task UnimplementedService(InteropPeer peer) =>
        Expect.StatusAsync(() => peer.Unimplemented.UnimplementedCallAsync(new Empty()).ResponseAsync, StatusCode.Unimplemented);
}
