using System.Globalization;

namespace Measuring;

/// <summary>One run of a load client, as all of them understand it; see <see cref="Usage"/>.</summary>
public sealed record LoadArguments(Uri Address, int Connections, int Concurrency, double Seconds, int PayloadBytes, string Kind, int MessagesPerStream, double WarmupSeconds)
{
    private const int DefaultMessagesPerStream = 1000;
    private const double DefaultWarmupSeconds = 1;

    /// <summary>Whether calls are counted, not messages.</summary>
    public bool IsUnary => Kind is "unary" or "besideblock";

    public static string Usage(params IEnumerable<string> kinds) =>
        $"ADDRESS CONNECTIONS CONCURRENCY_PER_CONNECTION SECONDS PAYLOAD_BYTES {string.Join('|', kinds)} [MESSAGES_PER_STREAM] [WARMUP_S]";

    /// <summary>Reads the arguments; null when they do not have the form of <see cref="Usage"/> or name a kind that is not in <paramref name="kinds"/>.</summary>
    public static LoadArguments? Parse(ReadOnlySpan<string> arguments, params ReadOnlySpan<string> kinds)
    {
        if (arguments.Length is < 6 or > 8 || !kinds.Contains(arguments[5])) return null;
        if (!Uri.TryCreate(WithScheme(arguments[0]), UriKind.Absolute, out var address)) return null;
        if (!int.TryParse(arguments[1], out var connections) || connections < 1) return null;
        if (!int.TryParse(arguments[2], out var concurrency) || concurrency < 1) return null;
        if (!TryParseSeconds(arguments[3], out var seconds) || seconds <= 0) return null;
        if (!int.TryParse(arguments[4], out var payloadBytes) || payloadBytes < 0) return null;
        var messages = DefaultMessagesPerStream;
        if (arguments.Length > 6 && (!int.TryParse(arguments[6], out messages) || messages < 0)) return null;
        var warmup = DefaultWarmupSeconds;
        if (arguments.Length > 7 && !TryParseSeconds(arguments[7], out warmup)) return null;
        return new(address, connections, concurrency, seconds, payloadBytes, arguments[5], messages, warmup);
    }

    private static string WithScheme(string address) => address.Contains("://", StringComparison.Ordinal) ? address : "http://" + address;

    private static bool TryParseSeconds(string text, out double seconds) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out seconds) && seconds >= 0;
}
