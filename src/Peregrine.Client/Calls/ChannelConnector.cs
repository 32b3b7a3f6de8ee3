using Peregrine.Client.Resolving;
using Peregrine.Connections;
using Peregrine.Transports;

namespace Peregrine.Client.Calls;

/// <summary>Makes live connections for a channel: bytes, TLS, then HTTP/2 until the server's SETTINGS have arrived. One time limit for all of it.</summary>
internal sealed class ChannelConnector(Target target, ConnectOptions options, DriverOptions driver, Func<CancellationToken, ValueTask<ByteConnection>>? connectCallback)
{
    /// <summary>Connects. Fails with <see cref="ConnectFailedException"/>, which says in which phase and what to do.</summary>
    public async ValueTask<ClientConnection> ConnectAsync(Address address, CancellationToken cancellationToken)
    {
        var startedAt = options.Time.GetTimestamp();
        var bytes = await OpenAsync(address, cancellationToken).ConfigureAwait(false);

        using var timeout = new CancellationTokenSource(Left(startedAt), options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var connection = new ClientConnection(bytes, driver);
        try
        {
            await connection.HandshakeAsync(both.Token).ConfigureAwait(false);
            return connection;
        }
        catch (ConnectionEndException ended)
        {
            throw Failed(address, connection, startedAt, ended.End, ended);
        }
        catch (OperationCanceledException late) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failed(address, connection, startedAt, null, late);
        }
    }

    private Task<ByteConnection> OpenAsync(Address address, CancellationToken cancellationToken) => connectCallback is null
        ? ClientConnector.ConnectAsync(target.At(address), options, cancellationToken)
        : ClientConnector.ConnectAsync(target.At(address), connectCallback, options, cancellationToken);

    private TimeSpan Left(long startedAt)
    {
        var left = options.Timeout - options.Time.GetElapsedTime(startedAt);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    private ConnectFailedException Failed(Address address, ClientConnection connection, long startedAt, ConnectionEnd? end, Exception cause)
    {
        var elapsed = options.Time.GetElapsedTime(startedAt);
        var failure = ConnectFailure.InPreface(target.At(address), connection.Driver.Peer, elapsed, connection.Driver.FirstInput, end?.Error, end is null ? cause : end.Exception);
        return new ConnectFailedException(failure, cause);
    }
}
