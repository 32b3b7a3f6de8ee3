using Peregrine.Messages;

namespace Peregrine.Client.Calls;

/// <summary>Brings a call onto a stream: at once on a ready connection, else as soon as there are credentials, a connection and a stream slot.</summary>
internal sealed class CallOpener(ChannelSettings settings, IConnectionSource connections)
{
    /// <summary>Opens a call whose one request is known: head and body leave together.</summary>
    public void Open(ClientCall call, RequestStart start, in CallOptions options, EncodedMessage body)
    {
        if (TryOpenNow(call, start, options, body.Bytes)) return;

        _ = OpenLaterAsync(call, start, options, body.Detach());
    }

    /// <summary>Opens a call whose requests are written later.</summary>
    public void Open(ClientCall call, RequestStart start, in CallOptions options)
    {
        if (TryOpenNow(call, start, options, default)) return;

        _ = OpenLaterAsync(call, start, options, default);
    }

    private bool TryOpenNow(ClientCall call, in RequestStart start, in CallOptions options, ReadOnlySpan<byte> body) =>
        options.Credentials is null && settings.Credentials is null && connections.TryPick() is { } connection && call.TryOpen(connection, start, body);

    private async Task OpenLaterAsync(ClientCall call, RequestStart start, CallOptions options, OutboundMessage body)
    {
        using var ended = new CancellationTokenSource();
        _ = call.WhenOpened().ContinueWith(static (_, source) => CancelQuietly((CancellationTokenSource)source!), ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            start = start with { Headers = await AddCredentialsAsync(start, call.Method, options, ended.Token).ConfigureAwait(false) };
            while (!call.WasOpened)
            {
                var connection = await connections.PickAsync(options.IsWaitForReady, ended.Token).ConfigureAwait(false);
                if (call.TryOpen(connection, start, body.Remaining)) break;

                await connection.WaitForSlotAsync(ended.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (call.WasOpened)
        {
            // The call ended while it waited; it knows why.
        }
        catch (RpcException failed)
        {
            call.End(failed.Status);
        }
#pragma warning disable CA1031 // whatever fails before the call is on its way is its status
        catch (Exception failed)
#pragma warning restore CA1031
        {
            call.End(new Status(StatusCode.Internal, $"The call {call.Method.FullName} could not be started: {failed.Message}", failed));
        }
        finally
        {
            body.Dispose();
        }
    }

    private static void CancelQuietly(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The opening had ended already.
        }
    }

    private async ValueTask<Metadata?> AddCredentialsAsync(RequestStart start, IMethod method, CallOptions options, CancellationToken cancellationToken)
    {
        if (options.Credentials is null && settings.Credentials is null) return start.Headers;
        if (!settings.IsSecure && !settings.SendCredentialsInsecurely)
        {
            throw new RpcException(new Status(StatusCode.Unauthenticated, $"The call {method.FullName} has call credentials, but the channel to {settings.Target} is not encrypted: they would travel readable. Use an https:// address, or set {nameof(GrpcChannelOptions)}.{nameof(GrpcChannelOptions.UnsafeUseInsecureChannelCallCredentials)}."));
        }

        var headers = new Metadata();
        foreach (var entry in start.Headers ?? []) headers.Add(entry);
        var context = new AuthInterceptorContext($"{(settings.IsSecure ? "https" : "http")}://{settings.AuthorityText}/{method.ServiceName}", method.Name, cancellationToken);
        try
        {
            if (settings.Credentials is { } ofChannel) await ofChannel.AddHeadersAsync(context, headers).ConfigureAwait(false);
            if (options.Credentials is { } ofCall) await ofCall.AddHeadersAsync(context, headers).ConfigureAwait(false);
        }
        catch (Exception failed) when (failed is not (RpcException or OperationCanceledException))
        {
            throw new RpcException(new Status(StatusCode.Unavailable, $"The credentials for {method.FullName} could not be obtained: {failed.Message}", failed));
        }

        return headers;
    }
}
