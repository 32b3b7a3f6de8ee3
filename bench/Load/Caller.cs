using Bench;
using Google.Protobuf;
using Measuring;
using Peregrine;
using BenchClient = Bench.Bench.BenchClient;

namespace Load;

/// <summary>One caller: makes one unary call after the other until the run is over, and times each.</summary>
internal sealed class Caller(BenchClient client, LoadRun run, ByteString body)
{
    private const int Id = 7;

    public async Task UnaryAsync()
    {
        var request = new Payload { Id = Id, Name = "bench", Body = body };
        var start = LoadRun.Now;
        while (!run.IsOver)
        {
            try
            {
                var answer = await client.UnaryAsync(request);
                if (answer.Id != Id || answer.Body.Length != body.Length) run.RecordError();
            }
            catch (RpcException failure)
            {
                if (run.RecordError() == 1) Console.Error.WriteLine($"First error: {failure.Message}");
            }

            start = run.Record(start);
        }
    }
}
