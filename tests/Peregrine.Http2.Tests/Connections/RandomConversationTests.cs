using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Tests.Connections;

/// <summary>Two engines, random calls, random cuts of the bytes: whatever happens, the books balance.</summary>
public class RandomConversationTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 24)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Nothing_is_lost_doubled_or_left_behind(int seed)
    {
        var chaos = new Chaos(seed);
        for (var step = 0; step < 400; step++) chaos.Step();
        chaos.Finish();
        chaos.CheckBooks();
    }

    [Fact]
    public void Random_frames_never_throw_and_never_stop_the_input()
    {
        var random = new Random(5);
        for (var round = 0; round < 1500; round++)
        {
            var engine = random.Next(2) == 0 ? Engine.Server() : Engine.Client();
            if (engine.Connection.Role == Http2Role.Client) engine.Open();
            for (var frame = 0; frame < 30; frame++)
            {
                var payload = new byte[random.Next(random.Next(3) == 0 ? 40 : 10)];
                if (random.Next(2) == 0) random.NextBytes(payload);
                engine.Receive(FrameScript.New.Frame((byte)random.Next(11), (byte)random.Next(64), (uint)random.Next(6), payload));
            }
            engine.TakeBytes();
        }
    }

    [Fact]
    public void A_mutated_conversation_never_throws()
    {
        var script = FrameScript.Client.SettingsAck().Request(1).Data(1, 20).PaddedData(1, 5, 3).Headers(1, HeaderBlocks.Of(("a", "b")), end: true)
            .Headers(3, [0x83, 0x86, 0x84, 0x41, 0x8C, 0xF1, 0xE3, 0xC2, 0xE5, 0xF2, 0x3A, 0x6B, 0xA0, 0xAB, 0x90, 0xF4, 0xFF], end: true)
            .WindowUpdate(0, 100).WindowUpdate(3, 9).Ping(4).RstStream(3, 8).Settings(4, 5).GoAway(0, 0).ToArray();
        var random = new Random(6);
        for (var round = 0; round < 2500; round++)
        {
            var mutated = script.ToArray();
            for (var count = random.Next(1, 4); count > 0; count--) mutated[random.Next(24, mutated.Length)] = (byte)random.Next(256);
            var engine = new Engine(Http2Role.Server).Start();
            engine.Receive(mutated);
            engine.TakeBytes();
        }
    }

    private sealed class Chaos
    {
        private readonly Random _random;
        private readonly EnginePair _pair;
        private readonly int _largestBody;
        private readonly Dictionary<Http2Stream, int> _unsent = [];
        private readonly Dictionary<Http2Stream, int> _unconsumed = [];
        private readonly HashSet<Http2Stream> _handlers = [];
        private readonly List<byte> _toServer = [];
        private readonly List<byte> _toClient = [];

        public Chaos(int seed)
        {
            _random = new(seed);
            var window = _random.Next(3) == 0 ? _random.Next(1, 100) : _random.Next(1000, 100_000);
            _largestBody = Math.Min(200_000, window * 50);
            _pair = new(Options(window), Options(window));
            Wire(_pair.Client);
            Wire(_pair.Server);
            _pair.Server.Log.OnHeaders = (stream, _, _) => _handlers.Add(stream);
            _pair.Start();
        }

        private Engine Client => _pair.Client;

        private Engine Server => _pair.Server;

        public void Step()
        {
            switch (_random.Next(10))
            {
                case 0 or 1:
                    if (Client.Connection.TryOpenStream(null) is { } opened) Start(Client, opened);
                    break;
                case 2 when _handlers.Count > 0:
                    Start(Server, _handlers.ElementAt(_random.Next(_handlers.Count)));
                    break;
                case 3 when _unsent.Count > 0:
                    var (writer, _) = _unsent.ElementAt(_random.Next(_unsent.Count));
                    Write(EndOf(writer), writer, _random.Next(3) == 0);
                    break;
                case 4 when _unconsumed.Count > 0:
                    var (reader, bytes) = _unconsumed.ElementAt(_random.Next(_unconsumed.Count));
                    Consume(reader, _random.Next(bytes + 1));
                    break;
                case 5 when _random.Next(4) == 0 && _unsent.Count > 0:
                    var victim = _unsent.Keys.ElementAt(_random.Next(_unsent.Count));
                    EndOf(victim).Connection.Reset(victim, Http2ErrorCode.Cancel);
                    _unsent.Remove(victim);
                    break;
                case 6 when _handlers.Count > 0 && _random.Next(3) == 0:
                    Return(_handlers.ElementAt(_random.Next(_handlers.Count)));
                    break;
                default:
                    Carry(_random.Next(1, 3000));
                    break;
            }
            CheckWindows();
        }

        /// <summary>Everybody finishes what was begun.</summary>
        public void Finish()
        {
            for (var round = 0; round < 5000 && (round < 10 || Client.Connection.ActiveStreams + Server.Connection.ActiveStreams > 0); round++)
            {
                foreach (var stream in _unsent.Keys.ToList()) Write(EndOf(stream), stream, end: true);
                foreach (var (stream, bytes) in _unconsumed.ToList()) Consume(stream, bytes);
                foreach (var stream in _handlers.ToList()) Return(stream);
                Carry(int.MaxValue);
            }
        }

        public void CheckBooks()
        {
            foreach (var (stream, bytes) in _unconsumed.ToList()) Consume(stream, bytes);
            Carry(int.MaxValue);
            Assert.Equal((0, 0), (Client.Connection.ActiveStreams, Server.Connection.ActiveStreams));
            Assert.False(Client.Connection.IsBroken || Server.Connection.IsBroken, string.Join("\n", Client.Log.Errors.Concat(Server.Log.Errors).Select(error => error.Text)));
            Assert.All(_unconsumed.Values, bytes => Assert.Equal(0, bytes));
            // All credit is back, but for what is too little to be worth a frame.
            Assert.InRange(Client.Connection.ConnectionSendWindow, Server.Connection.ConnectionWindowSize / 2, Server.Connection.ConnectionWindowSize);
            Assert.InRange(Server.Connection.ConnectionSendWindow, Client.Connection.ConnectionWindowSize / 2, Client.Connection.ConnectionWindowSize);
        }

        private Http2ConnectionOptions Options(int window) => new()
        {
            InitialStreamWindow = window,
            ConnectionWindow = 65_535 + _random.Next(2) * 100_000,
            HeaderTableSize = _random.Next(3) == 0 ? 0 : 4096,
            MaxConcurrentStreams = _random.Next(5, 50),
            MaxOutput = _random.Next(2) == 0 ? 10_000 : 256 * 1024,
            AbuseBurst = 1_000_000,
        };

        private void Wire(Engine engine)
        {
            engine.Log.OnData = (stream, data, _) => _unconsumed[stream] = _unconsumed.GetValueOrDefault(stream) + data.Length;
            engine.Log.OnReset = (stream, _) => _unsent.Remove(stream);
            engine.Log.OnWritable = stream =>
            {
                if (_random.Next(2) == 0) Write(engine, stream, _random.Next(5) == 0);
            };
        }

        private Engine EndOf(Http2Stream stream) => _handlers.Contains(stream) || Server.Log.Streams.GetValueOrDefault(stream.Id.Value) == stream ? Server : Client;

        private void Start(Engine engine, Http2Stream stream)
        {
            if (!stream.CanSend || _unsent.ContainsKey(stream)) return;
            if (engine == Client) engine.Send(stream, false, (":method", "POST"), (":scheme", "http"), (":path", $"/{_random.Next(20)}"), ("x", $"{_random.Next(9)}"));
            else engine.Send(stream, false, (":status", "200"), ("y", $"{_random.Next(9)}"));
            _unsent[stream] = _random.Next(_largestBody);
        }

        private void Write(Engine engine, Http2Stream stream, bool end)
        {
            if (!_unsent.TryGetValue(stream, out var left)) return;
            var length = end ? left : _random.Next(left + 1);
            var taken = engine.Connection.SendData(stream, new byte[length], end);
            _unsent[stream] = left - taken;
            if (!stream.CanSend) _unsent.Remove(stream);
        }

        private void Consume(Http2Stream stream, int bytes)
        {
            EndOf(stream).Connection.Consume(stream, bytes);
            _unconsumed[stream] -= bytes;
            if (_unconsumed[stream] == 0) _unconsumed.Remove(stream);
        }

        private void Return(Http2Stream stream)
        {
            if (stream.CanSend && !_unsent.ContainsKey(stream)) Start(Server, stream);
            if (!stream.IsClosed && _unsent.ContainsKey(stream)) return;
            if (!stream.IsClosed) Server.Connection.Reset(stream, Http2ErrorCode.NoError);
            _unsent.Remove(stream);
            Server.Connection.Release(stream);
            _handlers.Remove(stream);
        }

        private void Carry(int limit)
        {
            _toServer.AddRange(Client.TakeBytes());
            _toClient.AddRange(Server.TakeBytes());
            Deliver(_toServer, Server, limit);
            Deliver(_toClient, Client, limit);
        }

        private static void Deliver(List<byte> bytes, Engine to, int limit)
        {
            var count = Math.Min(limit, bytes.Count);
            if (count == 0) return;
            var part = bytes.GetRange(0, count).ToArray();
            bytes.RemoveRange(0, count);
            to.Receive(part);
        }

        private void CheckWindows()
        {
            Assert.True(Client.Connection.ConnectionSendWindow >= 0 && Server.Connection.ConnectionSendWindow >= 0);
            foreach (var stream in Client.Log.Streams.Values.Concat(Server.Log.Streams.Values)) Assert.True(stream.SendWindow.Available >= 0);
        }
    }
}
