namespace Peregrine.Core.Tests.Interceptors;

/// <summary>The least that a handler needs.</summary>
internal sealed class FakeServerCallContext : ServerCallContext
{
    public DateTime TheDeadline { get; init; } = DateTime.MaxValue;

    public CancellationToken TheToken { get; init; }

    protected override string MethodCore => "/test.Echo/Call";

    protected override string HostCore => "host";

    protected override string PeerCore => "ipv4:127.0.0.1:1";

    protected override DateTime DeadlineCore => TheDeadline;

    protected override Metadata RequestHeadersCore => Metadata.Empty;

    protected override CancellationToken CancellationTokenCore => TheToken;

    protected override Metadata ResponseTrailersCore { get; } = [];

    protected override Status StatusCore { get; set; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => AuthContext.Anonymous;

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => Task.CompletedTask;
}
