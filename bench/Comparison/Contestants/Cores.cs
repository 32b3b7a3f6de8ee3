namespace Comparison.Contestants;

/// <summary>Where programs run, as taskset reads it: servers on the first core, what drives them or is driven against them on the second.</summary>
internal static class Cores
{
    public const string Server = "0";
    public const string Client = "1";
    public const string Both = "0,1";

    public const int Number = 2;
}
