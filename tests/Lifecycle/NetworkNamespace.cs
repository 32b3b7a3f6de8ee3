using System.Diagnostics;

namespace Lifecycle;

/// <summary>A network namespace of its own, joined to this one by a cable (veth) that can be cut: packets are dropped, and nobody is told.</summary>
internal sealed class NetworkNamespace : IDisposable
{
    public const string Outside = "10.211.77.1";
    public const string Inside = "10.211.77.2";
    private const string NobodysAddress = "02:00:00:00:00:99";

    private readonly string _name = $"life{Environment.ProcessId}";

    private string OuterEnd => _name + "a";

    private string InnerEnd => _name + "b";

    /// <summary>The command that runs what follows it inside.</summary>
    public string[] Enter => ["ip", "netns", "exec", _name];

    public static NetworkNamespace Create()
    {
        var network = new NetworkNamespace();
        try
        {
            Ip("netns", "add", network._name);
            Ip("link", "add", network.OuterEnd, "type", "veth", "peer", "name", network.InnerEnd, "netns", network._name);
            Ip("addr", "add", Outside + "/30", "dev", network.OuterEnd);
            Ip("link", "set", network.OuterEnd, "up");
            Ip("-n", network._name, "addr", "add", Inside + "/30", "dev", network.InnerEnd);
            Ip("-n", network._name, "link", "set", network.InnerEnd, "up");
            return network;
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            network.Dispose();
            throw new SkippedException("network namespaces are not permitted here: " + error.Message);
        }
    }

    /// <summary>Each end sends its packets to a hardware address that nobody has.</summary>
    public Task CutAsync()
    {
        Ip("neigh", "replace", Inside, "lladdr", NobodysAddress, "nud", "permanent", "dev", OuterEnd);
        Ip("-n", _name, "neigh", "replace", Outside, "lladdr", NobodysAddress, "nud", "permanent", "dev", InnerEnd);
        return Task.CompletedTask;
    }

    public Task MendAsync()
    {
        Ip("neigh", "del", Inside, "dev", OuterEnd);
        Ip("-n", _name, "neigh", "del", Outside, "dev", InnerEnd);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        try
        {
            Ip("netns", "del", _name); // the cable goes with it
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It was never made.
        }
    }

    private static void Ip(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {error.Trim()}");
    }
}
