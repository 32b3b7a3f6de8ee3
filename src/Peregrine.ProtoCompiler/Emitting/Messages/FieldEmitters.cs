using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.ProtoCompiler.Emitting.Fields;

namespace Peregrine.ProtoCompiler.Emitting.Messages;

/// <summary>The emitters of all fields and oneofs of one message.</summary>
internal sealed class FieldEmitters
{
    private readonly List<OneofEmitter> _oneofs = [];
    private readonly FieldEmitter[] _byNumber;

    public FieldEmitters(MessageDescriptor message, MessageNames names)
    {
        var bits = 0;
        var all = new List<FieldEmitter>(message.Fields.Count);
        foreach (var field in message.Fields)
        {
            all.Add(Create(field, names, bits));
            if (PresenceField.TakesBit(field))
                bits++;
        }
        foreach (var oneof in message.Oneofs.Where(oneof => !oneof.IsSynthetic))
            _oneofs.Add(new(oneof, names[oneof], [.. all.OfType<OneofMember>().Where(member => member.Field.RealOneof == oneof)]));
        All = all;
        HasBitWords = (bits + 31) / 32;
        _byNumber = [.. all.OrderBy(static field => field.Field.Number)];
    }

    /// <summary>The fields as declared.</summary>
    public IReadOnlyList<FieldEmitter> All { get; }

    /// <summary>The fields in the order of the wire.</summary>
    public IReadOnlyList<FieldEmitter> ByNumber => _byNumber;

    /// <summary>The oneofs that the file declares.</summary>
    public IReadOnlyList<OneofEmitter> Oneofs => _oneofs;

    /// <summary>How many words of presence bits the message needs.</summary>
    public int HasBitWords { get; }

    /// <summary>The fields that are not in a oneof, as declared.</summary>
    public IEnumerable<FieldEmitter> Singles => All.Where(static emitter => emitter is not OneofMember);

    private static FieldEmitter Create(FieldDescriptor field, MessageNames names, int bit)
    {
        if (field.IsMap)
            return new MapField(field, names[field]);
        if (field.IsRepeated)
            return new RepeatedField(field, names[field]);
        if (field.RealOneof is { } oneof)
            return Member(field, names[field], names[oneof]);
        if (WrapperType.Is(field))
            return new WrapperField(field, names[field]);
        if (field.MessageType is not null)
            return new MessageField(field, names[field]);
        return field.HasPresence ? new PresenceField(field, names[field], bit) : new ScalarField(field, names[field]);
    }

    private static OneofMember Member(FieldDescriptor field, FieldNames names, OneofNames oneof) => WrapperType.Is(field)
        ? new OneofWrapper(field, names, oneof)
        : field.MessageType is null ? new OneofScalar(field, names, oneof) : new OneofMessage(field, names, oneof);
}
