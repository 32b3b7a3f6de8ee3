using Peregrine.Http2.Streams;

namespace Peregrine.Http2.Tests.Streams;

public class StreamTableTests
{
    [Fact]
    public void The_table_agrees_with_a_dictionary_after_any_additions_and_removals()
    {
        var random = new Random(9113);
        var table = new StreamTable();
        var expected = new Dictionary<uint, Http2Stream>();
        uint next = 1;
        for (var step = 0; step < 50_000; step++)
        {
            if (expected.Count < random.Next(1, 300))
            {
                var stream = new Http2Stream();
                stream.Start(new(next), 0, 0, 0);
                table.Add(stream);
                expected.Add(next, stream);
                next += (uint)random.Next(1, 40) * 2;
            }
            else
            {
                var id = expected.Keys.ElementAt(random.Next(Math.Min(expected.Count, 20)));
                Assert.True(table.Remove(expected[id]));
                Assert.False(table.Remove(expected[id]));
                expected.Remove(id);
                Assert.Null(table.Find(new(id)));
            }
            if (step % 500 == 0) Assert.Equal(expected.OrderBy(each => each.Key).Select(each => each.Value), table.Snapshot());
            Assert.Equal(expected.Count, table.Count);
        }
        foreach (var (id, stream) in expected) Assert.Same(stream, table.Find(new(id)));
    }

    [Fact]
    public void Ended_streams_are_remembered_until_the_ring_is_full()
    {
        var closed = new ClosedStreams();
        for (uint id = 1; id < 513; id += 2) closed.Add(new(id), StreamEnd.Completed);
        Assert.Equal(StreamEnd.Completed, closed.Find(new(1)));
        Assert.Equal(StreamId.Connection, closed.HighestForgotten);
        closed.Add(new(513), StreamEnd.ResetByUs);
        Assert.Equal(StreamEnd.None, closed.Find(new(1)));
        Assert.Equal((StreamEnd.ResetByUs, StreamEnd.Completed), (closed.Find(new(513)), closed.Find(new(3))));
        Assert.Equal(new StreamId(1), closed.HighestForgotten);
    }
}
