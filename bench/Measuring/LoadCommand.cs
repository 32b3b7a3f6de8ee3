namespace Measuring;

/// <summary>What a load client does with its command line: one run, or as <c>runs</c> one run after the other, warm, as lines of its standard input ask for them.</summary>
public static class LoadCommand
{
    /// <summary>
    /// A run of <paramref name="measure"/> prints the line <c>begin</c> when the measured time begins (only when asked on the standard input) and one line of figures at its end.
    /// </summary>
    /// <param name="measure">Opens the connections, calls <see cref="LoadRun.MeasureAsync"/> and closes the connections.</param>
    /// <returns>The exit code; 2 when the arguments are not understood.</returns>
    public static async Task<int> RunAsync(string program, string[] arguments, string[] kinds, Func<LoadArguments, LoadRun, Task<LoadResult>> measure)
    {
        if (arguments is not ["runs"]) return await RunOnceAsync(program, arguments, kinds, measure, announce: null);
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var code = await RunOnceAsync(program, line.Split(' ', StringSplitOptions.RemoveEmptyEntries), kinds, measure, static () => Console.WriteLine("begin"));
            if (code != 0) return code;
        }

        return 0;
    }

    private static async Task<int> RunOnceAsync(string program, string[] arguments, string[] kinds, Func<LoadArguments, LoadRun, Task<LoadResult>> measure, Action? announce)
    {
        if (LoadArguments.Parse(arguments, kinds) is not { } parsed)
        {
            await Console.Error.WriteLineAsync($"Usage: {program} {LoadArguments.Usage(kinds)}\n       {program} runs    (the same arguments from standard input, a line for each run)");
            return 2;
        }

        using var run = new LoadRun(announce);
        var result = await measure(parsed, run);
        Console.WriteLine(result.ToLine(parsed.IsUnary ? "calls" : "messages"));
        return 0;
    }
}
