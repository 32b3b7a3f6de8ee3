using Google.Protobuf;
using Measuring;
using Peregrine;
using BenchClient = Bench.Bench.BenchClient;

namespace Load;

/// <summary>Keeps callers busy on a number of connections and prints the line of figures; a channel is a connection.</summary>
internal static class ClientCommand
{
    public static async Task<int> RunAsync(LoadArguments arguments)
    {
        var channels = new GrpcChannel[arguments.Connections];
        for (var i = 0; i < channels.Length; i++) channels[i] = GrpcChannel.ForAddress(arguments.Address);
        var clients = Array.ConvertAll(channels, channel => new BenchClient(channel));

        using var run = new LoadRun();
        var body = ByteString.CopyFrom(new byte[arguments.PayloadBytes]);
        var result = await run.MeasureAsync(arguments, arguments.Connections * arguments.Concurrency, number =>
        {
            var caller = new Caller(clients[number % clients.Length], run, body, arguments.MessagesPerStream);
            return arguments.Kind switch
            {
                "unary" => caller.UnaryAsync(),
                "serverstream" => caller.ServerStreamAsync(),
                _ => caller.BidiAsync(),
            };
        });
        Console.WriteLine(result.ToLine(arguments.Kind == "unary" ? "calls" : "messages"));
        foreach (var channel in channels) channel.Dispose();
        return 0;
    }
}
