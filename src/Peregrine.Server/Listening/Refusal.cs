using System.Globalization;
using Peregrine.Http2;

namespace Peregrine.Server.Listening;

/// <summary>Why a connection is not served: what the client reads in a GOAWAY, and under which name it is counted.</summary>
/// <param name="Reason">The name in the metrics.</param>
/// <param name="Code">The code of the GOAWAY.</param>
/// <param name="Text">The sentence for people.</param>
internal sealed record Refusal(string Reason, Http2ErrorCode Code, string Text)
{
    /// <summary>The client takes no part in ALPN, which HTTP/2 over TLS requires (RFC 9113 section 3.2).</summary>
    public static Refusal NoAlpn { get; } = new("NoAlpn", Http2ErrorCode.InadequateSecurity, "HTTP/2 over TLS needs ALPN: offer the protocol h2 in the TLS handshake");

    /// <summary>What protects the bytes is not good enough for HTTP/2 (RFC 9113 section 9.2).</summary>
    public static Refusal InadequateTls(string violated) => new("InadequateTls", Http2ErrorCode.InadequateSecurity, violated);

    /// <summary>The server has as many connections as it may.</summary>
    public static Refusal TooManyConnections(int limit) =>
        new("TooManyConnections", Http2ErrorCode.EnhanceYourCalm, string.Create(CultureInfo.InvariantCulture, $"the server has {limit} connections, as many as it takes: use another server, or try again later"));
}
