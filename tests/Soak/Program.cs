using Soak;

switch (args)
{
    case ["server", var certificate, var socket]:
        await ServerCommand.RunAsync(certificate, socket);
        return 0;
    case ["graph", var csv, var svg]:
        await File.WriteAllTextAsync(svg, Graph.Draw(Sample.ReadAll(csv)));
        return 0;
    default:
        if (SoakArguments.Parse(args) is { } arguments) return await new SoakRun(arguments).RunAsync() ? 0 : 1;

        await Console.Error.WriteLineAsync($"Usage: Soak {SoakArguments.Usage}\n       Soak graph CSV SVG");
        return 2;
}
