using Peregrine.Messages;

namespace Peregrine.Server.Calls;

/// <summary>How the four kinds of call send their messages. Serializing happens outside the connection's lock.</summary>
internal static class Sending
{
    /// <summary>Sends the one response and ends the call: head, message and trailers leave together.</summary>
    public static void Respond<TResponse>(this ServerCall call, Marshaller<TResponse> marshaller, TResponse? response)
        where TResponse : class
    {
        if (response is null) throw new InvalidOperationException($"The handler of {call.Method} returned null instead of a response.");

        using var message = MessageEncoder.Encode(response, marshaller, call.CompressionFor(call.WriteOptions), call.Host.Settings.MaxSendMessageSize);
        using (call.Host.Driver.Enter())
        {
            if (!call.IsOver_NeedsLock && call.Status.StatusCode == StatusCode.OK)
            {
                call.SendHead_NeedsLock(null);
                call.Stream.Write_NeedsLock(message, endStream: false);
            }

            call.Succeed_NeedsLock();
        }
    }

    /// <summary>Sends one of many responses; completes when it was accepted.</summary>
    public static Task WriteMessage<TResponse>(this ServerCall call, Marshaller<TResponse> marshaller, TResponse response, WriteOptions? options)
    {
        using var message = MessageEncoder.Encode(response, marshaller, call.CompressionFor(options), call.Host.Settings.MaxSendMessageSize);
        using (call.Host.Driver.EnterToWrite())
        {
            if (call.IsOver_NeedsLock) return Task.FromException(call.WriteFailure());

            call.SendHead_NeedsLock(null);
            return call.Stream.Write_NeedsLock(message, endStream: false)?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Ends the response stream.</summary>
    public static void EndResponses(this ServerCall call)
    {
        using (call.Host.Driver.Enter()) call.Succeed_NeedsLock();
    }
}
