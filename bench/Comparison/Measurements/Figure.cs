namespace Comparison.Measurements;

/// <summary>Something that is measured; one column of a table.</summary>
/// <param name="Key">Its name in JSON.</param>
/// <param name="At">Where on the axis it stands, when a scenario measures the same at several points.</param>
internal sealed record Figure(string Key, string Heading, int Decimals, bool LowerIsBetter, double? At = null)
{
    public static readonly Figure CpuPerCall = new("cpuMicrosecondsPerCall", "CPU µs per call", 2, LowerIsBetter: true);
    public static readonly Figure CallsPerSecond = new("callsPerSecond", "calls/s", 0, LowerIsBetter: false);
    public static readonly Figure P50 = new("p50Microseconds", "p50 µs", 0, LowerIsBetter: true);
    public static readonly Figure P99 = new("p99Microseconds", "p99 µs", 0, LowerIsBetter: true);
    public static readonly Figure AllocatedPerCall = new("allocatedBytesPerCall", "B allocated per call", 0, LowerIsBetter: true);
    public static readonly Figure ClientCpuPerCall = new("clientCpuMicrosecondsPerCall", "of it client", 2, LowerIsBetter: true);
    public static readonly Figure ServerCpuPerCall = new("serverCpuMicrosecondsPerCall", "of it server", 2, LowerIsBetter: true);
    public static readonly Figure CpuPerMessage = new("cpuMicrosecondsPerMessage", "CPU µs per message", 2, LowerIsBetter: true);
    public static readonly Figure ClientCpuPerMessage = new("clientCpuMicrosecondsPerMessage", "of it client", 2, LowerIsBetter: true);
    public static readonly Figure ServerCpuPerMessage = new("serverCpuMicrosecondsPerMessage", "of it server", 2, LowerIsBetter: true);
    public static readonly Figure MessagesPerSecond = new("messagesPerSecond", "messages/s", 0, LowerIsBetter: false);
    public static readonly Figure AllocatedPerMessage = new("allocatedBytesPerMessage", "B allocated per message, client", 0, LowerIsBetter: true);
    public static readonly Figure MegabytesPerSecond = new("megabytesPerSecond", "MB/s", 0, LowerIsBetter: false);
    public static readonly Figure CpuPerMegabyte = new("cpuMicrosecondsPerMegabyte", "CPU µs per MB", 0, LowerIsBetter: true);
    public static readonly Figure PlainCpu = new("plainCpuMicrosecondsPerCall", "CPU µs per call, plaintext", 2, LowerIsBetter: true);
    public static readonly Figure TlsCpu = new("tlsCpuMicrosecondsPerCall", "CPU µs per call, TLS", 2, LowerIsBetter: true);
    public static readonly Figure TlsOverhead = new("tlsOverheadMicrosecondsPerCall", "overhead", 2, LowerIsBetter: true);
    public static readonly Figure ResidentEach = new("residentKilobytesEach", "KB each", 2, LowerIsBetter: true);
    public static readonly Figure LiveEach = new("liveKilobytesEach", "of it live on the heap", 2, LowerIsBetter: true);
    public static readonly Figure FirstAnswer = new("firstAnswerMilliseconds", "ms to the first answered call", 0, LowerIsBetter: true);
    public static readonly Figure Resident = new("residentMegabytes", "RSS MB", 1, LowerIsBetter: true);
    public static readonly Figure Size = new("sizeMegabytes", "size MB", 1, LowerIsBetter: true);
    public static readonly Figure ShareOfIdeal = new("percentOfIdeal", "% of the ideal", 1, LowerIsBetter: false);

    public string Format(double value) => value.ToString($"F{Decimals}", System.Globalization.CultureInfo.InvariantCulture);
}
