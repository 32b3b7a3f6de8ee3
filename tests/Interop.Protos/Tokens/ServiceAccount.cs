using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Interop.Tokens;

/// <summary>The key file of a service account: who it is, and the key that proves it.</summary>
public sealed class ServiceAccount : IDisposable
{
    private readonly RSA _key = RSA.Create();
    private readonly string _keyId;

    private ServiceAccount(JsonObject file)
    {
        Email = file["client_email"]!.GetValue<string>();
        _keyId = file["private_key_id"]!.GetValue<string>();
        _key.ImportFromPem(file["private_key"]!.GetValue<string>());
    }

    public string Email { get; }

    public RSA Key => _key;

    public static ServiceAccount Read(string file) => new(JsonNode.Parse(File.ReadAllText(file))!.AsObject());

    /// <summary>A token that the account made itself, good for one service.</summary>
    public string SelfSigned(string audience) => Jwt.Sign(_key, _keyId, ("iss", Email), ("sub", Email), ("aud", audience));

    /// <summary>What a token server gives an access token for (RFC 7523).</summary>
    public string Assertion(string tokenServer, string scope) => Jwt.Sign(_key, _keyId, ("iss", Email), ("aud", tokenServer), ("scope", scope));

    public void Dispose() => _key.Dispose();
}
