namespace Peregrine.Http2.Hpack;

/// <summary>What a header block may hold when decoded. Beyond the limits decoding goes on, to keep the table in step, up to twice as much.</summary>
/// <param name="ListSize">Bytes, 32 added for each field.</param>
/// <param name="Fields">Number of fields.</param>
internal readonly record struct HpackLimits(int ListSize, int Fields)
{
    public int HardListSize => (int)Math.Min(int.MaxValue / 2, ListSize * 2L);

    public int HardFields => (int)Math.Min(int.MaxValue / 2, Fields * 2L);
}
