using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using Peregrine.TestKit;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Transports;

public class TlsRulesTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    [Fact]
    public void TLS_1_2_and_1_3_are_allowed_and_nothing_else()
    {
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, new TlsServerOptions().Protocols);
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, new TlsClientOptions().Protocols);
        Assert.Equal(SslProtocols.Tls12 | SslProtocols.Tls13, new TlsClientOptions { Protocols = SslProtocols.None }.Protocols);
        Assert.Equal(SslProtocols.Tls13, new TlsServerOptions { Protocols = SslProtocols.Tls13 }.Protocols);
    }

    [Theory]
    [InlineData(1 << 6)]   // SSL 3.0
    [InlineData(3 << 6)]   // TLS 1.0
    [InlineData(3 << 8)]   // TLS 1.1
    [InlineData(0xF00)]    // TLS 1.1 and 1.2
    public void An_older_version_cannot_even_be_asked_for(int asked)
    {
        Assert.Throws<ArgumentException>(() => new TlsServerOptions { Protocols = (SslProtocols)asked });
        Assert.Throws<ArgumentException>(() => new TlsClientOptions { Protocols = (SslProtocols)asked });
    }

    [Theory]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256)] // the one that every endpoint must have
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256)]
    [InlineData(TlsCipherSuite.TLS_DHE_RSA_WITH_AES_256_CCM_8)]
    public void An_ephemeral_AEAD_suite_of_TLS_1_2_is_good_enough(TlsCipherSuite suite) => Assert.Null(TlsRules.Violated(Over(SslProtocols.Tls12, suite)));

    [Theory]
    [InlineData(TlsCipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256)] // no ephemeral key
    [InlineData(TlsCipherSuite.TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384)]
    [InlineData(TlsCipherSuite.TLS_DH_anon_WITH_AES_128_GCM_SHA256)]
    [InlineData(TlsCipherSuite.TLS_PSK_WITH_AES_128_CCM)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256)] // a block cipher
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384)]
    [InlineData(TlsCipherSuite.TLS_ECDHE_RSA_WITH_RC4_128_SHA)] // a stream cipher
    [InlineData(TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_NULL_SHA)]
    public void A_suite_that_RFC_9113_appendix_A_prohibits_is_named(TlsCipherSuite suite) =>
        Assert.Equal($"the cipher suite {suite} was negotiated, which HTTP/2 does not allow (RFC 9113 section 9.2.2)", TlsRules.Violated(Over(SslProtocols.Tls12, suite)));

    [Fact]
    public void Every_suite_of_appendix_A_is_prohibited()
    {
        Assert.Equal(275, ProhibitedSuites.All.Length);
        Assert.All(ProhibitedSuites.All, suite => Assert.False(TlsRules.IsAdequate(suite)));
    }

    [Fact]
    public void Nothing_else_is_prohibited_but_later_suites_without_an_ephemeral_key()
    {
        var others = Enum.GetValues<TlsCipherSuite>().Except(ProhibitedSuites.All).Where(suite => suite.ToString().Contains("_WITH_", StringComparison.Ordinal) && !TlsRules.IsAdequate(suite));
        Assert.All(others, suite => Assert.True(suite.ToString() is var name && (name.Contains("TLS_PSK_", StringComparison.Ordinal) || name.Contains("_RSA_PSK_", StringComparison.Ordinal) || name.Contains("ECCPWD", StringComparison.Ordinal)), $"{suite}"));
    }

    [Fact]
    public void The_suites_of_TLS_1_3_are_all_good_enough() => Assert.Null(TlsRules.Violated(Over(SslProtocols.Tls13, TlsCipherSuite.TLS_AES_128_GCM_SHA256)));

    [Fact]
    public void A_connection_without_TLS_breaks_no_rule_of_TLS() => Assert.Null(TlsRules.Violated(MemoryConnection.CreatePair().Client.Peer));

    [Fact]
    [SupportedOSPlatform("linux")]
    public async Task A_server_that_chooses_a_prohibited_suite_is_TlsInadequateSecurity()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Suites can be chosen on Linux only.");
        await using var server = FixtureServer.SslStream(new()
        {
            ServerCertificate = TestCertificates.Shared.Localhost(),
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            EnabledSslProtocols = SslProtocols.Tls12,
            CipherSuitesPolicy = new CipherSuitesPolicy([TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256]),
        });

        var options = new ConnectOptions { Tls = new() { TrustedRoots = TestCertificates.Shared.Roots } };
        var failure = (await Assert.ThrowsAsync<ConnectFailedException>(() => ClientConnector.ConnectAsync(server.Target(), options, Token))).Failure;

        Assert.Equal((ConnectFailureReason.TlsInadequateSecurity, ConnectPhase.TlsHandshake), (failure.Reason, failure.Phase));
        Assert.Contains("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 was negotiated, which HTTP/2 does not allow", failure.Text, StringComparison.Ordinal);
        Assert.EndsWith("Let the server speak TLS 1.3, or prefer an ECDHE suite with AES-GCM or ChaCha20-Poly1305.", failure.Text, StringComparison.Ordinal);
    }

    private static ConnectionPeer Over(SslProtocols version, TlsCipherSuite suite) =>
        new() { Transport = "tcp", Remote = "there", Local = "here", IsSecure = true, TlsVersion = version, CipherSuite = suite };
}
