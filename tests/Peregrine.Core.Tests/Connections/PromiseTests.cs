using Peregrine.Connections;

namespace Peregrine.Core.Tests.Connections;

public class PromiseTests
{
    private readonly HeldScheduler _scheduler = new();

    [Fact]
    public void Awaiters_resume_on_the_scheduler_and_not_where_the_promise_is_kept()
    {
        var promise = new Promise<int>(_scheduler);
        promise.TrySetResult(7);
        Assert.False(promise.Task.IsCompleted);

        _scheduler.Run();

        Assert.Equal(7, promise.Task.Result);
    }

    [Fact]
    public void The_first_completion_counts()
    {
        var promise = new Promise<int>(_scheduler);
        Assert.True(promise.TrySetException(new IOException()));
        Assert.False(promise.TrySetResult(7));
        Assert.False(promise.TrySetException(new InvalidOperationException()));

        _scheduler.Run();

        Assert.IsType<IOException>(promise.Task.Exception!.InnerException);
    }

    [Fact]
    public void An_OperationCanceledException_cancels_with_its_token()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var promise = new Promise<int>(_scheduler);
        promise.TrySetException(new OperationCanceledException(source.Token));

        _scheduler.Run();

        Assert.True(promise.Task.IsCanceled);
        Assert.Equal(source.Token, Assert.Throws<TaskCanceledException>(() => promise.Task.GetAwaiter().GetResult()).CancellationToken);
    }
}
