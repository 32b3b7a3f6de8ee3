using Google.Protobuf;
using Measuring;
using Peregrine;
using BenchClient = Bench.Bench.BenchClient;

namespace Load;

/// <summary>Keeps callers busy on a number of connections; a channel is a connection.</summary>
internal static class ClientCommand
{
    public static readonly string[] Kinds = ["unary", "serverstream", "clientstream", "bidi", "besideblock"];

    public static async Task<LoadResult> MeasureAsync(LoadArguments arguments, LoadRun run)
    {
        var channels = new GrpcChannel[arguments.Connections];
        for (var i = 0; i < channels.Length; i++) channels[i] = GrpcChannel.ForAddress(arguments.Address);
        var clients = Array.ConvertAll(channels, channel => new BenchClient(channel));
        var blocked = arguments.Kind == "besideblock" ? clients.Length : 0;

        var body = ByteString.CopyFrom(new byte[arguments.PayloadBytes]);
        var result = await run.MeasureAsync(arguments, arguments.Connections * arguments.Concurrency + blocked, number =>
        {
            var client = clients[number % clients.Length];
            if (number < blocked) return new BlockedCaller(client, run).BlockAsync();
            var caller = new Caller(client, run, body);
            var streaming = new StreamingCaller(client, run, body, arguments.MessagesPerStream);
            return arguments.Kind switch
            {
                "serverstream" => streaming.ServerStreamAsync(),
                "clientstream" => streaming.ClientStreamAsync(),
                "bidi" => streaming.BidiAsync(),
                _ => caller.UnaryAsync(),
            };
        });
        foreach (var channel in channels) channel.Dispose();
        return result;
    }
}
