using HttpClientLoad;
using Measuring;

if (LoadArguments.Parse(args, "unary") is not { } arguments)
{
    await Console.Error.WriteLineAsync($"Usage: HttpClientLoad {LoadArguments.Usage} (unary only)");
    return 2;
}

var connections = new BareConnection[arguments.Connections];
for (var i = 0; i < connections.Length; i++) connections[i] = new BareConnection(arguments.Address);

var request = new Payload(7, "bench", new byte[arguments.PayloadBytes]);
using var run = new LoadRun();
var result = await run.MeasureAsync(arguments, arguments.Connections * arguments.Concurrency, async number =>
{
    var connection = connections[number % connections.Length];
    var start = LoadRun.Now;
    while (!run.IsOver)
    {
        var answer = await connection.UnaryAsync(request);
        if (answer is null || answer.Id != request.Id || answer.Body.Length != request.Body.Length) run.RecordError();
        start = run.Record(start);
    }
});
Console.WriteLine(result.ToLine("calls"));
foreach (var connection in connections) connection.Dispose();
return 0;
