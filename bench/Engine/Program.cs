using System.Diagnostics;
using System.Globalization;
using Peregrine.Bench.Engine;

// What the engine alone costs: a client and a server back to back in memory, no sockets, no messages.
// Arguments: seconds per round (default 1), payload bytes (default 24), calls per batch (default 100).
var seconds = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 1;
var payload = new byte[args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 24];
var batch = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 100;

var beforeConnections = GC.GetTotalMemory(forceFullCollection: true);
var connections = new List<object>();
for (var i = 0; i < 1000; i++) connections.Add(Connected());
Console.WriteLine($"idle connection after one call, both ends: {(GC.GetTotalMemory(forceFullCollection: true) - beforeConnections) / 1000:N0} bytes");
GC.KeepAlive(connections);
connections.Clear();

var bench = new UnaryRounds(batch, payload);
bench.Run(TimeSpan.FromSeconds(seconds));
for (var round = 0; round < 5; round++) Console.WriteLine(bench.Run(TimeSpan.FromSeconds(seconds)));

object Connected()
{
    var rounds = new UnaryRounds(1, payload);
    rounds.RunOnce();
    return rounds.Ends;
}

namespace Peregrine.Bench.Engine
{
    /// <summary>Batches of unary calls with the time of each of their four steps.</summary>
    internal sealed class UnaryRounds
    {
        private readonly UnaryClient _client = new();
        private readonly UnaryServer _server = new();
        private readonly Wire _up;
        private readonly Wire _down;
        private readonly int _batch;
        private readonly byte[] _message;
        private readonly List<long>[] _ticks = [new(1 << 16), new(1 << 16), new(1 << 16), new(1 << 16)];

        public UnaryRounds(int batch, byte[] message)
        {
            _batch = batch;
            _message = message;
            _up = new(_client.Connection, _server.Connection);
            _down = new(_server.Connection, _client.Connection);
            _client.Connection.Start(0);
            _server.Connection.Start(0);
            while (_up.Take() + _down.Take() > 0)
            {
                _up.Deliver();
                _down.Deliver();
            }
        }

        public object Ends => (_client, _server);

        public string Run(TimeSpan duration)
        {
            foreach (var step in _ticks) step.Clear();
            var answered = _client.Answered;
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            while (watch.Elapsed < duration) RunOnce();
            watch.Stop();
            var calls = _client.Answered - answered;
            var bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
            return string.Create(
                CultureInfo.InvariantCulture,
                $"ns_per_call={watch.Elapsed.TotalNanoseconds / calls:F0} client_send={Median(0)} server_receive={Median(1)} server_send={Median(2)} client_receive={Median(3)} alloc_bytes_per_call={(double)bytes / calls:F0}");
        }

        public void RunOnce()
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < _batch; i++) _client.Call(_message);
            start = Mark(0, start);
            _up.Take();
            start = Stopwatch.GetTimestamp();
            _up.Deliver();
            start = Mark(1, start);
            _server.AnswerAll(_message);
            Mark(2, start);
            _down.Take();
            start = Stopwatch.GetTimestamp();
            _down.Deliver();
            Mark(3, start);
        }

        private long Mark(int step, long start)
        {
            var now = Stopwatch.GetTimestamp();
            _ticks[step].Add(now - start);
            return now;
        }

        // The median over the batches: a busy machine interrupts some of them.
        private string Median(int step)
        {
            _ticks[step].Sort();
            var ticks = _ticks[step];
            var nanoseconds = 1e9 / Stopwatch.Frequency / _batch;
            return string.Create(CultureInfo.InvariantCulture, $"{ticks[ticks.Count / 2] * nanoseconds:F0} (best {ticks[ticks.Count / 100] * nanoseconds:F0})");
        }
    }
}
