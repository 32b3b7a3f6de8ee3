using System.Net.Sockets;

namespace Peregrine.Transports;

/// <summary>Says what went wrong on a connection in words, with the name that the operating system gives it.</summary>
public static class TransportErrors
{
    /// <summary>A clause such as <c>connection reset by peer (ECONNRESET)</c> for any exception that a <see cref="ByteConnection"/> throws.</summary>
    public static string Describe(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is SocketException socket) return Describe(socket.SocketErrorCode);
            if (cause is ObjectDisposedException) return "the connection was closed at this end";
            if (cause is OperationCanceledException) return "cancelled";
        }

        return exception.Message.TrimEnd('.');
    }

    /// <summary>The same for a bare code.</summary>
    public static string Describe(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused (ECONNREFUSED)",
        SocketError.ConnectionReset => "connection reset by peer (ECONNRESET)",
        SocketError.ConnectionAborted => "connection aborted (ECONNABORTED)",
        SocketError.Shutdown => "the sending half is closed (EPIPE)",
        SocketError.TimedOut => "no answer (ETIMEDOUT)",
        SocketError.HostUnreachable => "no route to host (EHOSTUNREACH)",
        SocketError.NetworkUnreachable => "network unreachable (ENETUNREACH)",
        SocketError.NetworkDown => "network down (ENETDOWN)",
        SocketError.HostDown => "host down (EHOSTDOWN)",
        SocketError.AddressAlreadyInUse => "address already in use (EADDRINUSE)",
        SocketError.AddressNotAvailable => "address not available on this machine (EADDRNOTAVAIL)",
        SocketError.AccessDenied => "permission denied (EACCES)",
        SocketError.TooManyOpenSockets => "too many open files (EMFILE)",
        SocketError.OperationAborted or SocketError.Interrupted => "the connection was closed at this end",
        SocketError.HostNotFound => "no such host (EAI_NONAME)",
        SocketError.TryAgain => "the name server did not answer (EAI_AGAIN)",
        SocketError.NoData => "the name has no address (EAI_NODATA)",
        SocketError.NoRecovery => "the name server failed (EAI_FAIL)",
        _ => error.ToString(),
    };
}
