using Peregrine.Http2.Connections;

namespace Peregrine.Http2.Tests.Connections;

public class OutputBufferTests
{
    [Fact]
    public void What_is_appended_comes_out_in_order_over_all_chunks()
    {
        var random = new Random(3);
        var output = new OutputBuffer();
        var expected = new List<byte>();
        var actual = new List<byte>();
        var chunks = new List<ReadOnlyMemory<byte>>();
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(random.Next(2) == 0 ? 50 : 70_000)];
            random.NextBytes(bytes);
            if (round % 2 == 0)
            {
                output.Append(bytes);
            }
            else
            {
                bytes.CopyTo(output.GetSpan(bytes.Length));
                output.Advance(bytes.Length);
            }
            expected.AddRange(bytes);
            if (round % 7 != 0) continue;
            output.TakeAll(chunks);
            foreach (var chunk in chunks) actual.AddRange(chunk.Span);
            output.Recycle(chunks);
            Assert.Equal((0, 0), (output.Length, chunks.Count));
        }
        output.TakeAll(chunks);
        foreach (var chunk in chunks) actual.AddRange(chunk.Span);
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void A_taken_batch_is_independent_of_what_follows()
    {
        var output = new OutputBuffer();
        output.Append([1, 2, 3]);
        var first = new List<ReadOnlyMemory<byte>>();
        output.TakeAll(first);
        output.Append([4, 5, 6]);
        Assert.Equal([1, 2, 3], first[0].ToArray());
        Assert.Equal(3, output.Length);
    }

    [Fact]
    public void More_than_was_given_cannot_be_advanced()
    {
        var output = new OutputBuffer();
        var length = output.GetSpan(10).Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => output.Advance(length + 1));
    }
}
