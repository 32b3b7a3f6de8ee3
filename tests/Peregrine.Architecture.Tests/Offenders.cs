namespace Peregrine.Architecture.Tests;

/// <summary>Fails a test with the list of all that break its rule, one a line.</summary>
internal static class Offenders
{
    public static void None(string rule, IEnumerable<string> offenders)
    {
        var all = offenders.Distinct().Order(StringComparer.Ordinal).ToList();
        if (all.Count > 0) Assert.Fail($"{rule} {all.Count} break it:{Environment.NewLine}  {string.Join($"{Environment.NewLine}  ", all)}");
    }
}
