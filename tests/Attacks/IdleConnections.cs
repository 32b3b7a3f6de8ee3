using System.Globalization;
using Peregrine.TestKit;

namespace Attacks;

/// <summary>What connections cost on which nothing happens: each has shaken hands, made one call, and waits.</summary>
internal static class IdleConnections
{
    private const long MostBytesEach = 10 * 1024;
    private const int AtOnce = 100;

    public static async Task<bool> RunAsync(int count)
    {
        using var server = new Child("server");
        var port = int.Parse(server.FirstLine.Split(' ')[0], CultureInfo.InvariantCulture);
        var hello = FrameScript.Client.SettingsAck().Headers(1, Calls.Echo).Data(1, new byte[5], end: true).ToArray();
        var connections = new List<RawConnection>();
        await OpenAsync(connections, port, hello, AtOnce); // what the first ones cost is the process's
        await Task.Delay(TimeSpan.FromSeconds(2));
        server.Ask(TargetServer.CollectGarbage); // what is garbage is not what a connection costs
        var before = server.ResidentBytes;
        while (connections.Count < count + AtOnce) await OpenAsync(connections, port, hello, AtOnce);
        await Task.Delay(TimeSpan.FromSeconds(5));
        var lost = connections.Count(static connection => connection.HasEnded);
        server.Ask(TargetServer.CollectGarbage);
        var each = (server.ResidentBytes - before) / count;
        foreach (var connection in connections) connection.Dispose();

        var isFine = each <= MostBytesEach && lost == 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} idle connections: {each} bytes each ({MostBytesEach} allowed), {lost} lost: {(isFine ? "ok" : "FAILED")}"));
        Console.WriteLine(isFine ? "\n1 passed, 0 failed, 0 skipped" : "\n0 passed, 1 failed, 0 skipped");
        return isFine;
    }

    private static async Task OpenAsync(List<RawConnection> connections, int port, byte[] hello, int count)
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, count).Select(async _ =>
        {
            var connection = await RawConnection.OpenAsync(port);
            await connection.SendAsync(hello);
            return connection;
        }));
        connections.AddRange(opened);
        while (opened.Any(static connection => connection.Answer is null && !connection.HasEnded)) await Task.Delay(5);
    }
}
