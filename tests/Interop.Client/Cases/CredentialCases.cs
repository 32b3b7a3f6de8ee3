using Grpc.Testing;
using Interop.Tokens;
using Peregrine;

namespace Interop.Client.Cases;

/// <summary>Who the caller is, proved by a token. Tokens travel over TLS only, so do these cases.</summary>
internal static class CredentialCases
{
    /// <summary>A channel whose calls carry a token that the service account makes itself.</summary>
    public static async Task JwtTokenCreds(InteropPeer peer)
    {
        using var account = peer.Credentials.ReadAccount();
        await OnChannelAsync(peer, SelfSigned(account), async test =>
        {
            var response = await test.UnaryCallAsync(LargeAskingWho());
            Expect.Equal(account.Email, response.Username, "username");
            Expect.Equal(Requests.LargeResponseSize, response.Payload.Body.Length, "size of the response");
        });
    }

    /// <summary>A channel whose calls carry an access token that was fetched beforehand.</summary>
    public static async Task OAuth2AuthToken(InteropPeer peer)
    {
        using var account = peer.Credentials.ReadAccount();
        var token = await TokenClient.ExchangeAsync(peer.Credentials);
        await OnChannelAsync(peer, Carrying(() => Task.FromResult(token)), async test =>
        {
            var response = await test.UnaryCallAsync(new SimpleRequest { FillUsername = true, FillOauthScope = true });
            Expect.Equal(account.Email, response.Username, "username");
            ExpectScope(peer, response);
        });
    }

    /// <summary>A token that belongs to one call, on a channel without credentials.</summary>
    public static async Task PerRpcCreds(InteropPeer peer)
    {
        using var account = peer.Credentials.ReadAccount();
        var request = new SimpleRequest { FillUsername = true };
        var response = await peer.Test.UnaryCallAsync(request, new CallOptions(credentials: SelfSigned(account)));
        Expect.Equal(account.Email, response.Username, "username");
        Expect.Equal("", (await peer.Test.UnaryCallAsync(request)).Username, "username of the next call");
    }

    /// <summary>A channel whose calls carry the token of the machine.</summary>
    public static async Task ComputeEngineCreds(InteropPeer peer)
    {
        using var account = peer.Credentials.ReadAccount();
        await OnChannelAsync(peer, Carrying(() => TokenClient.OfMachineAsync(peer.Credentials)), async test =>
        {
            var request = LargeAskingWho();
            request.FillOauthScope = true;
            var response = await test.UnaryCallAsync(request);
            Expect.Equal(peer.Credentials.MachineAccount ?? account.Email, response.Username, "username");
            ExpectScope(peer, response);
            Expect.Equal(Requests.LargeResponseSize, response.Payload.Body.Length, "size of the response");
        });
    }

    private static async Task OnChannelAsync(InteropPeer peer, CallCredentials credentials, Func<TestService.TestServiceClient, Task> calls)
    {
        await using var channel = peer.ConnectAnew(credentials);
        await calls(new TestService.TestServiceClient(channel));
    }

    private static CallCredentials SelfSigned(ServiceAccount account) => CallCredentials.FromInterceptor((context, metadata) =>
    {
        metadata.Add("authorization", $"Bearer {account.SelfSigned(context.ServiceUrl)}");
        return Task.CompletedTask;
    });

    private static CallCredentials Carrying(Func<Task<string>> token) =>
        CallCredentials.FromInterceptor(async (_, metadata) => metadata.Add("authorization", $"Bearer {await token()}"));

    private static SimpleRequest LargeAskingWho()
    {
        var request = Requests.Large();
        request.FillUsername = true;
        return request;
    }

    private static void ExpectScope(InteropPeer peer, SimpleResponse response)
    {
        if (response.OauthScope.Length == 0 || !peer.Credentials.Scope.Contains(response.OauthScope, StringComparison.Ordinal))
        {
            throw new CaseFailedException($"scope '{response.OauthScope}' is not in '{peer.Credentials.Scope}'");
        }
    }
}
