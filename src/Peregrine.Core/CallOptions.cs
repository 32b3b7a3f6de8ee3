namespace Peregrine;

/// <summary>What a caller asks of one call. Immutable: each <c>With…</c> method returns a changed copy.</summary>
public readonly partial struct CallOptions
{
    private readonly Rare? _rare;

    /// <summary>Makes options; everything is optional.</summary>
    /// <param name="headers">Sent with the request.</param>
    /// <param name="deadline">The moment at which the call fails with DEADLINE_EXCEEDED; a UTC or local time, <see cref="DateTime.MaxValue"/> for none.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <param name="writeOptions">Hints for the writes of the call.</param>
    /// <param name="propagationToken">The call that this one is made for: its deadline and cancellation carry over.</param>
    /// <param name="credentials">Adds headers to this call, beside those of the channel.</param>
    public CallOptions(
        Metadata? headers = null,
        DateTime? deadline = null,
        CancellationToken cancellationToken = default,
        WriteOptions? writeOptions = null,
        ContextPropagationToken? propagationToken = null,
        CallCredentials? credentials = null)
    {
        Headers = headers;
        Deadline = deadline;
        CancellationToken = cancellationToken;
        if (writeOptions is not null || propagationToken is not null || credentials is not null)
        {
            _rare = new Rare { WriteOptions = writeOptions, PropagationToken = propagationToken, Credentials = credentials };
        }
    }

    private CallOptions(in CallOptions other, Rare? rare)
    {
        this = other;
        _rare = rare;
    }

    /// <summary>Sent with the request; null for none.</summary>
    public Metadata? Headers { get; private init; }

    /// <summary>The moment at which the call fails with DEADLINE_EXCEEDED; null for none.</summary>
    public DateTime? Deadline { get; private init; }

    /// <summary>The time that the call may take from its start; null for no limit. When <see cref="Deadline"/> is set too, the earlier one counts.</summary>
    public TimeSpan? Timeout { get; private init; }

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; private init; }

    /// <summary>Whether the call waits for a connection instead of failing with UNAVAILABLE while there is none (grpc/doc/wait-for-ready.md).</summary>
    public bool IsWaitForReady { get; private init; }

    /// <summary>Hints for the writes of the call.</summary>
    public WriteOptions? WriteOptions => _rare?.WriteOptions;

    /// <summary>The call that this one is made for.</summary>
    public ContextPropagationToken? PropagationToken => _rare?.PropagationToken;

    /// <summary>Adds headers to this call, beside those of the channel.</summary>
    public CallCredentials? Credentials => _rare?.Credentials;

    /// <summary>The most bytes that a received message may have, decompressed; null for the channel's limit.</summary>
    public int? MaxReceiveMessageSize => _rare?.MaxReceiveMessageSize;

    /// <summary>The most bytes that a sent message may have before compression; null for the channel's limit.</summary>
    public int? MaxSendMessageSize => _rare?.MaxSendMessageSize;

    /// <summary>The encoding of the requests (<c>gzip</c>, <c>deflate</c>, <c>identity</c>, or one that the channel was given); null for the channel's choice.</summary>
    public string? Compression => _rare?.Compression;

    /// <summary>What interceptors of one call leave for each other.</summary>
    internal Dictionary<object, object>? State => _rare?.State;

    private Rare RareOrNew => _rare ?? Rare.None;

    /// <summary>A copy with these headers.</summary>
    public CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>A copy with this deadline.</summary>
    public CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>A copy that may take this long from its start.</summary>
    public CallOptions WithTimeout(TimeSpan timeout) => this with { Timeout = timeout };

    /// <summary>A copy with this token.</summary>
    public CallOptions WithCancellationToken(CancellationToken cancellationToken) => this with { CancellationToken = cancellationToken };

    /// <summary>A copy that waits for a connection, or not.</summary>
    public CallOptions WithWaitForReady(bool waitForReady = true) => this with { IsWaitForReady = waitForReady };

    /// <summary>A copy with these write options.</summary>
    public CallOptions WithWriteOptions(WriteOptions writeOptions) => new(this, RareOrNew with { WriteOptions = writeOptions });

    /// <summary>A copy that is made for this call.</summary>
    public CallOptions WithPropagationToken(ContextPropagationToken propagationToken) => new(this, RareOrNew with { PropagationToken = propagationToken });

    /// <summary>A copy with these credentials.</summary>
    public CallOptions WithCredentials(CallCredentials credentials) => new(this, RareOrNew with { Credentials = credentials });

    /// <summary>A copy with this limit for received messages, in bytes.</summary>
    public CallOptions WithMaxReceiveMessageSize(int? bytes) => new(this, RareOrNew with { MaxReceiveMessageSize = bytes });

    /// <summary>A copy with this limit for sent messages, in bytes.</summary>
    public CallOptions WithMaxSendMessageSize(int? bytes) => new(this, RareOrNew with { MaxSendMessageSize = bytes });

    /// <summary>A copy whose requests have this encoding, as <c>gzip</c>.</summary>
    public CallOptions WithCompression(string? encoding) => new(this, RareOrNew with { Compression = encoding });

    internal CallOptions WithState(Dictionary<object, object> state) => new(this, RareOrNew with { State = state });

    // Most calls set none of these; one reference keeps the struct small, because every layer copies it.
    private sealed record Rare
    {
        public static readonly Rare None = new();

        public WriteOptions? WriteOptions { get; init; }

        public ContextPropagationToken? PropagationToken { get; init; }

        public CallCredentials? Credentials { get; init; }

        public int? MaxReceiveMessageSize { get; init; }

        public int? MaxSendMessageSize { get; init; }

        public string? Compression { get; init; }

        public Dictionary<object, object>? State { get; init; }
    }
}
