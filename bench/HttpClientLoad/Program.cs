using HttpClientLoad;
using Measuring;

return await LoadCommand.RunAsync("HttpClientLoad", args, ["unary", "serverstream", "clientstream", "bidi"], static async (arguments, run) =>
{
    var connections = new BareConnection[arguments.Connections];
    for (var i = 0; i < connections.Length; i++) connections[i] = new BareConnection(arguments.Address);

    var body = new byte[arguments.PayloadBytes];
    var result = await run.MeasureAsync(arguments, arguments.Connections * arguments.Concurrency, number =>
    {
        var caller = new Caller(connections[number % connections.Length], run, body, arguments.MessagesPerStream);
        return arguments.Kind switch
        {
            "unary" => caller.UnaryAsync(),
            "serverstream" => caller.ServerStreamAsync(),
            "clientstream" => caller.ClientStreamAsync(),
            _ => caller.BidiAsync(),
        };
    });
    foreach (var connection in connections) connection.Dispose();
    return result;
});
