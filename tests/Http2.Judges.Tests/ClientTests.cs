namespace Http2.Judges.Tests;

/// <summary>The bare engine as a client of the servers of others.</summary>
public sealed class ClientTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_fetches_from_nghttpd(bool tls)
    {
        var program = Tools.Installed("nghttpd");
        var port = RunningProgram.FreePort();
        var folder = Path.GetDirectoryName(Tools.TemporaryFile("index.html", Tools.Body))!;
        string[] security = tls ? [Tools.Certificate("server.key"), Tools.Certificate("server.pem")] : ["--no-tls"];
        await using var server = await RunningProgram.StartOnAsync(port, [program, "--htdocs", folder, "--address", "127.0.0.1", $"{port}", .. security]);

        await ExpectAnswerAsync(server, tls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_fetches_from_nginx(bool tls)
    {
        await using var server = await Gateways.NginxAsync(tls);
        await ExpectAnswerAsync(server, tls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_fetches_from_haproxy(bool tls)
    {
        await using var server = await Gateways.HaproxyAsync(tls);
        await ExpectAnswerAsync(server, tls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_fetches_from_Go(bool tls)
    {
        string[] security = tls ? ["-cert", Tools.Certificate("server.pem"), "-key", Tools.Certificate("server.key")] : [];
        await using var server = await RunningProgram.StartAsync([Tools.Peer("go-http2"), "-serve", .. security]);
        await ExpectAnswerAsync(server, tls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_fetches_from_Node(bool tls)
    {
        string[] security = tls ? [Tools.Certificate("server.pem"), Tools.Certificate("server.key")] : [];
        await using var server = await RunningProgram.StartAsync([Tools.Peer("node-http2"), "serve", .. security]);
        await ExpectAnswerAsync(server, tls);
    }

    [Fact]
    public async Task An_unknown_authority_is_refused_without_the_flag()
    {
        await using var server = await RunningProgram.StartAsync([.. Tools.OurServer, "--port", "0", "--tls"]);

        var (code, output) = await RunningProgram.TryAsync([.. Tools.OurClient, $"https://127.0.0.1:{server.Port}/"]);

        Assert.Equal(1, code);
        Assert.Contains("not trusted", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_other_than_2xx_is_a_failure()
    {
        await using var server = await RunningProgram.StartAsync([.. Tools.OurServer, "--port", "0"]);

        var (code, output) = await RunningProgram.TryAsync([.. Tools.OurClient, $"http://127.0.0.1:{server.Port}/elsewhere"]);

        Assert.Equal(1, code);
        Assert.Contains("404", output, StringComparison.Ordinal);
    }

    private static async Task ExpectAnswerAsync(RunningProgram server, bool tls)
    {
        string[] flags = tls ? ["--insecure"] : [];
        var output = await RunningProgram.RunAsync([.. Tools.OurClient, $"{(tls ? "https" : "http")}://127.0.0.1:{server.Port}/", .. flags]);

        Assert.Equal("200, 20 bytes", output.Trim());
    }
}
