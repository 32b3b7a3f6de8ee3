using System.Buffers;
using System.Buffers.Binary;

namespace HttpClientLoad;

/// <summary>Cuts gRPC messages out of a response body.</summary>
internal sealed class MessageReader(Stream body) : IDisposable
{
    private const int PrefixLength = 5;
    private const int InitialSize = 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    private int _start;
    private int _end;

    /// <summary>The next message; null at the end of the body, and for a message that is cut short or malformed.</summary>
    public async ValueTask<Payload?> ReadAsync()
    {
        while (true)
        {
            var buffered = _end - _start;
            var needed = buffered < PrefixLength ? PrefixLength : PrefixLength + BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_start + 1));
            if (buffered >= needed)
            {
                var message = Payload.FromFrame(_buffer.AsSpan(_start, needed));
                _start += needed;
                return message;
            }

            MakeRoom(needed);
            var read = await body.ReadAsync(_buffer.AsMemory(_end));
            if (read == 0) return null;
            _end += read;
        }
    }

    public void Dispose()
    {
        body.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private void MakeRoom(int needed)
    {
        var target = needed > _buffer.Length ? ArrayPool<byte>.Shared.Rent(needed) : _buffer;
        if (target == _buffer && _start == 0) return;

        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        if (target != _buffer) ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = target;
        _end -= _start;
        _start = 0;
    }
}
