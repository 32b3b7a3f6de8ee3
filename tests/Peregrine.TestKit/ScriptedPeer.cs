using Peregrine.Transports;

namespace Peregrine.TestKit;

/// <summary>
/// One end of a connection that sends what a test writes, frame by frame, and reads frames without judging them. Everything that was read stays in <see cref="Seen"/>.
/// One reader and one sender at a time.
/// </summary>
public sealed class ScriptedPeer(ByteConnection bytes) : IAsyncDisposable
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly List<byte> _unread = [];
    private bool _isPrefacePossible = true;

    public List<WireFrame> Seen { get; } = [];

    /// <summary>Bytes that were received behind the last whole frame; all of them when the other end speaks something else.</summary>
    public IReadOnlyList<byte> Unread => _unread;

    public async Task SendAsync(FrameScript script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var all = script.ToArray();
        if (all.Length > 0) await bytes.SendAsync([all], default);
    }

    /// <summary>The next frame, or null when the other end has closed.</summary>
    public async Task<WireFrame?> ReadAsync()
    {
        WireFrame? frame;
        while ((frame = TakeFrame()) is null)
        {
            if (!await ReceiveAsync()) return null;
        }
        Seen.Add(frame);
        return frame;
    }

    /// <summary>Reads up to the first frame, among those not yet returned, that fits.</summary>
    public async Task<WireFrame> WaitForAsync(Func<WireFrame, bool> fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        while (await ReadAsync() is { } frame)
        {
            if (fits(frame)) return frame;
        }
        throw new InvalidDataException($"the connection ended before the frame came that was waited for; there were {string.Join(", ", Seen)}");
    }

    /// <summary>Reads up to the first frame whose line starts like this.</summary>
    public Task<WireFrame> WaitForAsync(string start) => WaitForAsync(frame => frame.ToString().StartsWith(start, StringComparison.Ordinal));

    /// <summary>Reads until the other end has closed.</summary>
    public async Task ReadToEndAsync()
    {
        while (await ReadAsync() is not null)
        {
        }
    }

    /// <summary>Receives all bytes until the other end has closed, frames or not.</summary>
    public async Task ReceiveToEndAsync()
    {
        while (await ReceiveAsync())
        {
        }
    }

    public ValueTask DisposeAsync() => bytes.DisposeAsync();

    private async Task<bool> ReceiveAsync()
    {
        var received = await bytes.ReceiveAsync(_buffer, default);
        _unread.AddRange(_buffer.AsSpan(0, received));
        return received > 0;
    }

    private WireFrame? TakeFrame()
    {
        if (_isPrefacePossible && !TryPassPreface()) return null;
        var frame = FrameLog.TryRead(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_unread), out var used);
        _unread.RemoveRange(0, used);
        return frame;
    }

    private bool TryPassPreface()
    {
        if (_unread.Count < FrameLog.PrefaceLength) return _unread.Count > 0 && _unread[0] != (byte)'P';
        if (_unread[0] == (byte)'P') _unread.RemoveRange(0, FrameLog.PrefaceLength);
        _isPrefacePossible = false;
        return true;
    }
}
