namespace Peregrine.Testing;

/// <summary>How a <see cref="GrpcTestServer"/> is set up. No option needs to be set.</summary>
public sealed class GrpcTestServerOptions
{
    /// <summary>
    /// The clock of server, channels and network. A <see cref="FakeClock"/> makes deadlines, back-off and latency a matter of <see cref="FakeClock.Advance"/>; any other
    /// <see cref="TimeProvider"/> will do. Default: real time.
    /// </summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;

    /// <summary>The server's options. Its clock is replaced by <see cref="Clock"/>.</summary>
    public GrpcServerOptions Server { get; } = new() { EnableDetailedErrors = true };

    /// <summary>The options of channels that are made without options of their own. The way to connect and the clock are replaced.</summary>
    public GrpcChannelOptions Channel { get; } = new();

    /// <summary>Whether <see cref="GrpcTestServer.Calls"/> keeps the messages of calls. Default true; a test that sends very many of them may not want it.</summary>
    public bool RecordMessages { get; set; } = true;
}
