using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Interop.Tokens;

/// <summary>JSON web tokens signed with RS256 (RFC 7515, RFC 7519): as much of them as the credential cases need.</summary>
public static class Jwt
{
    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(1);

    /// <summary>A token with these claims, valid for an hour from now.</summary>
    public static string Sign(RSA key, string keyId, params ReadOnlySpan<(string Name, string Value)> claims)
    {
        var body = new JsonObject();
        foreach (var (name, value) in claims) body[name] = value;
        var now = DateTimeOffset.UtcNow;
        body["iat"] = now.ToUnixTimeSeconds();
        body["exp"] = (now + s_lifetime).ToUnixTimeSeconds();
        var head = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT", ["kid"] = keyId };
        var signed = $"{Encode(head)}.{Encode(body)}";
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    /// <summary>The claims of a token that was signed with this key and has not expired; null for any other.</summary>
    public static JsonObject? Verify(RSA key, string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3) return null;
        try
        {
            var signature = Base64Url.DecodeFromChars(parts[2]);
            if (!key.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) return null;
            var claims = JsonNode.Parse(Base64Url.DecodeFromChars(parts[1]))?.AsObject();
            return claims?["exp"] is { } expires && DateTimeOffset.FromUnixTimeSeconds(expires.GetValue<long>()) > DateTimeOffset.UtcNow ? claims : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));
}
