namespace Peregrine.Client.Calls;

/// <summary>What a call was made of, beyond its method, when its options ask for more than a deadline and tokens: kept to send it again.</summary>
/// <param name="Request">The one request, or null when the call has a request stream.</param>
/// <param name="Host">The host that the caller named, or null.</param>
/// <param name="Options">What the caller asked for.</param>
internal sealed record CallOrigin(object? Request, string? Host, CallOptions Options)
{
    private static readonly CallOrigin s_plainStream = new(null, null, default);

    /// <summary>
    /// What a call keeps of its origin: the request itself when nothing else is needed, so that a call as most are allocates nothing for it. The caller does not change a request before its
    /// call has ended; so it can be serialized again.
    /// </summary>
    public static object Keep(object? request, string? host, in CallOptions options)
    {
        var isPlain = host is null && options.Headers is null && options.Credentials is null && options.WriteOptions is null && options.EffectiveCompression is null
            && options.MaxSendMessageSize is null && !options.IsWaitForReady;
        if (!isPlain) return new CallOrigin(request, host, options);

        return request ?? s_plainStream;
    }

    /// <summary>What was kept.</summary>
    public static CallOrigin Of(object kept) => kept as CallOrigin ?? new CallOrigin(kept, null, default);
}
