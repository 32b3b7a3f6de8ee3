using Peregrine.Connections;
using Peregrine.Messages;
using Peregrine.Wire;

namespace Peregrine.Client.Calls;

/// <summary>What all calls of a channel share.</summary>
internal sealed record ChannelSettings
{
    /// <summary>What the user called the server, for texts.</summary>
    public required string Target { get; init; }

    /// <summary>The fields that all requests share.</summary>
    public required ChannelFields Fields { get; init; }

    /// <summary>The <c>:authority</c>.</summary>
    public required string AuthorityText { get; init; }

    public required bool IsSecure { get; init; }

    /// <summary>Whether call credentials may travel without encryption.</summary>
    public required bool SendCredentialsInsecurely { get; init; }

    /// <summary>The encoding of requests unless a call chooses otherwise; null for none.</summary>
    public required string? RequestCompression { get; init; }

    /// <summary>What is accepted in responses.</summary>
    public required MessageReadOptions Reading { get; init; }

    /// <summary>The largest request message, in bytes, before compression.</summary>
    public required int MaxSendMessageSize { get; init; }

    /// <summary>Credentials that every call carries, or null.</summary>
    public required CallCredentials? Credentials { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>Opens a call once more whose stream the server did not process; set once, by the invoker.</summary>
    public Action<ClientCall, CallOrigin>? OpenAgain { get; set; }

    /// <summary>Where what waits for a call to be opened resumes.</summary>
    public required CallScheduler Scheduler { get; init; }
}
