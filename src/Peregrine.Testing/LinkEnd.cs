using Peregrine.Transports;

namespace Peregrine.Testing;

/// <summary>One end of a <see cref="Link"/>. It closes as a socket does.</summary>
internal sealed class LinkEnd : ByteConnection
{
    private const int DrainLimit = 1024 * 1024;
    private static readonly TimeSpan s_drainTime = TimeSpan.FromSeconds(2);

    private readonly Link _link;
    private readonly LinkDirection _receives;
    private readonly LinkDirection _sends;
    private bool _isClosing;

    public LinkEnd(Link link, LinkDirection receives, LinkDirection sends, string local, string remote)
    {
        _link = link;
        _receives = receives;
        _sends = sends;
        Name = local == "server" ? $"server:{link.Number}" : local;
        Peer = new() { Transport = "memory", Local = local, Remote = remote };
    }

    public override ConnectionPeer Peer { get; }

    /// <summary>The end in traces.</summary>
    public string Name { get; }

    /// <summary>Whether nothing more happens at this end.</summary>
    public bool IsClosed { get; private set; }

    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken) => _receives.ReceiveAsync(buffer, cancellationToken);

    public override ValueTask SendAsync(List<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        return _sends.SendAsync(chunks, cancellationToken);
    }

    public override void Abort() => Close(abruptly: true);

    public override async ValueTask DisposeAsync()
    {
        lock (_link.Gate)
        {
            if (_isClosing || IsClosed) return;

            _isClosing = true;
            _link.Observer?.Happened(_link, $"{Peer.Local} closes");
            _sends.End_NeedsLock();
            _sends.CloseWriter_NeedsLock(abruptly: false);
        }

        var ended = await DrainAsync().ConfigureAwait(false);
        Close(abruptly: !ended);
    }

    // What the peer still sends is dropped for a while: its last bytes are not answered by a reset that would cost it ours.
    private async Task<bool> DrainAsync()
    {
        using var timeout = new CancellationTokenSource(s_drainTime, _link.Time);
        var buffer = new byte[4096];
        try
        {
            for (var total = 0; total < DrainLimit;)
            {
                var read = await _receives.ReceiveAsync(buffer, timeout.Token).ConfigureAwait(false);
                if (read == 0) return true;
                total += read;
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It has gone, or takes too long.
        }

        return false;
    }

    private void Close(bool abruptly)
    {
        lock (_link.Gate)
        {
            if (IsClosed) return;

            IsClosed = true;
            _link.Observer?.Happened(_link, $"{Peer.Local} {(abruptly ? "aborts" : "is closed")}");
            _receives.CloseReader_NeedsLock();
            _sends.CloseWriter_NeedsLock(abruptly);
            if (abruptly) _sends.Reset_NeedsLock();
        }

        _link.EndClosed();
    }
}
