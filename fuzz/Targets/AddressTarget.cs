using System.Net;
using Fuzz.Models;
using Peregrine.Client.Resolving;
using Peregrine.Transports;

namespace Fuzz.Targets;

/// <summary>Addresses of channels and servers: every text is understood or refused in words, and what was understood means the same when written again.</summary>
internal sealed class AddressTarget : FuzzTarget
{
    public override string Name => "address";

    public override int MaxLength => 140;

    public override IReadOnlyList<byte[]> Tokens => Words(
        "http://", "https://", "dns:", "dns:///", "unix:", "unix:///", "unix-abstract:", "ipv4:", "ipv6:", "static:///", "localhost", "[::1]", "::1", "127.0.0.1", "*", "+", ":0", ":443", ":65535",
        ":65536", "[", "]", "/", "//", "@", "?", "#", ",", "%", "%25", "fe80::1%1", ".", "..", "\0", "xn--", "-", "a", "0x7f.1", "[::]", "\u00e9", "_",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

    public override void Run(byte[] input, Features features)
    {
        var text = NaiveField.Text(input);
        ParseTarget(text, features);
        ParseServer(text, features);
        ParseHost(text, features);
    }

    private static void ParseTarget(string text, Features features)
    {
        Target target;
        try
        {
            target = Target.Parse(text, isSecure: text.Length % 2 == 0);
        }
        catch (FormatException refused)
        {
            Check.That(refused.Message.Contains("address of the channel", StringComparison.Ordinal) || refused.Message.Contains($"'{text}'", StringComparison.Ordinal), $"the refusal does not name the address: {refused.Message}");
            features.Hit(1, Where(refused.Message));
            return;
        }

        Check.That(target.Addresses.Count > 0 != target.Dns is not null, $"{target} has both addresses and a name, or neither");
        Check.That(target.Authority.Length > 0 && !target.Authority.Any(static each => each is <= ' ' or > '~'), $"the authority '{target.Authority}' cannot be sent");
        foreach (var address in target.Addresses) _ = target.At(address).Host;
        features.Hit(2, target.Dns is null ? target.Addresses.Count : 0, (target.UsesTls is null ? 0 : 1) + (target.Addresses.Count > 0 && target.Addresses[0].EndPoint is IPEndPoint ? 2 : 0));
    }

    private static void ParseServer(string text, Features features)
    {
        if (!ServerAddress.TryParse(text, out var address, out var problem))
        {
            Check.That(problem.Contains($"'{text}'", StringComparison.Ordinal) || text.Length == 0, $"the refusal does not name the address: {problem}");
            features.Hit(3, Where(problem));
            return;
        }

        features.Hit(4, (int)address.Kind, address.IsSecure ? 1 : 0);
        Check.That(problem.Length == 0, $"a problem although it was understood: {problem}");
        Check.That(ServerAddress.TryParse(address.ToString(), out var again, out _) && again == address, $"'{text}' is {address}, and that is read as {again}");
    }

    private static void ParseHost(string text, Features features)
    {
        if (!HostPort.TryParse(text, out var host)) return;
        Check.That(HostPort.TryParse(host.ToString(), out var again) && again == host, $"'{text}' is {host}, and that is read as {again}");
        features.Hit(5, host.Ip is null ? 0 : (int)host.Ip.AddressFamily, host.Port is null ? 0 : 1);
    }

    // Which refusal it is: its own words, behind the address that it quotes.
    private static int Where(string message)
    {
        var hash = 0;
        foreach (var each in message.AsSpan(message.LastIndexOf('\'') + 1)) hash = (hash * 31) + each;
        return hash & 63;
    }
}
