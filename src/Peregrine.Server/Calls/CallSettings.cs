using Microsoft.Extensions.Logging;
using Peregrine.Messages;

namespace Peregrine.Server.Calls;

/// <summary>What all calls of a server share.</summary>
internal sealed record CallSettings
{
    /// <summary>What is accepted in requests.</summary>
    public required MessageReadOptions Reading { get; init; }

    /// <summary>The largest response message, in bytes, before compression.</summary>
    public required int MaxSendMessageSize { get; init; }

    /// <summary>Whether the text of a handler's exception is sent to the client.</summary>
    public required bool EnableDetailedErrors { get; init; }

    /// <summary>How responses are compressed unless a call chooses otherwise; null for not at all.</summary>
    public required string? ResponseCompression { get; init; }

    /// <summary>What is counted of requests that are refused.</summary>
    public RefusedMessages RefusedMessages { get; } = new();

    public required ILogger Log { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Numbers from 0 to 1, for error ids.</summary>
    public required Func<double> Random { get; init; }

    /// <summary>Fires when the server begins to stop.</summary>
    public required CancellationToken ShuttingDown { get; init; }
}
