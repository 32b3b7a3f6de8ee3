namespace MessageCode.Measurements;

/// <summary>
/// Runs all duels until they get no cheaper: the tiered compiler works in the background, on a busy machine slowly. All of them before the
/// first is measured, so that each meets the same process.
/// </summary>
internal static class WarmUp
{
    private const int AtLeast = 8;
    private const int AtMost = 60;
    private const int Patience = 4;
    private const double Gain = 0.98;

    public static void Run(IReadOnlyList<Duel> duels)
    {
        var best = double.MaxValue;
        var since = 0;
        for (var round = 0; round < AtMost && (round < AtLeast || since < Patience); round++)
        {
            // The product weighs all shapes alike.
            var cost = Math.Exp(duels.Average(static duel => Math.Log(duel.Round())));
            since = cost < best * Gain ? 0 : since + 1;
            best = Math.Min(best, cost);
            Thread.Sleep(150); // the compiler begins when nothing new was called for a tenth of a second
            Console.Error.Write('w');
        }
        foreach (var duel in duels)
            duel.Forget();
    }
}
