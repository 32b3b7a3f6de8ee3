using System.Buffers;
using System.Buffers.Binary;
using Fuzz.Models;
using Peregrine.Messages;

namespace Fuzz.Targets;

/// <summary>The message reader against a plain list of bytes: any bytes in any slices, read, credited and dropped at any moment.</summary>
internal sealed class MessagesTarget : FuzzTarget
{
    public override string Name => "messages";

    public override int Weight => 2;

    public override void Run(byte[] input, Features features)
    {
        var before = ReceiveSegment.InUse;
        var run = new Reading(new Choices(input), features);
        run.Go();
        Check.That(ReceiveSegment.InUse == before, $"{ReceiveSegment.InUse - before} pooled segments were not given back");
    }

    private sealed class Reading(Choices choices, Features features)
    {
        private readonly SegmentShelf _shelf = new();
        private readonly List<byte> _bytes = []; // what waits
        private readonly List<InboundMessage> _held = [];
        private readonly List<byte[]> _expected = [];
        private readonly int _limit = choices.Of(1000, 0, 100_000, int.MaxValue);
        private InboundBuffer _buffer;
        private int _credited;

        public void Go()
        {
            while (!choices.IsEmpty)
            {
                Step();
                Check.That(_buffer.Length == _bytes.Count, $"{_buffer.Length} bytes wait, expected {_bytes.Count}");
            }

            while (_held.Count > 0) Dispose();
            Clear();
            _shelf.CheckReturned();
        }

        private void Step()
        {
            switch (choices.Below(8))
            {
                case 0 or 1:
                    Append(Message());
                    break;
                case 2:
                    Append(choices.Bytes(40));
                    break;
                case 3 or 4:
                    Read();
                    break;
                case 5:
                    Dispose();
                    break;
                case 6:
                    Check.That(_buffer.CreditIncomplete() == _bytes.Count - _credited, "the credit of an incomplete message is wrong");
                    _credited = _bytes.Count;
                    break;
                case 7 when choices.OneIn(8):
                    Clear();
                    break;
            }
        }

        private byte[] Message()
        {
            var length = choices.Size(20_000);
            var message = new byte[5 + length];
            message[0] = (byte)choices.Below(2);
            BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), length);
            for (var i = 0; i < length; i++) message[5 + i] = (byte)(i * 7 + length);
            return message;
        }

        private void Append(byte[] bytes)
        {
            for (var at = 0; at < bytes.Length;)
            {
                var part = choices.Below(3) switch { 0 => bytes.Length, 1 => 1 + choices.Below(16), _ => 1 + choices.Size(6000) };
                part = Math.Min(part, bytes.Length - at);
                _shelf.Append(ref _buffer, bytes.AsSpan(at, part), startsNew: choices.OneIn(4));
                at += part;
            }

            _bytes.AddRange(bytes);
        }

        private void Read()
        {
            var state = _buffer.Peek(_limit, out var length);
            var expected = Expected(out var expectedLength);
            features.Hit(1, (int)state, Features.Magnitude(_bytes.Count));
            Check.That(state == expected && length == expectedLength, $"the front is {state} of {length}, expected {expected} of {expectedLength}");
            if (state != InboundState.Ready) return;

            _buffer.Take(out var message);
            var whole = MessagePrefix.Size + (int)length;
            var credit = Math.Max(0, whole - _credited);
            _credited = Math.Max(0, _credited - whole);
            Check.That(message.Credit == credit, $"the message owes {message.Credit} bytes of credit, expected {credit}");
            Check.That(message.IsCompressed == (_bytes[0] == 1), "the compressed flag is wrong");
            features.Hit(2, message.Payload.IsSingleSegment ? 0 : 1, Features.Magnitude(length));
            features.Hit(3, _held.Count, whole == _bytes.Count ? 0 : 1);
            _held.Add(message);
            _expected.Add([.. _bytes[MessagePrefix.Size..whole]]);
            _bytes.RemoveRange(0, whole);
        }

        private InboundState Expected(out uint length)
        {
            length = 0;
            if (_bytes.Count < 5) return InboundState.NeedMore;
            length = BinaryPrimitives.ReadUInt32BigEndian([_bytes[1], _bytes[2], _bytes[3], _bytes[4]]);
            if (_bytes[0] > 1) return InboundState.BadFlag;
            if (length > _limit) return InboundState.TooLarge;
            return _bytes.Count - 5 >= length ? InboundState.Ready : InboundState.NeedMore;
        }

        // A message is what it was, however long it is held and whatever came after it.
        private void Dispose()
        {
            if (_held.Count == 0) return;
            var index = choices.Below(_held.Count);
            var message = _held[index];
            Check.Same(_expected[index], message.Payload.ToArray(), "the message");
            message.Dispose();
            message.Dispose();
            _held.RemoveAt(index);
            _expected.RemoveAt(index);
        }

        private void Clear()
        {
            Check.That(_buffer.Clear() == _bytes.Count - _credited, "the credit of what was dropped is wrong");
            _bytes.Clear();
            _credited = 0;
        }
    }
}
