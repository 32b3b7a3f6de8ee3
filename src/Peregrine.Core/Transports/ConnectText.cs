using System.Net;

namespace Peregrine.Transports;

/// <summary>The one shape of all texts about connecting: what failed, where, after how long, why, and what to do.</summary>
internal static class ConnectText
{
    public static string Compose(ConnectPhase phase, string target, EndPoint? remote, EndPoint? local, TimeSpan elapsed, string what, string fix)
    {
        var place = Place(target, remote, local);
        var subject = phase switch
        {
            ConnectPhase.Resolve => $"Cannot resolve {place}",
            ConnectPhase.Connect => $"Cannot connect to {place}",
            ConnectPhase.TlsHandshake => $"TLS handshake with {place} failed",
            _ => $"HTTP/2 with {place} failed",
        };
        return $"{subject} after {Duration(elapsed)}: {what}. {fix}";
    }

    public static string Duration(TimeSpan time) =>
        time.TotalSeconds >= 1 ? FormattableString.Invariant($"{time.TotalSeconds:0.0} s") : FormattableString.Invariant($"{time.TotalMilliseconds:0} ms");

    private static string Place(string target, EndPoint? remote, EndPoint? local)
    {
        var address = remote is IPEndPoint ip ? ip.ToString() : "";
        var from = local is IPEndPoint { Port: > 0 } end ? $"from local port {end.Port}" : "";
        if (string.Equals(address, target, StringComparison.Ordinal)) address = "";
        if (address.Length == 0 && from.Length == 0) return target;
        return address.Length == 0 || from.Length == 0 ? $"{target} ({address}{from})" : $"{target} ({address}, {from})";
    }
}
