using Load;
using Measuring;

// Peregrine as a contestant, both ends.
switch (args)
{
    case ["server", "--port", var text] when int.TryParse(text, out var port):
        await ServerCommand.RunAsync(port);
        return 0;
    case ["client", .. var rest] when LoadArguments.Parse(rest, "unary", "serverstream", "bidi") is { } arguments:
        return await ClientCommand.RunAsync(arguments);
    default:
        await Console.Error.WriteLineAsync($"Usage: Load server --port PORT\n       Load client {LoadArguments.Usage}");
        return 2;
}
