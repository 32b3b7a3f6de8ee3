namespace Peregrine.Server.Calls;

/// <summary>How many requests were refused because of their messages (too large, cut short, not to be decompressed or parsed), by status. May be used by any thread.</summary>
internal sealed class RefusedMessages
{
    private readonly long[] _counts = new long[(int)StatusCode.Unauthenticated + 1];

    public void Add(StatusCode status) => Interlocked.Increment(ref _counts[(int)status]);

    public IEnumerable<KeyValuePair<StatusCode, long>> Counts()
    {
        for (var status = 0; status < _counts.Length; status++)
        {
            if (Interlocked.Read(ref _counts[status]) is > 0 and var count) yield return new((StatusCode)status, count);
        }
    }
}
