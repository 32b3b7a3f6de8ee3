namespace Peregrine;

/// <summary>A secured channel with credentials for each call.</summary>
internal sealed class CompositeChannelCredentials(ChannelCredentials channel, CallCredentials call) : ChannelCredentials
{
    internal override bool IsSecure => channel.IsSecure;

    internal override SslCredentials? Ssl => channel.Ssl;

    internal override CallCredentials? CallCredentials { get; } =
        channel.CallCredentials is { } inner ? Peregrine.CallCredentials.Compose(inner, call) : call;
}
