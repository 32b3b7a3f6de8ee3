using Peregrine.Messages;

namespace Peregrine.Connections;

/// <summary>What a <see cref="ReadLoop"/> feeds.</summary>
internal interface IInputSink
{
    /// <summary>Parses whole frames and adds what became ready to <paramref name="ready"/>; returns the bytes used. Slices of the input stay valid while they retain <paramref name="segment"/>.</summary>
    int Handle(ReadOnlyMemory<byte> input, ReceiveSegment segment, ReadyBatch ready);

    /// <summary>The batch was drained: output that waited for this leaves. False when the connection is over and reading must stop.</summary>
    bool BatchDrained();

    /// <summary>Whether the connection has streams, so that a large receive buffer is worth its memory.</summary>
    bool IsActive { get; }

    /// <summary>Completes at once, or when reading may go on: the peer has provoked more replies than it reads.</summary>
    ValueTask WhenReadingMayContinueAsync();

    /// <summary>No more input: the peer closed, or the transport failed.</summary>
    void InputEnded(Exception? error);
}
