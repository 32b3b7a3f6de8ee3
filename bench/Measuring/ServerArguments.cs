namespace Measuring;

/// <summary>The command line that the servers share; see <see cref="Usage"/>.</summary>
public sealed record ServerArguments(int Port, string? CertificateFile, string? KeyFile, int Methods)
{
    public const string Usage = "--port PORT [--tls CERTIFICATE_PEM KEY_PEM] [--methods NUMBER_OF_MORE_METHODS]";

    public string Address => $"{(CertificateFile is null ? "http" : "https")}://127.0.0.1:{Port}";

    /// <summary>Reads the options wherever they stand; null without a port.</summary>
    public static ServerArguments? Parse(string[] arguments)
    {
        if (!int.TryParse(After(arguments, "--port"), out var port)) return null;
        _ = int.TryParse(After(arguments, "--methods"), out var methods);
        return new(port, After(arguments, "--tls"), After(arguments, "--tls", 2), methods);
    }

    private static string? After(string[] arguments, string option, int distance = 1)
    {
        var at = Array.IndexOf(arguments, option);
        return at >= 0 && at + distance < arguments.Length ? arguments[at + distance] : null;
    }
}
