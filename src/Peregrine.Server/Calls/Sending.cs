using Peregrine.Connections;
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
        if (call.Host.Driver.Backlog.IsEngaged && call.TryRespondLater(marshaller, response)) return;

        if (!call.TryEncode(marshaller, response, call.WriteOptions, out var message))
        {
            call.RespondLater(marshaller, response);
            return;
        }

        using (message)
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
        where TResponse : class
    {
        if (call.Host.Driver.Backlog.IsEngaged && call.TryWriteLater(marshaller, response, options) is { } written) return written;

        if (!call.TryEncode(marshaller, response, options, out var message)) return call.WriteLater(marshaller, response, options);

        using (message)
        using (call.Host.Driver.EnterToWrite())
        {
            if (call.IsOver_NeedsLock) return Task.FromException(call.WriteFailure());
            if (call.Stream.OutboundIsDeferred) return call.WriteLater_NeedsLock(marshaller, response, options);

            call.SendHead_NeedsLock(null);
            return call.Stream.Write_NeedsLock(message, endStream: false)?.Task ?? Task.CompletedTask;
        }
    }

    /// <summary>Ends the response stream.</summary>
    public static void EndResponses(this ServerCall call)
    {
        using (call.Host.Driver.Enter()) call.Succeed_NeedsLock();
    }

    private static bool TryRespondLater<TResponse>(this ServerCall call, Marshaller<TResponse> marshaller, TResponse response)
        where TResponse : class
    {
        using (call.Host.Driver.Enter())
        {
            if (!call.Host.Driver.Backlog.IsOver_NeedsLock) return false;

            call.RespondLater_NeedsLock(marshaller, response);
            return true;
        }
    }

    private static void RespondLater<TResponse>(this ServerCall call, Marshaller<TResponse> marshaller, TResponse response)
        where TResponse : class
    {
        using (call.Host.Driver.Enter()) call.RespondLater_NeedsLock(marshaller, response);
    }

    private static void RespondLater_NeedsLock<TResponse>(this ServerCall call, Marshaller<TResponse> marshaller, TResponse response)
        where TResponse : class
    {
        if (!call.IsOver_NeedsLock && call.Status.StatusCode == StatusCode.OK) _ = call.WriteLater_NeedsLock(marshaller, response, call.WriteOptions);
        call.Succeed_NeedsLock();
    }

    private static Task WriteLater<TResponse>(this ServerCall call, Marshaller<TResponse> marshaller, TResponse response, WriteOptions? options)
        where TResponse : class
    {
        using (call.Host.Driver.Enter()) return call.IsOver_NeedsLock ? Task.FromException(call.WriteFailure()) : call.WriteLater_NeedsLock(marshaller, response, options);
    }

    private static bool TryEncode<TResponse>(this ServerCall call, Marshaller<TResponse> marshaller, TResponse response, WriteOptions? options, out EncodedMessage message)
        where TResponse : class =>
        MessageEncoder.TryEncode(response, marshaller, call.CompressionFor(options), call.Host.Settings.MaxSendMessageSize, call.Host.LargeResponses, out message);

    private static Task? TryWriteLater<TResponse>(this ServerCall call, Marshaller<TResponse> marshaller, TResponse response, WriteOptions? options)
        where TResponse : class
    {
        using (call.Host.Driver.Enter())
        {
            if (!call.Host.Driver.Backlog.IsOver_NeedsLock && !call.Stream.OutboundIsDeferred) return null;
            if (call.IsOver_NeedsLock) return Task.FromException(call.WriteFailure());

            return call.WriteLater_NeedsLock(marshaller, response, options);
        }
    }

    private static Task WriteLater_NeedsLock<TResponse>(this ServerCall call, Marshaller<TResponse> marshaller, TResponse response, WriteOptions? options)
        where TResponse : class
    {
        call.SendHead_NeedsLock(null);
        return call.Stream.Write_NeedsLock(new DeferredWrite<TResponse>(call.Stream, response, marshaller, call.CompressionFor(options), call.Host.Settings.MaxSendMessageSize));
    }
}
