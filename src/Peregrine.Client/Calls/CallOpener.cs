using Peregrine.Client.Balancing;
using Peregrine.Messages;

namespace Peregrine.Client.Calls;

/// <summary>Brings a call onto a stream: at once on a ready connection, else as soon as there are credentials, a connection and a stream slot.</summary>
internal sealed class CallOpener(ChannelSettings settings, ChannelCore<ClientConnection> connections)
{
    /// <summary>Opens a call whose one request is known: head and body leave together.</summary>
    public void Open(ClientCall call, in RequestStart start, in CallOptions options, EncodedMessage body)
    {
        var connection = ReadyConnection(options);
        if (connection is not null && connection.TryOpen(call, start, body.Bytes)) return;

        OpenLater(connection, new WaitingCall(call, start, options, body.Detach(), this));
    }

    /// <summary>Opens a call whose requests are written later.</summary>
    public void Open(ClientCall call, in RequestStart start, in CallOptions options)
    {
        var connection = ReadyConnection(options);
        if (connection is not null && connection.TryOpen(call, start, default)) return;

        OpenLater(connection, new WaitingCall(call, start, options, default, this));
    }

    /// <summary>The connection that the call waited on takes no more calls.</summary>
    public void OpenElsewhere(WaitingCall waiting) => _ = OpenAsync(waiting, hasCredentials: true);

    private ClientConnection? ReadyConnection(in CallOptions options) => options.Credentials is null && settings.Credentials is null ? connections.TryPick() : null;

    private void OpenLater(ClientConnection? connection, WaitingCall waiting)
    {
        if (connection is not null) connection.OpenInTurn(waiting);
        else _ = OpenAsync(waiting, hasCredentials: false);
    }

    private async Task OpenAsync(WaitingCall waiting, bool hasCredentials)
    {
        var (call, start, options, body, _) = waiting;
        using var ended = new CancellationTokenSource();
        _ = call.WhenOpened().ContinueWith(static (_, source) => CancelQuietly((CancellationTokenSource)source!), ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            if (!hasCredentials) start = start with { Headers = await AddCredentialsAsync(start, call.Method, options, ended.Token).ConfigureAwait(false) };
            if (call.WasOpened) return;

            var connection = await connections.PickAsync(options.IsWaitForReady, ended.Token).ConfigureAwait(false);
            connection.OpenInTurn(waiting with { Start = start });
            body = default; // it is the connection's now
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
        var given = headers.Count;
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

        for (var i = given; i < headers.Count; i++) headers[i] = headers[i].AsSecret();
        return headers;
    }
}
