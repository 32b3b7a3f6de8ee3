using System.CommandLine;
using Interop.Tokens;

namespace Interop.Client;

/// <summary>Who the client is, and where tokens come from.</summary>
internal sealed record CredentialPlan(string AccountFile, string Scope, string? MachineAccount, Uri? TokenServer)
{
    public ServiceAccount ReadAccount() =>
        File.Exists(AccountFile) ? ServiceAccount.Read(AccountFile) : throw new CaseFailedException($"there is no service account in {AccountFile}: run tests/peers/setup, or give --service_account_key_file");

    public Uri RequireTokenServer() => TokenServer ?? throw new CaseFailedException("this case needs --token_server=http://127.0.0.1:PORT (tests/Interop.TokenServer)");
}

/// <summary>The standard flags of the credential cases.</summary>
internal sealed class CredentialFlags
{
    private readonly Option<string> _account = new("--service_account_key_file") { DefaultValueFactory = _ => ".peers/certs/service-account.json" };
    private readonly Option<string> _scope = new("--oauth_scope") { DefaultValueFactory = _ => "https://www.googleapis.com/auth/xapi.zoo" };
    private readonly Option<string?> _machine = new("--default_service_account") { Description = "The account that the metadata server speaks for." };
    private readonly Option<Uri?> _tokens = new("--token_server") { CustomParser = static result => new Uri(result.Tokens[0].Value), Description = "Where access tokens are given." };

    public IEnumerable<Option> All => [_account, _scope, _machine, _tokens];

    public CredentialPlan Read(ParseResult arguments) => new(arguments.GetValue(_account)!, arguments.GetValue(_scope)!, arguments.GetValue(_machine), arguments.GetValue(_tokens));
}
