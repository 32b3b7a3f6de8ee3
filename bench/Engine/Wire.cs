using Peregrine.Http2.Connections;

namespace Peregrine.Bench.Engine;

/// <summary>Carries the output of one engine into another through a buffer, as a socket would.</summary>
internal sealed class Wire(Http2Connection from, Http2Connection to)
{
    private readonly List<ReadOnlyMemory<byte>> _chunks = [];
    private readonly byte[] _buffer = new byte[4 * 1024 * 1024];
    private int _length;

    /// <summary>Takes what was sent; returns its length.</summary>
    public int Take()
    {
        from.Output.TakeAll(_chunks);
        foreach (var chunk in _chunks)
        {
            chunk.Span.CopyTo(_buffer.AsSpan(_length));
            _length += chunk.Length;
        }
        from.Output.Recycle(_chunks);
        from.OutputTaken();
        return _length;
    }

    /// <summary>Hands over what was taken.</summary>
    public void Deliver()
    {
        var used = to.Receive(_buffer.AsMemory(0, _length), nowMs: 1);
        if (used != _length) throw new InvalidOperationException($"{_length - used} bytes were not used");
        _length = 0;
    }
}
