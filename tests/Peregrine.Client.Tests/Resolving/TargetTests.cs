using System.Net;
using Peregrine.Client.Resolving;

namespace Peregrine.Client.Tests.Resolving;

public class TargetTests
{
    [Theory]
    [InlineData("http://localhost:5000", "localhost", 5000, "localhost:5000", "localhost:5000", false)]
    [InlineData("HTTP://api.example/", "api.example", 80, "api.example:80", "api.example", false)]
    [InlineData("https://api.example", "api.example", 443, "api.example:443", "api.example", true)]
    [InlineData("https://api.example:443", "api.example", 443, "api.example:443", "api.example", true)]
    [InlineData("dns:///api.example:5001", "api.example", 5001, "api.example:5001", "api.example:5001", null)]
    [InlineData("dns:///api.example", "api.example", 443, "api.example:443", "api.example", null)]
    [InlineData("dns:api.example:5001", "api.example", 5001, "api.example:5001", "api.example:5001", null)]
    [InlineData("localhost:5000", "localhost", 5000, "localhost:5000", "localhost:5000", null)]
    [InlineData("api.example", "api.example", 443, "api.example:443", "api.example", null)]
    public void A_name_is_to_be_looked_up(string text, string host, int port, string name, string authority, bool? usesTls)
    {
        var target = Target.Parse(text);
        Assert.Equal(new DnsEndPoint(host, port), target.Dns);
        Assert.Equal((text, name, authority, host, usesTls), (target.Text, target.Name, target.Authority, target.Host, target.UsesTls));
        Assert.Empty(target.Addresses);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5000", "127.0.0.1:5000", "127.0.0.1:5000", "127.0.0.1")]
    [InlineData("https://[::1]", "[::1]:443", "[::1]", "::1")]
    [InlineData("[::1]:5000", "[::1]:5000", "[::1]:5000", "::1")]
    [InlineData("ipv4:10.0.0.1", "10.0.0.1:443", "10.0.0.1", "10.0.0.1")]
    [InlineData("ipv6:[::1]:81", "[::1]:81", "[::1]:81", "::1")]
    [InlineData("ipv6:2001:db8::1", "[2001:db8::1]:443", "[2001:db8::1]", "2001:db8::1")]
    public void An_IP_address_needs_no_lookup(string text, string endPoint, string authority, string host)
    {
        var target = Target.Parse(text);
        Assert.Null(target.Dns);
        Assert.Equal(IPEndPoint.Parse(endPoint), Assert.Single(target.Addresses).EndPoint);
        Assert.Equal((endPoint, authority, host), (target.Name, target.Authority, target.Host));
    }

    [Theory]
    [InlineData("ipv4:10.0.0.1:80,10.0.0.2:81")]
    [InlineData("static:///10.0.0.1:80,10.0.0.2:81")]
    [InlineData("static:10.0.0.1:80,10.0.0.2:81")]
    public void A_list_keeps_its_order_and_speaks_for_its_first(string text)
    {
        var target = Target.Parse(text);
        Assert.Equal(["10.0.0.1:80", "10.0.0.2:81"], target.Addresses.Select(address => address.ToString()));
        Assert.Equal((text, "10.0.0.1:80", "10.0.0.1"), (target.Name, target.Authority, target.Host));
    }

    [Fact]
    public void A_static_list_may_mix_IP_versions() => Assert.Equal(2, Target.Parse("static:///10.0.0.1:80,[::1]:81").Addresses.Count);

    [Theory]
    [InlineData("unix:/run/x.sock", "/run/x.sock")]
    [InlineData("unix:///run/x.sock", "/run/x.sock")]
    [InlineData("unix:x.sock", "x.sock")]
    [InlineData("unix-abstract:x", "@x")]
    public void A_Unix_socket_is_an_address_and_its_authority_is_localhost(string text, string path)
    {
        var target = Target.Parse(text);
        Assert.Equal(path, Assert.Single(target.Addresses).ToString());
        Assert.Equal(("localhost", "localhost"), (target.Authority, target.Host));
        Assert.Equal(target.Name, target.At(target.Addresses[0]).Name);
    }

    [Fact]
    public void Without_TLS_the_default_port_of_a_name_is_80()
    {
        Assert.Equal(80, Target.Parse("dns:///api.example", isSecure: false).Dns!.Port);
        Assert.Equal(443, Target.Parse("https://api.example", isSecure: false).Dns!.Port);
    }

    [Fact]
    public void TLS_asks_for_the_host_of_the_target_whatever_the_address()
    {
        var connect = Target.Parse("https://api.example:5001").At(new(IPEndPoint.Parse("10.0.0.5:5001")));
        Assert.Equal(("api.example:5001", "api.example"), (connect.Name, connect.Host));
    }

    [Fact]
    public void A_name_in_another_script_is_looked_up_and_sent_as_its_A_label()
    {
        var target = Target.Parse("https://bücher.example:5001");
        Assert.Equal(new DnsEndPoint("xn--bcher-kva.example", 5001), target.Dns);
        Assert.Equal(("xn--bcher-kva.example:5001", "xn--bcher-kva.example"), (target.Authority, target.Host));
    }

    [Fact]
    public void The_zone_of_an_address_is_for_this_machine_only()
    {
        var target = Target.Parse("http://[fe80::1%1]:5000");
        Assert.Equal(1, Assert.IsType<IPEndPoint>(Assert.Single(target.Addresses).EndPoint).Address.ScopeId);
        Assert.Equal(("[fe80::1%1]:5000", "[fe80::1]:5000", "fe80::1"), (target.Name, target.Authority, target.Host));
        Assert.Throws<FormatException>(() => Target.Parse("http://[fe80::1%\n]:5000"));
    }

    [Theory]
    [InlineData("unix:/")]
    [InlineData("unix-abstract:")]
    public void A_path_too_long_for_a_Unix_socket_is_refused(string start) =>
        Assert.Contains("use a shorter one", Assert.Throws<FormatException>(() => Target.Parse(start + new string('a', 200))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("ftp://x", "the scheme 'ftp' is unknown")]
    [InlineData("xds:///x", "the scheme 'xds' is not supported yet")]
    [InlineData("http:/x", "HOST:PORT")]
    [InlineData("http://", "HOST:PORT")]
    [InlineData("http://x:0", "PORT is 1 to 65535")]
    [InlineData("http://x:65536", "PORT is 1 to 65535")]
    [InlineData("http://x:", "PORT is 1 to 65535")]
    [InlineData("http://x/base", "remove what follows the host and port")]
    [InlineData("http://me@x", "user name")]
    [InlineData("http://[::1", "HOST:PORT")]
    [InlineData("http://[1.2.3.4]:80", "HOST:PORT")]
    [InlineData("dns://8.8.8.8/api.example", "write dns:///api.example")]
    [InlineData("dns://api.example", "write dns:///api.example")]
    [InlineData("unix:", "write unix:/run/my.sock")]
    [InlineData("unix://x", "write unix:/run/my.sock")]
    [InlineData("unix-abstract:", "write unix-abstract:NAME")]
    [InlineData("ipv4:localhost:80", "'localhost:80' is not an IP address")]
    [InlineData("ipv4:[::1]:80", "of the other IP version")]
    [InlineData("ipv4:10.0.0.1:80,", "'' is not an IP address")]
    [InlineData("my host", "HOST:PORT")]
    public void Anything_else_is_refused_with_the_way_to_write_it(string text, string advice) =>
        Assert.Contains(advice, Assert.Throws<FormatException>(() => Target.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_cut_of_a_target_is_a_target_or_a_FormatException()
    {
        foreach (var text in (string[])["https://[::1]:443/", "dns:///api.example:5001", "ipv4:10.0.0.1:80,10.0.0.2:81", "unix:///run/x", "unix-abstract:ab"])
        {
            for (var length = 0; length <= text.Length; length++)
            {
                var exception = Record.Exception(() => Target.Parse(text[..length]));
                Assert.True(exception is null or FormatException, $"{text[..length]}: {exception}");
            }
        }
    }
}
