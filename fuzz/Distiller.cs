namespace Fuzz;

/// <summary>Picks the inputs of a pool from which a later run learns most, and keeps them as seeds.</summary>
internal static class Distiller
{
    private const int Most = 24;

    public static void Save(Fuzzer fuzzer)
    {
        var left = fuzzer.Inputs.OrderBy(static input => input.Length).ToList();
        var features = new Features();
        for (var kept = 0; kept < Most && left.Count > 0; kept++)
        {
            var best = left.MaxBy(input => Gain(fuzzer.Target, input, features));
            if (best is null) break;
            left.Remove(best);
            Runner.Try(fuzzer.Target, best, features);
            if (!features.IsNew) break;
            CaseFiles.Save("seeds", fuzzer.Target.Name, best);
        }
    }

    private static int Gain(FuzzTarget target, byte[] input, Features reached)
    {
        var trial = reached.Copy();
        Runner.Try(target, input, trial);
        return trial.Count;
    }
}
