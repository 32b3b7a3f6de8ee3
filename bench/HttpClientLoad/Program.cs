using HttpClientLoad;
using Measuring;

if (LoadArguments.Parse(args, "unary", "serverstream", "bidi") is not { } arguments)
{
    await Console.Error.WriteLineAsync($"Usage: HttpClientLoad {LoadArguments.Usage}");
    return 2;
}

var connections = new BareConnection[arguments.Connections];
for (var i = 0; i < connections.Length; i++) connections[i] = new BareConnection(arguments.Address);

using var run = new LoadRun();
var body = new byte[arguments.PayloadBytes];
var result = await run.MeasureAsync(arguments, arguments.Connections * arguments.Concurrency, number =>
{
    var caller = new Caller(connections[number % connections.Length], run, body, arguments.MessagesPerStream);
    return arguments.Kind switch
    {
        "unary" => caller.UnaryAsync(),
        "serverstream" => caller.ServerStreamAsync(),
        _ => caller.BidiAsync(),
    };
});
Console.WriteLine(result.ToLine(arguments.Kind == "unary" ? "calls" : "messages"));
foreach (var connection in connections) connection.Dispose();
return 0;
