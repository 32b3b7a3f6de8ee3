using System.Text.RegularExpressions;

namespace Interop.Matrix;

internal enum Security
{
    Plaintext,
    Tls,

    /// <summary>TLS, and the server refuses a client without a certificate.</summary>
    Mtls,
}

/// <summary>A client and a server that run some cases over one channel.</summary>
internal sealed record Pair(Peer Client, Peer Server, Security Security, IReadOnlyList<string> Cases)
{
    public string Name => $"{Client.Name}>{Server.Name}/{Security.ToString().ToLowerInvariant()}";
}

internal static class Plan
{
    /// <summary>What a server has without doing anything for it.</summary>
    public static readonly string[] EveryServerHas =
    [
        "half_duplex", "concurrent_large_unary", "rpc_soak", "channel_soak", "long_lived_channel", "client_compressed_unary_noprobe", "client_compressed_streaming_noprobe",
        "cacheable_unary",
    ];

    /// <summary>Cases in which one end looks at how single messages arrived.</summary>
    public static readonly string[] JudgedCompression =
    [
        "client_compressed_unary", "server_compressed_unary", "client_compressed_streaming", "server_compressed_streaming",
    ];

    /// <summary>Cases in which a token tells who calls, so that they need TLS.</summary>
    public static readonly string[] Credentials = ["jwt_token_creds", "oauth2_auth_token", "per_rpc_creds", "compute_engine_creds"];

    /// <summary>Cases that only our server has.</summary>
    private static readonly string[] Own = ["pick_first_unary", "orca_per_rpc", "orca_oob", .. Credentials];

    public static readonly string[] Extras = [.. EveryServerHas, .. JudgedCompression];

    /// <summary>The cases that every program has.</summary>
    public static readonly string[] Fourteen =
    [
        "empty_unary", "large_unary", "client_streaming", "server_streaming", "ping_pong", "empty_stream", "timeout_on_sleeping_server",
        "cancel_after_begin", "cancel_after_first_response", "custom_metadata", "status_code_and_message", "special_status_message",
        "unimplemented_method", "unimplemented_service",
    ];

    /// <summary>The cases of a server that answers in frames which no honest server would send.</summary>
    public static readonly string[] Http2Cases =
    [
        "goaway", "rst_after_header", "rst_during_data", "rst_after_data", "ping", "max_streams", "data_frame_padding", "no_df_padding_sanity_test",
    ];

    public static readonly string[] Cases = [.. Fourteen, .. Extras, .. Own];

    public static IReadOnlyList<Pair> Make(IReadOnlyList<Peer> peers, Security[] securities, bool all, string? filter)
    {
        var wanted = filter is null ? null : new Regex(filter, RegexOptions.CultureInvariant);
        var pairs =
            from client in peers
            from server in peers
            where all || client.IsOurs || server.IsOurs
            from security in securities
            where security is Security.Plaintext || !server.HasPortPerCase
            let pair = new Pair(client, server, security, [.. client.ClientCases.Where(server.ServerCases.Contains).Where(name => security is not Security.Plaintext || !Credentials.Contains(name))])
            let cases = pair.Cases.Where(name => wanted?.IsMatch($"{pair.Name}/{name}") ?? true).ToArray()
            where cases.Length > 0
            select pair with { Cases = cases };
        return [.. pairs];
    }
}
