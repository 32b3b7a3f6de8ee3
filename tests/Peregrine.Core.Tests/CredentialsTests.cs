namespace Peregrine.Core.Tests;

public class CredentialsTests
{
    [Fact]
    public async Task Composed_call_credentials_run_in_order()
    {
        var composed = CallCredentials.Compose(Adding("1"), CallCredentials.Compose(Adding("2"), Adding("3")));
        var metadata = new Metadata();
        await composed.AddHeadersAsync(new AuthInterceptorContext("https://host/a.B", "C"), metadata);
        Assert.Equal(["1", "2", "3"], metadata.Select(entry => entry.Value));
    }

    [Fact]
    public void Composing_takes_at_least_two() => Assert.Throws<ArgumentException>(() => CallCredentials.Compose(Adding("1")));

    [Fact]
    public void Call_credentials_on_an_insecure_channel_are_refused_at_setup() =>
        Assert.Throws<ArgumentException>(() => ChannelCredentials.Create(ChannelCredentials.Insecure, Adding("1")));

    [Fact]
    public void A_composite_channel_keeps_its_TLS_settings_and_joins_call_credentials()
    {
        var ssl = new SslCredentials("roots", new KeyCertificatePair("chain", "key"));
        var composite = ChannelCredentials.Create(ChannelCredentials.Create(ssl, Adding("1")), Adding("2"));
        Assert.True(composite.IsSecure);
        Assert.Same(ssl, composite.Ssl);
        Assert.Equal(2, composite.CallCredentials!.Interceptors.Length);
    }

    [Fact]
    public void An_authenticated_peer_is_named_by_its_identity_property()
    {
        var context = new AuthContext("cn", new() { ["cn"] = [AuthProperty.Create("cn", "alice"u8.ToArray())], ["x"] = [AuthProperty.Create("x", [1])] });
        Assert.True(context.IsPeerAuthenticated);
        Assert.Equal("alice", Assert.Single(context.PeerIdentity).Value);
        Assert.Equal(2, context.Properties.Count());
        Assert.Empty(context.FindPropertiesByName("y"));
        Assert.False(AuthContext.Anonymous.IsPeerAuthenticated);
    }

    private static CallCredentials Adding(string value) => CallCredentials.FromInterceptor((_, metadata) =>
    {
        metadata.Add("order", value);
        return Task.CompletedTask;
    });
}
