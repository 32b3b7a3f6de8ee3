namespace Peregrine.Http2.Tests;

/// <summary>One way to break one rule, and what must go back to the peer.</summary>
/// <param name="Violation">The rule.</param>
/// <param name="Role">Which end is tested.</param>
/// <param name="Answer">The frame that the peer gets, without the debug text.</param>
/// <param name="Text">What the text for people must contain.</param>
/// <param name="Act">What the peer does.</param>
public sealed record ViolationCase(Violation Violation, Http2Role Role, string Answer, string Text, Action<Engine> Act)
{
    public Http2ConnectionOptions? Options { get; init; }

    /// <summary>Starts without the handshake.</summary>
    public bool IsFresh { get; init; }

    public Engine Start()
    {
        var engine = new Engine(Role, Options);
        if (IsFresh) engine.Start().Take();
        else engine.Settled((Role == Http2Role.Server ? FrameScript.Client : FrameScript.Server).SettingsAck());
        return engine;
    }

    public override string ToString() => Violation.ToString();
}
