using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Threading.Channels;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

[SupportedOSPlatform("linux")]
public class PollLoopTests
{
    public static bool IsUnsupported => !OperatingSystem.IsLinux();

    [Fact(SkipWhen = nameof(IsUnsupported), Skip = "The poll loop is Linux's.")]
    public async Task A_take_over_that_comes_too_late_does_nothing()
    {
        var loop = PollLoop.Start();
        using var first = new Watched(loop);
        using var second = new Watched(loop);

        var passed = await first.FireAsync();
        var later = await second.FireAsync();
        loop.TakeOver(passed.Turn);

        Assert.NotEqual(passed.Turn, later.Turn);
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(passed.Thread, (await first.FireAsync()).Thread); // no second thread waits for the same events
            Assert.Equal(passed.Thread, (await second.FireAsync()).Thread);
        }
    }

    [Fact(SkipWhen = nameof(IsUnsupported), Skip = "The poll loop is Linux's.")]
    public async Task A_take_over_of_a_stuck_handler_gives_the_other_events_to_a_fresh_thread()
    {
        var loop = PollLoop.Start();
        using var stuck = new Watched(loop);
        using var other = new Watched(loop);
        using var release = new ManualResetEventSlim();

        var held = stuck.FireAsync(release);
        var (thread, turn) = await stuck.Entered.Reader.ReadAsync();
        loop.TakeOver(turn);

        Assert.NotEqual(thread, (await other.FireAsync()).Thread);
        release.Set();
        await held;
        Assert.NotEqual(thread, (await stuck.FireAsync()).Thread);
    }

    /// <summary>One end of a pair of sockets on the loop; each byte that arrives is handled once.</summary>
    private sealed class Watched : IPollSource, IDisposable
    {
        private readonly Channel<(int Thread, int Turn)> _handled = Channel.CreateUnbounded<(int, int)>();
        private readonly Socket _peer;
        private readonly Socket _socket;
        private readonly PollLoop _loop;
        private readonly int _id;
        private ManualResetEventSlim? _hold;

        public Watched(PollLoop loop)
        {
            using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            listener.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
            listener.Listen();
            _peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _peer.Connect(listener.LocalEndPoint!);
            _socket = listener.Accept();
            _loop = loop;
            _id = loop.Add(_socket.SafeHandle, this);
        }

        public Channel<(int Thread, int Turn)> Entered { get; } = Channel.CreateUnbounded<(int, int)>();

        public async Task<(int Thread, int Turn)> FireAsync(ManualResetEventSlim? hold = null)
        {
            _hold = hold;
            _peer.Send([1]);
            return await _handled.Reader.ReadAsync();
        }

        public void OnReady(uint events)
        {
            if (_socket.Available == 0) return;

            _ = _socket.Receive(new byte[1]);
            var here = (Environment.CurrentManagedThreadId, PollLoop.CurrentTurn);
            Entered.Writer.TryWrite(here);
            _hold?.Wait();
            _handled.Writer.TryWrite(here);
        }

        public void Dispose()
        {
            _loop.Remove(_socket.SafeHandle, _id);
            _socket.Dispose();
            _peer.Dispose();
        }
    }
}
