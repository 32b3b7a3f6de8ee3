namespace Peregrine;

/// <summary>How a channel is secured. Immutable, safe to share.</summary>
public abstract class ChannelCredentials
{
    private protected ChannelCredentials()
    {
    }

    /// <summary>No security: plaintext HTTP/2.</summary>
    public static ChannelCredentials Insecure { get; } = new InsecureChannelCredentials();

    /// <summary>TLS with the trust of the operating system.</summary>
    public static ChannelCredentials SecureSsl { get; } = new SslCredentials();

    /// <summary>Whether connections are encrypted and the server is authenticated.</summary>
    internal abstract bool IsSecure { get; }

    /// <summary>The TLS settings, or null for plaintext.</summary>
    internal virtual SslCredentials? Ssl => null;

    /// <summary>What authorises each call of the channel, or null.</summary>
    internal virtual CallCredentials? CallCredentials => null;

    /// <summary>Channel credentials that also authorise each call.</summary>
    /// <exception cref="ArgumentException">The channel is insecure: call credentials would travel readable. Allow that explicitly by the channel's options if it is meant.</exception>
    public static ChannelCredentials Create(ChannelCredentials channelCredentials, CallCredentials callCredentials)
    {
        ArgumentNullException.ThrowIfNull(channelCredentials);
        ArgumentNullException.ThrowIfNull(callCredentials);
        if (!channelCredentials.IsSecure)
        {
            throw new ArgumentException("Call credentials cannot be joined with insecure channel credentials: they would travel readable. Use ChannelCredentials.SecureSsl.", nameof(channelCredentials));
        }

        return new CompositeChannelCredentials(channelCredentials, callCredentials);
    }
}
