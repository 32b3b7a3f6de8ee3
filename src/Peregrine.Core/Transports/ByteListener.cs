using System.Net;

namespace Peregrine.Transports;

/// <summary>Where connections come in.</summary>
public abstract class ByteListener : IAsyncDisposable
{
    /// <summary>What it listens on, with port 0 replaced by the port that was given.</summary>
    public abstract BoundAddress BoundAddress { get; }

    /// <summary>
    /// Waits for the next connection; null once the listener is disposed. One caller at a time. Passing trouble (a peer that left in the
    /// queue, no free file handle) is waited out, not thrown.
    /// </summary>
    public abstract ValueTask<ByteConnection?> AcceptAsync(CancellationToken cancellationToken);

    /// <summary>Stops listening; accepted connections live on. May run beside <see cref="AcceptAsync"/>, which then returns null.</summary>
    public abstract ValueTask DisposeAsync();
}

/// <summary>What a <see cref="ByteListener"/> listens on.</summary>
/// <param name="Address">The address that was asked for, with the actual port.</param>
/// <param name="EndPoints">One endpoint for each socket: two for <c>localhost</c> when the machine has IPv6.</param>
public sealed record BoundAddress(ServerAddress Address, IReadOnlyList<EndPoint> EndPoints)
{
    /// <summary>The address as text, such as <c>http://localhost:41732</c>.</summary>
    public string Text => Address.ToString();

    /// <summary>The first endpoint.</summary>
    public EndPoint EndPoint => EndPoints[0];

    /// <inheritdoc/>
    public override string ToString() => Text;
}
