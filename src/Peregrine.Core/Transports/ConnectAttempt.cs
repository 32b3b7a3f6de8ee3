using System.Net;
using System.Net.Sockets;

namespace Peregrine.Transports;

/// <summary>One attempt to connect: where it is, since when, and how its failures become <see cref="ConnectFailedException"/>.</summary>
internal sealed class ConnectAttempt(ConnectTarget target, ConnectOptions options)
{
    private readonly long _started = options.Time.GetTimestamp();

    public ConnectPhase Phase { get; set; }

    public EndPoint? RemoteEndPoint { get; set; }

    public EndPoint? LocalEndPoint { get; set; }

    public ConnectFailedException Fail((ConnectFailureReason Reason, string What, string Fix) why, Exception? cause)
    {
        var elapsed = options.Time.GetElapsedTime(_started);
        var failure = new ConnectFailure
        {
            Reason = why.Reason,
            Phase = Phase,
            Target = target.Name,
            RemoteEndPoint = RemoteEndPoint,
            LocalEndPoint = LocalEndPoint,
            Elapsed = elapsed,
            Text = ConnectText.Compose(Phase, target.Name, RemoteEndPoint, LocalEndPoint, elapsed, why.What, why.Fix),
        };
        return new(failure, cause);
    }

    public ConnectFailedException FailBySocket(SocketException exception) => Fail(Phase == ConnectPhase.Resolve ? OfLookup(exception) : OfConnect(exception), exception);

    public ConnectFailedException FailByTime(Exception? cause) => Fail(
        (ConnectFailureReason.TimedOut, $"no answer within {ConnectText.Duration(options.Timeout)}", Phase switch
        {
            ConnectPhase.Resolve => "The name server does not answer.",
            ConnectPhase.Connect => "A firewall that drops packets or a wrong address is likely.",
            _ => "The peer accepted the connection but takes no part in TLS: it is overloaded, or the port is plaintext (then use http://).",
        }),
        cause);

    private static (ConnectFailureReason Reason, string What, string Fix) OfLookup(SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData => (ConnectFailureReason.NameNotFound, TransportErrors.Describe(exception), "Check the spelling of the host and the DNS settings of this machine."),
        _ => (ConnectFailureReason.NameLookupFailed, TransportErrors.Describe(exception), "Check the DNS settings and the network of this machine."),
    };

    private (ConnectFailureReason Reason, string What, string Fix) OfConnect(SocketException exception)
    {
        var what = TransportErrors.Describe(exception);
        var isUnix = RemoteEndPoint is UnixDomainSocketEndPoint;
        return exception.SocketErrorCode switch
        {
            SocketError.ConnectionRefused when isUnix => (ConnectFailureReason.Refused, what, "Nothing listens on that socket: start the server."),
            SocketError.ConnectionRefused => (ConnectFailureReason.Refused, what, "Nothing listens on that port: start the server or correct the port."),
            SocketError.AddressNotAvailable when isUnix => (ConnectFailureReason.NameNotFound, "no such socket file (ENOENT)", "Start the server or correct the path."),
            SocketError.TimedOut => (ConnectFailureReason.TimedOut, what, "A firewall that drops packets or a wrong address is likely."),
            SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.NetworkDown or SocketError.HostDown =>
                (ConnectFailureReason.Unreachable, what, "Check the address, the network and the VPN of this machine."),
            SocketError.AccessDenied => (ConnectFailureReason.ConnectFailed, what, isUnix ? "The process lacks the right to open the socket." : "A firewall of this machine forbids it."),
            _ => (ConnectFailureReason.ConnectFailed, what, "Check the address and the network of this machine."),
        };
    }
}
