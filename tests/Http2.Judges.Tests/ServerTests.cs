namespace Http2.Judges.Tests;

/// <summary>The bare engine as a server, judged by clients of others.</summary>
public sealed class ServerTests : IAsyncLifetime
{
    private RunningProgram? _server;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Curl_gets_the_answer(bool tls)
    {
        string[] how = tls ? ["--http2", "--cacert", Tools.Certificate("ca.pem")] : ["--http2-prior-knowledge"];
        var output = await RunningProgram.RunAsync([Tools.Installed("curl"), "--silent", "--show-error", .. how, "--write-out", " %{http_version} %{http_code}", await UrlAsync(tls)]);

        Assert.Equal($"{Tools.Body} 2 200", output.Trim());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nghttp_gets_the_answer(bool tls) => Assert.Contains(Tools.Body, await RunningProgram.RunAsync(Tools.Installed("nghttp"), await UrlAsync(tls)), StringComparison.Ordinal);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task H2load_gets_every_answer(bool tls)
    {
        var output = await RunningProgram.RunAsync(Tools.Installed("h2load"), "-n", "2000", "-c", "10", "-m", "20", await UrlAsync(tls));

        Assert.Contains("2000 succeeded, 0 failed, 0 errored, 0 timeout", output, StringComparison.Ordinal);
        Assert.Contains("status codes: 2000 2xx", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Go_gets_every_answer_over_one_connection(bool tls) => await RunningProgram.RunAsync(Tools.Peer("go-http2"), "-count", "500", "-get", await UrlAsync(tls));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Node_gets_every_answer_over_one_connection(bool tls) => await RunningProgram.RunAsync(Tools.Peer("node-http2"), "get", await UrlAsync(tls), "500");

    [Fact]
    public async Task Nginx_passes_requests_on_to_it()
    {
        var server = await ServerAsync(tls: false);
        await using var gateway = await Gateways.NginxAsync(tls: false, server.Port);

        Assert.Contains("200 succeeded", await LoadAsync(gateway), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Haproxy_passes_requests_on_to_it()
    {
        var server = await ServerAsync(tls: false);
        await using var gateway = await Gateways.HaproxyAsync(tls: false, server.Port);

        Assert.Contains("200 succeeded", await LoadAsync(gateway), StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => default;

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }

    private static Task<string> LoadAsync(RunningProgram gateway) =>
        RunningProgram.RunAsync(Tools.Installed("h2load"), "-n", "200", "-c", "4", "-m", "10", $"http://127.0.0.1:{gateway.Port}/");

    private async Task<string> UrlAsync(bool tls) => $"{(tls ? "https" : "http")}://127.0.0.1:{(await ServerAsync(tls)).Port}/";

    private async Task<RunningProgram> ServerAsync(bool tls)
    {
        string[] security = tls ? ["--tls", "--cert_file", Tools.Certificate("server.pem"), "--key_file", Tools.Certificate("server.key")] : [];
        return _server ??= await RunningProgram.StartAsync([.. Tools.OurServer, "--port", "0", .. security]);
    }
}
