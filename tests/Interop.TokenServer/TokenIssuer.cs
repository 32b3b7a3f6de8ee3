using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Web;
using Interop.Tokens;

namespace Interop.TokenServer;

/// <summary>Decides who gets an access token.</summary>
internal sealed class TokenIssuer(ServiceAccount account, RSA key)
{
    private const string JwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private const string MachinePath = "/computeMetadata/v1/instance/service-accounts/default/token";
    private const string MachineScope = "https://www.googleapis.com/auth/xapi.zoo";

    public async Task AnswerAsync(HttpListenerContext context)
    {
        var (status, body) = (context.Request.HttpMethod, context.Request.Url?.AbsolutePath) switch
        {
            ("POST", "/token") => Exchange(await new StreamReader(context.Request.InputStream).ReadToEndAsync()),
            ("GET", MachinePath) when context.Request.Headers["Metadata-Flavor"] == "Google" => (200, Token(MachineScope)),
            _ => (404, Problem("no such resource")),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await using (var writer = new StreamWriter(context.Response.OutputStream)) await writer.WriteAsync(body.ToJsonString());
        context.Response.Close();
    }

    private (int Status, JsonObject Body) Exchange(string form)
    {
        var fields = HttpUtility.ParseQueryString(form);
        if (fields["grant_type"] != JwtBearer) return (400, Problem("unsupported_grant_type"));
        var claims = Jwt.Verify(account.Key, fields["assertion"] ?? "");
        if (claims is null || claims["iss"]?.GetValue<string>() != account.Email) return (401, Problem("invalid_grant"));
        return claims["scope"]?.GetValue<string>() is { Length: > 0 } scope ? (200, Token(scope)) : (400, Problem("invalid_scope"));
    }

    private JsonObject Token(string scope) => new()
    {
        ["access_token"] = Jwt.Sign(key, "tokens", ("sub", account.Email), ("scope", scope)),
        ["token_type"] = "Bearer",
        ["expires_in"] = 3600,
    };

    private static JsonObject Problem(string error) => new() { ["error"] = error };
}
