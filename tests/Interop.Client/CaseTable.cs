using Interop.Client.Cases;

namespace Interop.Client;

/// <summary>Every case by its official name.</summary>
internal static class CaseTable
{
    public static readonly IReadOnlyDictionary<string, Func<InteropPeer, Task>> Cases = new Dictionary<string, Func<InteropPeer, Task>>
    {
        ["empty_unary"] = UnaryCases.EmptyUnary,
        ["large_unary"] = UnaryCases.LargeUnary,
        ["cacheable_unary"] = UnaryCases.CacheableUnary,
        ["pick_first_unary"] = UnaryCases.PickFirstUnary,
        ["concurrent_large_unary"] = UnaryCases.ConcurrentLargeUnary,
        ["client_streaming"] = StreamingCases.ClientStreaming,
        ["server_streaming"] = StreamingCases.ServerStreaming,
        ["ping_pong"] = StreamingCases.PingPong,
        ["empty_stream"] = StreamingCases.EmptyStream,
        ["half_duplex"] = StreamingCases.HalfDuplex,
        ["timeout_on_sleeping_server"] = CancellationCases.TimeoutOnSleepingServer,
        ["cancel_after_begin"] = CancellationCases.CancelAfterBegin,
        ["cancel_after_first_response"] = CancellationCases.CancelAfterFirstResponse,
        ["custom_metadata"] = MetadataCases.CustomMetadata,
        ["status_code_and_message"] = StatusCases.StatusCodeAndMessage,
        ["special_status_message"] = StatusCases.SpecialStatusMessage,
        ["unimplemented_method"] = StatusCases.UnimplementedMethod,
        ["unimplemented_service"] = StatusCases.UnimplementedService,
        ["client_compressed_unary"] = peer => CompressionCases.ClientCompressedUnary(peer, probe: true),
        ["client_compressed_unary_noprobe"] = peer => CompressionCases.ClientCompressedUnary(peer, probe: false),
        ["server_compressed_unary"] = CompressionCases.ServerCompressedUnary,
        ["client_compressed_streaming"] = peer => CompressionCases.ClientCompressedStreaming(peer, probe: true),
        ["client_compressed_streaming_noprobe"] = peer => CompressionCases.ClientCompressedStreaming(peer, probe: false),
        ["server_compressed_streaming"] = CompressionCases.ServerCompressedStreaming,
        ["rpc_soak"] = SoakCases.RpcSoak,
        ["channel_soak"] = SoakCases.ChannelSoak,
        ["goaway"] = Http2Cases.GoAway,
        ["rst_after_header"] = Http2Cases.Reset,
        ["rst_during_data"] = Http2Cases.Reset,
        ["rst_after_data"] = Http2Cases.Reset,
        ["ping"] = Http2Cases.Ping,
        ["max_streams"] = Http2Cases.MaxStreams,
        ["data_frame_padding"] = UnaryCases.LargeUnary,
        ["no_df_padding_sanity_test"] = UnaryCases.LargeUnary,
        ["long_lived_channel"] = SoakCases.LongLivedChannel,
        ["jwt_token_creds"] = CredentialCases.JwtTokenCreds,
        ["oauth2_auth_token"] = CredentialCases.OAuth2AuthToken,
        ["per_rpc_creds"] = CredentialCases.PerRpcCreds,
        ["compute_engine_creds"] = CredentialCases.ComputeEngineCreds,
        ["orca_per_rpc"] = LoadReportCases.PerRpc,
        ["orca_oob"] = LoadReportCases.OutOfBand,
    };
}
