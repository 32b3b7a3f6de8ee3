using System.Security.Cryptography;
using Interop.Tokens;
using Peregrine;

namespace Interop.Server;

/// <summary>Who a caller is, by its bearer token: one that a service account made itself, or one of the token server.</summary>
internal sealed class Identities : IDisposable
{
    private const string Bearer = "Bearer ";
    private const string Service = "/grpc.testing.TestService";

    private readonly ServiceAccount? _account;
    private readonly RSA _tokens = RSA.Create();

    public Identities(string accountFile, string tokenKeyFile)
    {
        if (!File.Exists(accountFile) || !File.Exists(tokenKeyFile)) return;
        _account = ServiceAccount.Read(accountFile);
        _tokens.ImportFromPem(File.ReadAllText(tokenKeyFile));
    }

    /// <summary>Name and scope of the caller, empty for one who does not say. A token that is no good ends the call with UNAUTHENTICATED.</summary>
    public (string User, string Scope) Find(ServerCallContext context)
    {
        var header = context.RequestHeaders.GetValue("authorization");
        if (header is null) return ("", "");
        var token = header.StartsWith(Bearer, StringComparison.Ordinal) ? header[Bearer.Length..] : "";
        if (_account is not null && Jwt.Verify(_account.Key, token) is { } own && IsUs(own["aud"]?.GetValue<string>(), context)) return (own["sub"]?.GetValue<string>() ?? "", "");
        if (_account is not null && Jwt.Verify(_tokens, token) is { } issued) return (issued["sub"]?.GetValue<string>() ?? "", issued["scope"]?.GetValue<string>() ?? "");
        throw new RpcException(new Status(StatusCode.Unauthenticated, "The bearer token is not one of the service account for this service, and not one of the token server."));
    }

    // A token is for this service or, as newer libraries have it, for all services of this host.
    private static bool IsUs(string? audience, ServerCallContext context) =>
        Uri.TryCreate(audience, UriKind.Absolute, out var url) && url.AbsolutePath is "/" or Service && url.Host == new Uri($"https://{context.Host}").Host;

    public void Dispose()
    {
        _account?.Dispose();
        _tokens.Dispose();
    }
}
