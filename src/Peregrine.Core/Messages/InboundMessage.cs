using System.Buffers;

namespace Peregrine.Messages;

/// <summary>
/// One received message where it lies. Whoever took it owns it and disposes it, on any thread, once; the bytes are not to be touched afterwards.
/// A copy of the struct is the same message.
/// </summary>
internal struct InboundMessage : IDisposable
{
    /// <summary>The most messages that are taken together.</summary>
    public const int LongestRun = 16;

    private readonly MessagePiece? _first;
    private readonly MessagePiece? _last;
    private ReceiveSegment? _single;
    private bool _isDisposed;

    /// <summary>A message in one piece, or an empty one.</summary>
    internal InboundMessage(bool isCompressed, int credit, ReadOnlySequence<byte> payload, ReceiveSegment? segment)
    {
        IsCompressed = isCompressed;
        Credit = credit;
        Payload = payload;
        _single = segment;
    }

    /// <summary>A message in several pieces; each of them has a user for it.</summary>
    internal InboundMessage(bool isCompressed, int credit, ReadOnlySequence<byte> payload, MessagePiece first, MessagePiece last)
    {
        IsCompressed = isCompressed;
        Credit = credit;
        Payload = payload;
        _first = first;
        _last = last;
    }

    /// <summary>Whether the payload is compressed by the call's encoding.</summary>
    public readonly bool IsCompressed { get; }

    /// <summary>The bytes of flow-control credit that the taker owes the peer for this message.</summary>
    public readonly int Credit { get; }

    /// <summary>How many messages this is: several when small ones were taken together, which then lie in the payload in one piece, each behind its prefix.</summary>
    public int Count { readonly get; set; } = 1;

    /// <summary>The bytes without the prefix.</summary>
    public readonly ReadOnlySequence<byte> Payload { get; }

    /// <summary>Gives the segments back.</summary>
    public void Dispose()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        _single?.Release();
        _single = null;
        var piece = _first;
        while (piece is not null)
        {
            piece.Segment.Release();
            piece = ReferenceEquals(piece, _last) ? null : piece.NextPiece;
        }
    }
}
