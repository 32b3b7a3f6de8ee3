using System.Text.Json.Nodes;

namespace Interop.Client;

/// <summary>Fetches access tokens over HTTP, as an authorization library does.</summary>
internal static class TokenClient
{
    /// <summary>In exchange for a service account's assertion (RFC 7523).</summary>
    public static async Task<string> ExchangeAsync(CredentialPlan plan)
    {
        using var account = plan.ReadAccount();
        var url = new Uri(plan.RequireTokenServer(), "/token");
        using var form = new FormUrlEncodedContent([new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), new("assertion", account.Assertion(url.ToString(), plan.Scope))]);
        using var http = new HttpClient();
        using var response = await http.PostAsync(url, form);
        return await ReadAsync(response);
    }

    /// <summary>From the metadata server of the machine.</summary>
    public static async Task<string> OfMachineAsync(CredentialPlan plan)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("Metadata-Flavor", "Google");
        using var response = await http.GetAsync(new Uri(plan.RequireTokenServer(), "/computeMetadata/v1/instance/service-accounts/default/token"));
        return await ReadAsync(response);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        if (!response.IsSuccessStatusCode) throw new CaseFailedException($"the token server answered {(int)response.StatusCode}: {body}");
        return JsonNode.Parse(body)?["access_token"]?.GetValue<string>() ?? throw new CaseFailedException($"no token in the answer of the token server: {body}");
    }
}
