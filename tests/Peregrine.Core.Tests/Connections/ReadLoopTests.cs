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
        Assert.True(sink.Ended);

        loop.Stop();
    }

    private sealed class EndOfInput : IInputSink
    {
        public bool Ended { get; private set; }

        public bool IsActive => false;

        public int Handle(ReadOnlyMemory<byte> input, ReceiveSegment segment, ReadyBatch ready) => input.Length;

        public bool BatchDrained() => true;

        public ValueTask WhenReadingMayContinueAsync() => default;

        public void InputEnded(Exception? error) => Ended = true;
    }

    private sealed class Inline : CallScheduler
    {
        public override bool TakesOverStuckDrains => false;

        public override void Queue(IThreadPoolWorkItem item) => item.Execute();
    }
}
