using Microsoft.Extensions.Logging;

namespace Peregrine;

/// <summary>What a server without a logging framework uses: errors, such as a handler's exception, go to standard error and are not lost.</summary>
internal sealed class StandardErrorLogger : ILogger
{
    public static StandardErrorLogger Instance { get; } = new();

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is LogLevel.Error or LogLevel.Critical;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel)) return;

        Console.Error.WriteLine(exception is null ? $"peregrine: {formatter(state, exception)}" : $"peregrine: {formatter(state, exception)}{Environment.NewLine}{exception}");
    }
}
