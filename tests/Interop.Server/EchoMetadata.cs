using Peregrine;

namespace Interop.Server;

/// <summary>Sends two well-known entries of the request's metadata back: one as response header, one as trailer.</summary>
internal static class EchoMetadata
{
    public static bool IsAskedFor(ServerCallContext context) =>
        context.RequestHeaders.Get(InteropNames.EchoInitial) is not null || context.RequestHeaders.Get(InteropNames.EchoTrailing) is not null;

    public static async Task ReplyAsync(ServerCallContext context)
    {
        if (context.RequestHeaders.GetValueBytes(InteropNames.EchoTrailing) is { } trailing) context.ResponseTrailers.Add(InteropNames.EchoTrailing, trailing);
        if (context.RequestHeaders.GetValue(InteropNames.EchoInitial) is { } initial)
        {
            await context.WriteResponseHeadersAsync(new Metadata { { InteropNames.EchoInitial, initial } });
        }
    }
}
