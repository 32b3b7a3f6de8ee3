namespace Peregrine.Http2.Streams;

/// <summary>Bytes of DATA that may be sent (RFC 9113 section 6.9). A new SETTINGS_INITIAL_WINDOW_SIZE can make it negative (section 6.9.2).</summary>
internal struct SendWindow(int initial)
{
    public const int Default = 65_535;
    public const int Largest = int.MaxValue;

    public int Available { get; private set; } = initial;

    public void Take(int bytes) => Available -= bytes;

    /// <summary>Adds credit, or takes it back when <paramref name="change"/> is negative; false when the window would exceed 2^31-1.</summary>
    public bool TryChange(int change)
    {
        var changed = (long)Available + change;
        if (changed > Largest) return false;
        Available = (int)changed;
        return true;
    }
}
