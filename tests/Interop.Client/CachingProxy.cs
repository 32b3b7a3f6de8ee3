using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Grpc.Testing;
using Peregrine;

namespace Interop.Client;

/// <summary>A cache between the client and the server, which obeys the cache-control of the server's answers: what the case cacheable_unary runs behind.</summary>
internal sealed class CachingProxy(TestService.TestServiceClient server) : TestService.TestServiceBase
{
    private readonly ConcurrentDictionary<ByteString, (SimpleResponse Response, DateTime Until)> _kept = new();

    public override async Task<SimpleResponse> CacheableUnaryCall(SimpleRequest request, ServerCallContext context)
    {
        var key = request.ToByteString();
        if (_kept.TryGetValue(key, out var kept) && kept.Until > DateTime.UtcNow) return kept.Response;

        using var call = server.CacheableUnaryCallAsync(request, deadline: context.Deadline, cancellationToken: context.CancellationToken);
        var age = MaxAge((await call.ResponseHeadersAsync).GetValue("cache-control"));
        var response = await call;
        if (age > TimeSpan.Zero) _kept[key] = (response, DateTime.UtcNow + age);
        return response;
    }

    private static TimeSpan MaxAge(string? control)
    {
        var directives = (control ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (!directives.Contains("public")) return default;
        var age = directives.FirstOrDefault(each => each.StartsWith("max-age=", StringComparison.Ordinal));
        return age is null ? default : TimeSpan.FromSeconds(int.Parse(age.AsSpan("max-age=".Length), CultureInfo.InvariantCulture));
    }
}
