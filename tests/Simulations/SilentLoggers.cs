using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Simulations;

/// <summary>Planned mistakes of handlers are not worth a line each.</summary>
internal sealed class SilentLoggers : ILoggerFactory
{
    public static SilentLoggers Instance { get; } = new();

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

    public void Dispose()
    {
    }
}
