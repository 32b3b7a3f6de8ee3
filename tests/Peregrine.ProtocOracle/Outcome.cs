namespace Peregrine.ProtocOracle;

/// <summary>What came of something that may throw, as text: so that two implementations can be compared where both fail, too.</summary>
internal static class Outcome
{
    public static string Of(Func<byte[]> action) => Of(() => Convert.ToHexString(action()));

    public static string Of(Func<string> action)
    {
        try
        {
            return action();
        }
#pragma warning disable CA1031 // Whatever it is, the other one must throw it too.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}
