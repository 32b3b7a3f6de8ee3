using Peregrine.Compression;
using Peregrine.Wire;

namespace Peregrine.Server.Calls;

/// <summary>Chooses how a call's responses are compressed (gRPC compression.md: never in an encoding that the client did not list).</summary>
internal static class ServerCompression
{
    /// <summary>The response header by which services written for older libraries choose an encoding; it is not sent.</summary>
    public const string RequestHeader = "grpc-internal-encoding-request";

    // A key of the call's user state, so that an unused choice costs nothing.
    private static readonly object s_key = new();

    public static void Set(ServerCallContext context, string encoding) => context.UserState[s_key] = encoding;

    public static string? Of(ServerCall call) => call.HasUserState && call.UserState.TryGetValue(s_key, out var encoding) ? (string)encoding : null;

    public static ICompressionProvider? Choose(CompressionRegistry known, string? wanted, in RequestFields request)
    {
        if (wanted is null or "identity" || !request.Accepts(wanted)) return null;

        return known.Find(wanted);
    }
}
