using System.Buffers;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Peregrine;

namespace MessageCode.Contestants;

/// <summary>What is measured.</summary>
internal enum Operation
{
    /// <summary><c>CalculateSize</c>.</summary>
    Size,

    /// <summary><c>WriteTo(IBufferWriter)</c>, without the size.</summary>
    Write,

    /// <summary><c>ParseFrom(ReadOnlySequence)</c> of one segment.</summary>
    Parse,

    /// <summary>The marshaller of generated stubs, into an <c>IBufferWriter</c>.</summary>
    Marshal,

    /// <summary>The marshaller of generated stubs, from a <c>ReadOnlySequence</c>.</summary>
    Unmarshal,
}

/// <summary>Calls one contestant's class of one message over and over.</summary>
internal abstract class MessageDriver
{
    /// <summary>Does it that often. The result keeps the work from being left out.</summary>
    public abstract long Run(Operation operation, int iterations);

    /// <summary>Makes the message anew, elsewhere in memory: how its parts lie there shows in the figures.</summary>
    public abstract void Renew();

    /// <summary>What <see cref="Operation.Marshal"/> writes.</summary>
    public abstract byte[] Marshalled();

    /// <param name="type">The contestant's class.</param>
    /// <param name="buffers">The bytes that its message is to hold, and room to write them to.</param>
    /// <param name="marshaller">The marshaller of the contestant's stubs; null for the one that protoc's plugin writes.</param>
    public static MessageDriver Create(MessageDescriptor type, Buffers buffers, object? marshaller) =>
        (MessageDriver)Activator.CreateInstance(typeof(MessageDriver<>).MakeGenericType(type.ClrType), type.Parser, buffers, marshaller)!;
}

/// <inheritdoc/>
internal sealed class MessageDriver<T> : MessageDriver
    where T : class, IMessage<T>
{
    private readonly MessageParser<T> _parser;
    private readonly Marshaller<T> _marshaller;
    private readonly WriterContext _output;
    private readonly SequenceContext _input;
    private T _message;

    public MessageDriver(MessageParser<T> parser, Buffers buffers, Marshaller<T>? marshaller)
    {
        _parser = parser;
        _output = buffers.Output;
        _input = buffers.Input;
        _message = parser.ParseFrom(_input.Sequence);
        _marshaller = marshaller ?? new Marshaller<T>(SerializeLikePlugin, context => parser.ParseFrom(context.PayloadAsReadOnlySequence()));
    }

    public override long Run(Operation operation, int iterations) => operation switch
    {
        Operation.Size => Size(iterations),
        Operation.Write => Write(iterations),
        Operation.Parse => Parse(iterations),
        Operation.Marshal => Marshal(iterations),
        Operation.Unmarshal => Unmarshal(iterations),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, null),
    };

    public override void Renew() => _message = _parser.ParseFrom(_input.Sequence);

    public override byte[] Marshalled()
    {
        Marshal(1);
        return _output.Written.ToArray();
    }

    // What grpc_csharp_plugin writes into the stubs of Grpc.Core.
    private static void SerializeLikePlugin(T message, SerializationContext context)
    {
        context.SetPayloadLength(message.CalculateSize());
        message.WriteTo(context.GetBufferWriter());
        context.Complete();
    }

    private long Size(int iterations)
    {
        var total = 0L;
        for (var i = 0; i < iterations; i++)
            total += _message.CalculateSize();
        return total;
    }

    private long Write(int iterations)
    {
        IBufferWriter<byte> writer = _output;
        for (var i = 0; i < iterations; i++)
        {
            _output.Reset();
            _message.WriteTo(writer);
        }
        return _output.Written.Length;
    }

    private long Parse(int iterations)
    {
        T? last = null;
        for (var i = 0; i < iterations; i++)
            last = _parser.ParseFrom(_input.Sequence);
        return last!.GetHashCode();
    }

    private long Marshal(int iterations)
    {
        for (var i = 0; i < iterations; i++)
        {
            _output.Reset();
            _marshaller.ContextualSerializer(_message, _output);
        }
        return _output.Written.Length;
    }

    private long Unmarshal(int iterations)
    {
        T? last = null;
        for (var i = 0; i < iterations; i++)
            last = _marshaller.ContextualDeserializer(_input);
        return last!.GetHashCode();
    }
}
