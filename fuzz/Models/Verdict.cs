using Peregrine.Http2;

namespace Fuzz.Models;

internal enum Happening
{
    Headers,
    Data,
    Reset,
    Refused,
    Ready,
    Pong,
    GoAway,
    ConnectionError,
}

/// <summary>One thing that an engine must tell its owner.</summary>
internal readonly record struct Verdict(Happening What, uint Id = 0, Http2ErrorCode Code = default, bool IsEnd = false, bool IsByPeer = false)
{
    /// <summary>The bytes of DATA.</summary>
    public byte[] Bytes { get; init; } = [];

    /// <summary>The other code that is as right: of two things that are wrong with one block, either may be named.</summary>
    public Http2ErrorCode? Or { get; init; }

    public override string ToString() => $"{What} {Id} {Code}{(IsEnd ? " end" : "")}{(IsByPeer ? " by the peer" : "")}{(Bytes.Length > 0 ? $" {Bytes.Length} bytes" : "")}";
}
