using System.Buffers.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>A parsed <c>grpc-status</c>.</summary>
internal sealed class GrpcStatusMeaning : FieldMeaning
{
    private static readonly GrpcStatusMeaning Malformed = new(null);
    private static readonly GrpcStatusMeaning[] Codes = [.. Enum.GetValues<StatusCode>().Select(code => new GrpcStatusMeaning(code))];

    private readonly StatusCode? _code;

    private GrpcStatusMeaning(StatusCode? code) : base(WellKnownField.GrpcStatus) => _code = code;

    /// <summary>The code in field <paramref name="index"/>; UNKNOWN for a number that stands for none, null for what is no number.</summary>
    public static StatusCode? Parse(HeaderList headers, int index)
    {
        if (headers.Entry(index) is not { } entry) return Parse(headers.Value(index))._code;
        if (entry.Meaning is GrpcStatusMeaning known) return known._code;
        var meaning = Parse(entry.Value);
        entry.Meaning = meaning;
        return meaning._code;
    }

    private static GrpcStatusMeaning Parse(ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty || value.ContainsAnyExceptInRange((byte)'0', (byte)'9')) return Malformed;
        return Utf8Parser.TryParse(value, out uint number, out _) && number < Codes.Length ? Codes[number] : Codes[(int)StatusCode.Unknown];
    }
}
