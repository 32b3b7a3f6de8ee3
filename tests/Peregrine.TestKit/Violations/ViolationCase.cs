using Peregrine.Http2;

namespace Peregrine.TestKit.Violations;

/// <summary>
/// One way to break one rule, and what must go back to the peer. Before it is played, the peer has shaken hands and stream 1 is open and honest; a client that is tested has
/// opened stream 3 as well. So what is wrong is mostly wrong on stream 3, and stream 1 shows that nothing else was disturbed.
/// </summary>
/// <param name="Violation">The rule.</param>
/// <param name="Role">Which end is tested.</param>
/// <param name="Answer">The frame that the peer gets, without the debug text; or the start of an answer in another protocol.</param>
/// <param name="Text">What the text for people must contain.</param>
/// <param name="Script">What the peer sends.</param>
public sealed record ViolationCase(Violation Violation, Http2Role Role, string Answer, string Text, FrameScript Script)
{
    public const uint HonestStream = 1;
    public const uint BrokenStream = 3;

    public Http2ConnectionOptions? Options { get; init; }

    /// <summary>The script is all that the peer ever sends: no handshake, no honest stream.</summary>
    public bool IsFresh { get; init; }

    /// <summary>The server has sent its last GOAWAY before.</summary>
    public bool IsDrained { get; init; }

    /// <summary>What the peer sends when stream 3 has been answered, and both ends have finished it.</summary>
    public FrameScript? OnceAnswered { get; init; }

    /// <summary>The script is answered by the acknowledgement of SETTINGS, and time passes behind that.</summary>
    public bool IsGreeted { get; init; }

    /// <summary>Time that passes behind the script.</summary>
    public TimeSpan Wait { get; init; }

    public bool IsOfConnection => !Answer.StartsWith("RST_STREAM", StringComparison.Ordinal);

    /// <summary>Whether the peer is answered in frames.</summary>
    public bool IsAnsweredInFrames => IsOfConnection == Answer.StartsWith("GOAWAY", StringComparison.Ordinal);

    public override string ToString() => $"{Violation} on a {Role}";
}
