using System.Buffers;
using System.Buffers.Binary;
using Peregrine;

namespace Simulations;

/// <summary>A message that says which one it is, and whose body can be checked byte by byte.</summary>
internal sealed record Note(int Call, int Index, bool IsResponse, int Length)
{
    private const int HeadSize = 13;

    public static readonly Marshaller<Note> Marshaller = new(Write, Read);

    private byte Mark => (byte)(Call * 31 + Index * 7 + (IsResponse ? 101 : 0));

    // Every other call's bodies are worth compressing.
    private byte Step => (byte)(Call % 2 == 0 ? 0 : 37);

    private static void Write(Note note, SerializationContext context)
    {
        var size = HeadSize + note.Length;
        context.SetPayloadLength(size);
        var output = context.GetBufferWriter();
        var bytes = output.GetSpan(size)[..size];
        BinaryPrimitives.WriteInt32BigEndian(bytes, note.Call);
        BinaryPrimitives.WriteInt32BigEndian(bytes[4..], note.Index);
        BinaryPrimitives.WriteInt32BigEndian(bytes[8..], note.Length);
        bytes[12] = note.IsResponse ? (byte)1 : (byte)0;
        Fill(bytes[HeadSize..], note);
        output.Advance(size);
        context.Complete();
    }

    private static Note Read(DeserializationContext context)
    {
        var payload = context.PayloadAsReadOnlySequence();
        var bytes = payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray();
        var note = new Note(BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt32BigEndian(bytes[4..]), bytes[12] == 1, BinaryPrimitives.ReadInt32BigEndian(bytes[8..]));
        var body = bytes[HeadSize..];
        Rule.Holds(body.Length == note.Length, $"A message of {note.Length} bytes arrived with {body.Length}.");
        var value = note.Mark;
        foreach (var actual in body)
        {
            Rule.Holds(actual == value, $"The body of {note} was changed under way.");
            value += note.Step;
        }

        return note;
    }

    private static void Fill(Span<byte> body, Note note)
    {
        var value = note.Mark;
        foreach (ref var place in body)
        {
            place = value;
            value += note.Step;
        }
    }
}
