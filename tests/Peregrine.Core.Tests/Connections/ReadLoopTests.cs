using Peregrine.Connections;
using Peregrine.Messages;
using Peregrine.Transports;

namespace Peregrine.Core.Tests.Connections;

public sealed class ReadLoopTests
{
    [Fact]
    public async Task Stopping_after_the_input_has_ended_does_nothing()
    {
        var (near, far) = MemoryConnection.CreatePair();
        await far.DisposeAsync();
        var sink = new EndOfInput();
        var loop = new ReadLoop(near, sink, new Inline(), TimeProvider.System, largestFrame: 16 * 1024);

        loop.Start();
        Assert.True(sink.WhenEnded.IsCompleted);

        loop.Stop();
    }

    [Theory]
    [InlineData(16 * 1024)]
    [InlineData(64 * 1024)]
    [InlineData(1024 * 1024)]
    public async Task A_frame_of_the_largest_size_fits_whatever_lay_before_it(int largestFrame)
    {
        var (near, far) = MemoryConnection.CreatePair();
        var sink = new EndOfInput { Whole = largestFrame };
        var loop = new ReadLoop(near, sink, new Inline(), TimeProvider.System, largestFrame);
        loop.Start();

        for (var frame = 0; frame < 3; frame++) await far.SendAsync([new byte[largestFrame]], TestContext.Current.CancellationToken);
        await far.DisposeAsync();
        await sink.WhenEnded;

        Assert.Equal(3, sink.Handled);
    }

    private sealed class EndOfInput : IInputSink
    {
        private readonly TaskCompletionSource _ended = new();

        public Task WhenEnded => _ended.Task;

        /// <summary>The length of a frame.</summary>
        public int Whole { get; init; } = 1;

        public int Handled { get; private set; }

        public bool IsActive => false;

        public int Handle(ReadOnlyMemory<byte> input, ReceiveSegment segment, ReadyBatch ready)
        {
            Handled += input.Length / Whole;
            return input.Length - (input.Length % Whole);
        }

        public bool BatchDrained() => true;

        public ValueTask WhenReadingMayContinueAsync() => default;

        public void InputEnded(Exception? error) => _ended.SetResult();
    }

    private sealed class Inline : CallScheduler
    {
        public override bool TakesOverStuckDrains => false;

        public override void Queue(IThreadPoolWorkItem item) => item.Execute();
    }
}
