using System.CommandLine;

namespace Interop.Client;

/// <summary>The standard flags of an interop client.</summary>
internal sealed class ClientFlags
{
    private readonly Option<string> _host = new("--server_host") { DefaultValueFactory = _ => "localhost" };
    private readonly Option<int> _port = new("--server_port") { DefaultValueFactory = _ => 443 };
    private readonly Option<string?> _name = new("--server_host_override") { Description = "The name that the server's certificate must carry." };
    private readonly Option<bool> _useTls = new("--use_tls") { Description = "TLS instead of plaintext." };
    private readonly Option<bool> _useTestCa = new("--use_test_ca") { Description = "Accepted for the standard command line: --ca_file is always what is trusted." };
    private readonly Option<string> _authorities = new("--ca_file") { Description = "PEM file of the authority that is trusted.", DefaultValueFactory = _ => ".peers/certs/ca.pem" };
    private readonly Option<string?> _certificate = new("--cert_file") { Description = "PEM file of our certificate, if any." };
    private readonly Option<string?> _key = new("--key_file") { Description = "PEM file of our key, if any." };
    private readonly SoakFlags _soak = new();
    private readonly CredentialFlags _credentials = new();

    public Option<string> TestCase { get; } = new("--test_case") { Description = "One case, or several with commas.", DefaultValueFactory = _ => "large_unary" };

    public IEnumerable<Option> All => [TestCase, _host, _port, _name, _useTls, _useTestCa, _authorities, _certificate, _key, .. _soak.All, .. _credentials.All];

    public InteropTarget Read(ParseResult arguments) => new(arguments.GetValue(_host)!, arguments.GetValue(_port))
    {
        UseTls = arguments.GetValue(_useTls),
        ServerName = arguments.GetValue(_name),
        AuthorityFile = arguments.GetValue(_authorities)!,
        CertificateFile = arguments.GetValue(_certificate),
        KeyFile = arguments.GetValue(_key),
        Soak = _soak.Read(arguments),
        Credentials = _credentials.Read(arguments),
    };
}
