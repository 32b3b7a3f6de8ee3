using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public class ServerAddressTests
{
    [Theory]
    [InlineData("http://localhost:5000", ServerAddressKind.Localhost, "localhost", 5000, false)]
    [InlineData("HTTPS://LocalHost:5001/", ServerAddressKind.Localhost, "LocalHost", 5001, true)]
    [InlineData("http://*:0", ServerAddressKind.AnyIp, "*", 0, false)]
    [InlineData("http://+:8080", ServerAddressKind.AnyIp, "+", 8080, false)]
    [InlineData("http://[::]:80", ServerAddressKind.AnyIp, "::", 80, false)]
    [InlineData("http://127.0.0.1:65535", ServerAddressKind.Ip, "127.0.0.1", 65535, false)]
    [InlineData("https://[::1]", ServerAddressKind.Ip, "::1", 443, true)]
    [InlineData("http://api.example", ServerAddressKind.HostName, "api.example", 80, false)]
    [InlineData("unix:/run/x.sock", ServerAddressKind.Unix, "/run/x.sock", 0, false)]
    [InlineData("unix:///run/x.sock", ServerAddressKind.Unix, "/run/x.sock", 0, false)]
    [InlineData("unix:x.sock", ServerAddressKind.Unix, "x.sock", 0, false)]
    [InlineData("unix-abstract:x", ServerAddressKind.UnixAbstract, "x", 0, false)]
    public void Every_form_is_understood(string text, ServerAddressKind kind, string host, int port, bool isSecure)
    {
        var address = ServerAddress.Parse(text);
        Assert.Equal((kind, host, port, isSecure), (address.Kind, address.Host, address.Port, address.IsSecure));
        Assert.Equal(address, ServerAddress.Parse(address.ToString()));
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("localhost:5000", "Write http://localhost:5000 for plaintext")]
    [InlineData("ftp://x:1", "unknown scheme 'ftp'")]
    [InlineData("http://", "HOST:PORT")]
    [InlineData("http://:80", "HOST:PORT")]
    [InlineData("http://x:", "PORT is 0 to 65535")]
    [InlineData("http://x:65536", "PORT is 0 to 65535")]
    [InlineData("http://x:-1", "PORT is 0 to 65535")]
    [InlineData("http://::1:80", "[::1] in brackets")]
    [InlineData("http://[::1:80", "[::1] in brackets")]
    [InlineData("http://[1.2.3.4]:80", "[::1] in brackets")]
    [InlineData("http://x/base", "no base path")]
    [InlineData("http://user@x", "no base path")]
    [InlineData("http://unix:/run/x.sock", "write unix:/run/x.sock")]
    [InlineData("unix:", "Write unix:/run/my.sock")]
    [InlineData("unix://run/my.sock", "Write unix:/run/my.sock")]
    [InlineData("unix:/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Use a shorter path")]
    [InlineData("unix-abstract:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "Use a shorter path")]
    [InlineData("unix-abstract:", "Write unix-abstract:NAME")]
    public void Anything_else_is_refused_with_the_way_to_write_it(string text, string advice) =>
        Assert.Contains(advice, Assert.Throws<FormatException>(() => ServerAddress.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void No_cut_of_an_address_throws_anything_but_FormatException()
    {
        foreach (var text in (string[])["https://[::1]:443/", "unix-abstract:ab", "http://unix:/x", "http://*:0"])
        {
            for (var length = 0; length < text.Length; length++)
            {
                Assert.Equal(ServerAddress.TryParse(text[..length], out var address, out var problem), problem.Length == 0);
                Assert.Equal(address is null, problem.Length > 0);
            }
        }
    }
}
