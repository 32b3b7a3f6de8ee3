namespace Fuzz;

/// <summary>Runs single inputs of a target and tells what they break.</summary>
internal static class Runner
{
    /// <summary>The input that runs now, for whoever finds that it does not end.</summary>
    public static volatile byte[] Current = [];

    /// <summary>How many inputs were run; a watch sees by it that things go on.</summary>
    public static long Executions { get; private set; }

    /// <summary>Runs one input; the error when it breaks a promise.</summary>
    public static Exception? Try(FuzzTarget target, byte[] input, Features features)
    {
        Current = input;
        Executions++;
        features.Begin();
        var before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Run(input, features);
        }
        catch (Exception error)
        {
            return error;
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        return allocated <= target.MostAllocated ? null : new PromiseBrokenException($"{input.Length} bytes of input led to {allocated} bytes of memory, {target.MostAllocated} are allowed");
    }

    /// <summary>Takes away what is not needed for the same error.</summary>
    public static Finding Minimize(FuzzTarget target, byte[] input, Exception error)
    {
        var signature = Finding.SignatureOf(error);
        var features = new Features();
        for (var size = Math.Max(1, input.Length / 2); size >= 1; size /= 2)
        {
            for (var at = 0; at + size <= input.Length;)
            {
                byte[] shorter = [.. input[..at], .. input[(at + size)..]];
                if (Try(target, shorter, features) is { } same && Finding.SignatureOf(same) == signature) (input, error) = (shorter, same);
                else at += size;
            }
        }

        for (var at = 0; at < input.Length; at++)
        {
            if (input[at] == 0) continue;
            byte[] simpler = [.. input];
            simpler[at] = 0;
            if (Try(target, simpler, features) is { } same && Finding.SignatureOf(same) == signature) (input, error) = (simpler, same);
        }

        return new(target.Name, input, error);
    }
}
