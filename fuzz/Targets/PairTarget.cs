using System.Runtime.InteropServices;
using Fuzz.Ends;
using Peregrine.Http2;

namespace Fuzz.Targets;

/// <summary>
/// Two engines with well-behaved owners, joined by two pipes that deliver as much as is chosen. Nobody ever breaks a rule; all bytes arrive as they were sent; in the end nothing is left.
/// </summary>
internal sealed class PairTarget : FuzzTarget
{
    private const int MostRounds = 5000;

    public override string Name => "pair";

    public override int MaxLength => 400;

    public override int Weight => 6;

    public override long MostAllocated => 512 * 1024 * 1024; // checks copy

    public override void Run(byte[] input, Features features)
    {
        var choices = new Choices(input);
        var client = new JudgedEnd("client", Http2Role.Client, AnyOptions.Gentle(choices), choices, features, isGentle: true);
        var server = new JudgedEnd("server", Http2Role.Server, AnyOptions.Gentle(choices), choices, features, isGentle: true);
        client.Owner.Reads = (owned, data) => CheckBody(owned, data, Http2Role.Server);
        server.Owner.Reads = (owned, data) => CheckBody(owned, data, Http2Role.Client);
        var pipes = new Pipes(client, server);
        client.Start();
        server.Start();
        server.ReceivePreface();
        pipes.Carry(24); // the preface is delivered already
        pipes.DeliverAll();
        while (!choices.IsEmpty) Step(client, server, pipes, choices);
        Finish(client, server, pipes);
        client.Written.CheckWhole();
        server.Written.CheckWhole();
        CheckWindow(client, server);
        CheckWindow(server, client);
    }

    private static void Step(JudgedEnd client, JudgedEnd server, Pipes pipes, Choices choices)
    {
        switch (choices.Below(8))
        {
            case < 2:
                client.Owner.Step();
                client.CheckState();
                break;
            case < 4:
                server.Owner.Step();
                server.CheckState();
                break;
            case 4:
                pipes.DeliverAll();
                break;
            case 5 when choices.OneIn(16):
                server.Connection.BeginDrain();
                break;
            case 5 when choices.OneIn(16):
                server.Judge.Acts.Drained();
                server.Connection.FinishDrain();
                break;
            case 6 when choices.OneIn(3):
                (choices.OneIn(2) ? client : server).Owner.Crowd();
                break;
            default:
                pipes.Carry();
                pipes.Deliver(toServer: choices.OneIn(2), 1 + choices.Size(60_000));
                break;
        }
    }

    private static void Finish(JudgedEnd client, JudgedEnd server, Pipes pipes)
    {
        pipes.DeliverAll();
        for (var round = 0; client.Owner.Held.Count + server.Owner.Held.Count > 0; round++)
        {
            Check.That(round < MostRounds, $"{client.Owner.Held.Count} and {server.Owner.Held.Count} streams do not end");
            foreach (var owned in client.Owner.Held.ToList()) client.Owner.Finish(owned);
            foreach (var owned in server.Owner.Held.ToList()) server.Owner.Finish(owned);
            pipes.DeliverAll();
        }

        Check.That(client.Connection.ActiveStreams + server.Connection.ActiveStreams == 0, "streams are left");
    }

    private static void CheckBody(OwnedStream owned, byte[] data, Http2Role sender)
    {
        for (var i = 0; i < data.Length; i++)
        {
            if (data[i] != Owner.Byte(owned.Id, sender, owned.Received + i)) throw new PromiseBrokenException($"byte {owned.Received + i} of stream {owned.Id} is not what was sent");
        }
    }

    private static void CheckWindow(JudgedEnd sender, JudgedEnd receiver)
    {
        var size = receiver.Connection.ConnectionWindowSize;
        Check.That(sender.Connection.ConnectionSendWindow == receiver.Judge.State.Credit.Available, $"one end believes in a window of {sender.Connection.ConnectionSendWindow}, the other in {receiver.Judge.State.Credit.Available}");
        Check.That(sender.Connection.ConnectionSendWindow > size - ((size / 2) + 1), $"of a window of {size} only {sender.Connection.ConnectionSendWindow} came back");
    }

    /// <summary>The bytes under way, both ways.</summary>
    private sealed class Pipes(JudgedEnd client, JudgedEnd server)
    {
        private readonly List<byte> _toServer = [];
        private readonly List<byte> _toClient = [];

        /// <summary>Takes what both ends have written; leaves out the first <paramref name="skipped"/> bytes of the client.</summary>
        public void Carry(int skipped = 0)
        {
            _toServer.AddRange(client.Take().AsSpan(skipped));
            _toClient.AddRange(server.Take());
        }

        public void Deliver(bool toServer, int most)
        {
            var (pipe, end) = toServer ? (_toServer, server) : (_toClient, client);
            var count = Math.Min(most, pipe.Count);
            var bytes = CollectionsMarshal.AsSpan(pipe)[..count].ToArray();
            pipe.RemoveRange(0, count);
            end.Receive(bytes);
            Check.That(!end.IsDown, "a connection between honest ends broke");
        }

        public void DeliverAll()
        {
            Carry();
            while (_toServer.Count + _toClient.Count > 0)
            {
                Deliver(toServer: true, int.MaxValue);
                Deliver(toServer: false, int.MaxValue);
                Carry();
            }
        }
    }
}
