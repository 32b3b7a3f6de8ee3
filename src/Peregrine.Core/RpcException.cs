namespace Peregrine;

/// <summary>A call that ended with a status other than OK. A handler throws it to choose the status and trailers that the client receives.</summary>
public class RpcException : Exception
{
    /// <summary>Makes an exception whose message is the status as text.</summary>
    public RpcException(Status status) : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <summary>Makes an exception with its own message; the message stays local, the status travels.</summary>
    public RpcException(Status status, string message) : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>Makes an exception with trailers.</summary>
    public RpcException(Status status, Metadata trailers) : this(status, trailers, status.ToString())
    {
    }

    /// <summary>Makes an exception with trailers and its own message; the message stays local.</summary>
    public RpcException(Status status, Metadata trailers, string message) : base(message, status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        Status = status;
        Trailers = trailers;
    }

    /// <summary>How the call ended.</summary>
    public Status Status { get; }

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The trailers that came with the status, or that are to be sent with it; never null.</summary>
    public Metadata Trailers { get; }
}
