using Peregrine.TestKit;

namespace Interop.Http2Server;

/// <summary>One connection of the scripted server: reads frames, keeps the client's windows, and lets the play answer. Written on frames alone, so that no engine of ours is on both ends.</summary>
internal sealed class PlayedConnection(ScriptedPeer peer, Play play)
{
    private const ushort InitialWindowSize = 4;
    private const uint LargeWindow = 1 << 30;
    private const int BatchLength = 32 * 1024;

    private readonly SemaphoreSlim _sending = new(1);
    private readonly Dictionary<uint, List<byte>> _requests = [];
    private readonly ClientWindows _windows = new();
    private readonly HashSet<uint> _open = [];
    private TaskCompletionSource _change = NewChange();
    private int _pings;

    /// <summary>Calls that were begun and not yet answered.</summary>
    public int OpenStreams
    {
        get
        {
            lock (_open) return _open.Count;
        }
    }

    /// <summary>Runs until the client closes.</summary>
    public async Task RunAsync()
    {
        await SendAsync(FrameScript.New.Settings(InitialWindowSize, LargeWindow).WindowUpdate(0, LargeWindow));
        while (await peer.ReadAsync() is { } frame)
        {
            await HandleAsync(frame);
            peer.Seen.Clear();
            Interlocked.Exchange(ref _change, NewChange()).SetResult();
        }
    }

    public async Task SendAsync(FrameScript script)
    {
        await _sending.WaitAsync();
        try
        {
            await peer.SendAsync(script);
        }
        finally
        {
            _sending.Release();
        }
    }

    /// <summary>Sends DATA as the windows allow, in frames of up to <paramref name="frameLength"/> bytes, each with padding when asked for.</summary>
    public async Task SendDataAsync(uint stream, byte[] data, int frameLength = 16 * 1024, byte? padding = null)
    {
        var overhead = padding is { } length ? length + 1 : 0;
        for (var sent = 0; sent < data.Length;)
        {
            var change = Volatile.Read(ref _change).Task;
            var batch = FrameScript.New;
            while (sent < data.Length && batch.Length < BatchLength && _windows.TryTake(stream, Math.Min(frameLength, data.Length - sent), overhead) is > 0 and var part)
            {
                if (padding is { } each) batch.PaddedData(stream, data.AsSpan(sent, part), each);
                else batch.Data(stream, data.AsSpan(sent, part));
                sent += part;
            }
            if (batch.Length > 0) await SendAsync(batch);
            else await change;
        }
    }

    /// <summary>Sends what ends a stream: from now on the client may open another.</summary>
    public Task EndAsync(uint stream, FrameScript last)
    {
        lock (_open) _open.Remove(stream);
        return SendAsync(last);
    }

    public Task PingAsync() => SendAsync(FrameScript.New.Ping((ulong)Interlocked.Increment(ref _pings)));

    public async Task WhenPingsAreAcknowledgedAsync()
    {
        while (true)
        {
            var change = Volatile.Read(ref _change).Task;
            if (Volatile.Read(ref _pings) == 0) return;
            await change;
        }
    }

    /// <summary>The client did what it must not: it is told, and its calls fail.</summary>
    public async Task FailAsync(string reason)
    {
        await SendAsync(FrameScript.New.GoAway(0, 1, reason));
        throw new IOException(reason);
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task HandleAsync(WireFrame frame)
    {
        switch (frame.Name)
        {
            case "SETTINGS" when !frame.EndStream:
                _windows.Apply(frame);
                await SendAsync(FrameScript.New.SettingsAck());
                break;
            case "PING" when frame.EndStream:
                Interlocked.Decrement(ref _pings);
                break;
            case "PING":
                await SendAsync(FrameScript.New.Frame(frame.Type, FrameScript.Ack, 0, frame.Payload));
                break;
            case "WINDOW_UPDATE":
                _windows.Add(frame.StreamId, (int)frame.UInt32());
                break;
            case "HEADERS":
                lock (_open) _open.Add(frame.StreamId);
                _requests[frame.StreamId] = [];
                await play.OnHeadAsync(this, frame.StreamId);
                break;
            case "DATA":
                _requests[frame.StreamId].AddRange(frame.Payload);
                if (frame.EndStream) _ = AnswerAsync(frame.StreamId);
                break;
        }
    }

    private async Task AnswerAsync(uint stream)
    {
        try
        {
            await play.OnRequestAsync(this, stream, Play.Answer([.. _requests[stream]]));
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or System.Net.Sockets.SocketException)
        {
            // The client left; the reader sees it too.
        }
    }
}
