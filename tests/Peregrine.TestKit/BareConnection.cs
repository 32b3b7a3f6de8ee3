using System.Diagnostics;
using Peregrine.Http2;
using Peregrine.Http2.Connections;
using Peregrine.Http2.Hpack;
using Peregrine.Http2.Streams;
using Peregrine.Transports;

namespace Peregrine.TestKit;

/// <summary>The bare engine over bytes, for programs that put the engine itself before judges: reads, does one thing at a time, and sends what that wrote. Events come under the turn.</summary>
public abstract class BareConnection(ByteConnection bytes, Http2Role role) : IHttp2Events
{
    private static readonly Http2ConnectionOptions s_options = Http2ConnectionOptions.Default;
    private readonly byte[] _buffer = new byte[2 * (s_options.MaxFrameSize + 9)];
    private readonly List<ReadOnlyMemory<byte>> _chunks = [];
    private readonly SemaphoreSlim _turn = new(1);
    private Http2Connection? _engine;
    private int _filled;

    /// <summary>Nothing more is expected from the peer: the connection closes.</summary>
    protected bool IsDone { get; set; }

    protected Http2Connection Engine => _engine ??= new(role, s_options, this);

    /// <summary>Runs until one end closes.</summary>
    public async Task RunAsync()
    {
        using var beat = new Timer(_ => ActAsync(() => Engine.Tick(NowMs())).ContinueWith(static _ => { }, TaskScheduler.Default), null, 1000, 1000);
        try
        {
            await ActAsync(() => Engine.Start(NowMs()));
            while (!IsDone && !Engine.IsBroken && await bytes.ReceiveAsync(_buffer.AsMemory(_filled), default) is > 0 and var received)
            {
                _filled += received;
                await ActAsync(Parse);
            }
            await bytes.DisposeAsync();
        }
        catch
        {
            bytes.Abort();
            throw;
        }
    }

    public abstract void OnHeaders(Http2Stream stream, HeaderList headers, bool endStream);

    public abstract void OnData(Http2Stream stream, ReadOnlyMemory<byte> data, bool endStream);

    public abstract void OnReset(Http2Stream stream, Http2Error error);

    public virtual void OnWritable(Http2Stream stream)
    {
    }

    public virtual void OnReady()
    {
    }

    public virtual void OnConnectionError(Http2Error error)
    {
    }

    public virtual void OnGoAway(StreamId lastStreamId, Http2ErrorCode code, ReadOnlySpan<byte> debugData)
    {
    }

    public void OnStreamSlotsAvailable()
    {
    }

    public void OnPingAcknowledged(ulong payload)
    {
    }

    /// <summary>Does something with the engine when nobody else does, and sends what came of it.</summary>
    protected async Task ActAsync(Action action)
    {
        await _turn.WaitAsync();
        try
        {
            action();
            while (Engine.Output.Length > 0)
            {
                Engine.Output.TakeAll(_chunks);
                Engine.OutputTaken();
                await bytes.SendAsync(_chunks, default);
                Engine.Output.Recycle(_chunks);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private static long NowMs() => (long)Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    private void Parse()
    {
        var used = Engine.Receive(_buffer.AsMemory(0, _filled), NowMs());
        _buffer.AsSpan(used.._filled).CopyTo(_buffer);
        _filled -= used;
    }
}
