using System.Threading.Channels;

namespace Peregrine;

/// <summary>The requests of a call that nobody made: what is written comes out of <see cref="All"/>.</summary>
internal sealed class StandInRequests<TRequest> : IClientStreamWriter<TRequest>
{
    private readonly Channel<TRequest> _channel = Channel.CreateUnbounded<TRequest>();

    public WriteOptions? WriteOptions { get; set; }

    public IAsyncEnumerable<TRequest> All => _channel.Reader.ReadAllAsync();

    public Task WriteAsync(TRequest message) => _channel.Writer.TryWrite(message)
        ? Task.CompletedTask
        : Task.FromException(new InvalidOperationException("The request stream was completed: nothing more can be written to it."));

    public Task CompleteAsync()
    {
        _channel.Writer.TryComplete();
        return Task.CompletedTask;
    }
}
