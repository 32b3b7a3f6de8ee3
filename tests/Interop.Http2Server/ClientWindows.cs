using System.Buffers.Binary;
using Peregrine.TestKit;

namespace Interop.Http2Server;

/// <summary>What the client lets the server send (RFC 9113 section 6.9). May be used by any thread.</summary>
internal sealed class ClientWindows
{
    private const int InitialWindowSize = 4;

    private readonly Lock _gate = new();
    private readonly Dictionary<uint, int> _streams = []; // what was gained and spent, beside the initial window
    private int _initial = 65_535;
    private int _connection = 65_535;

    public void Apply(WireFrame settings)
    {
        lock (_gate)
        {
            for (var i = 0; i < settings.Payload.Length; i += 6)
            {
                if (BinaryPrimitives.ReadUInt16BigEndian(settings.Payload.AsSpan(i)) == InitialWindowSize) _initial = (int)settings.UInt32(i + 2);
            }
        }
    }

    public void Add(uint stream, int increment)
    {
        lock (_gate)
        {
            if (stream == 0) _connection += increment;
            else _streams[stream] = _streams.GetValueOrDefault(stream) + increment;
        }
    }

    /// <summary>Takes room for up to <paramref name="wanted"/> bytes in a frame with <paramref name="overhead"/> bytes of padding; 0 when there is none.</summary>
    public int TryTake(uint stream, int wanted, int overhead)
    {
        lock (_gate)
        {
            var part = Math.Min(wanted, Math.Min(_connection, _initial + _streams.GetValueOrDefault(stream)) - overhead);
            if (part <= 0) return 0;
            _connection -= part + overhead;
            _streams[stream] = _streams.GetValueOrDefault(stream) - part - overhead;
            return part;
        }
    }
}
