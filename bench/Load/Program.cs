using Load;
using Measuring;

// Peregrine as a contestant, both ends.
switch (args)
{
    case ["server", ..] when ServerArguments.Parse(args) is { } arguments:
        await ServerCommand.RunAsync(arguments);
        return 0;
    case ["client", .. var rest]:
        return await LoadCommand.RunAsync("Load client", rest, ClientCommand.Kinds, ClientCommand.MeasureAsync);
    default:
        await Console.Error.WriteLineAsync($"Usage: Load server {ServerArguments.Usage}\n       Load client {LoadArguments.Usage(ClientCommand.Kinds)}");
        return 2;
}
