using System.Buffers;
using Peregrine.Messages;

namespace Peregrine.Core.Tests.Messages;

public class InboundBufferTests
{
    private const int Max = 4 * 1024 * 1024;

    private readonly SegmentFeeder _feeder = new();
    private InboundBuffer _buffer;

    [Fact]
    public void A_message_in_one_slice_is_not_copied()
    {
        var segment = new SegmentPool(64, 0).Rent();
        SegmentFeeder.Frame([7, 8, 9], 1).CopyTo(segment.Array, 10);
        _buffer.Append(segment.Array.AsMemory(10, 8), segment);
        Assert.Equal(InboundState.Ready, _buffer.Peek(Max, out var length));
        Assert.Equal(3u, length);
        _buffer.Take(out var message);
        Assert.True(message.IsCompressed);
        Assert.Equal(8, message.Credit);
        Assert.True(message.Payload.IsSingleSegment);
        segment.Array[15] = 77;
        Assert.Equal([77, 8, 9], message.Payload.ToArray());
        message.Dispose();
        segment.Release();
        Assert.Equal(0, segment.Users);
    }

    [Fact]
    public void A_message_in_one_slice_allocates_nothing()
    {
        var segment = new SegmentPool(64, 0).Rent();
        SegmentFeeder.Frame([7, 8, 9]).CopyTo(segment.Array, 0);
        Round(segment);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Round(segment);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Round(ReceiveSegment segment)
        {
            var buffer = default(InboundBuffer);
            buffer.Append(segment.Array.AsMemory(0, 8), segment);
            buffer.Take(out var message);
            message.Dispose();
        }
    }

    [Fact]
    public void Messages_that_lie_in_one_piece_allocate_nothing()
    {
        for (var i = 0; i < 40; i++) _feeder.Append(ref _buffer, SegmentFeeder.Frame([7, 8, 9]));
        Take();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 38; i++) Take();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        Assert.Equal([7, 8, 9], TakeBytes());
        _feeder.AssertAllReturned();

        void Take()
        {
            _buffer.Take(out var message);
            message.Dispose();
        }
    }

    [Fact]
    public void Messages_cut_at_every_byte_come_out_whole()
    {
        byte[] bytes = [.. SegmentFeeder.Frame([1, 2, 3]), .. SegmentFeeder.Frame([], 1), .. SegmentFeeder.Frame([4, 5])];
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            for (var second = cut; second <= bytes.Length; second++)
            {
                _feeder.Append(ref _buffer, bytes.AsSpan(0, cut));
                _feeder.Append(ref _buffer, bytes.AsSpan(cut, second - cut));
                _feeder.Append(ref _buffer, bytes.AsSpan(second));
                Assert.Equal([1, 2, 3], TakeBytes());
                Assert.Equal([], TakeBytes());
                Assert.Equal([4, 5], TakeBytes());
                Assert.Equal(InboundState.NeedMore, _buffer.Peek(Max, out _));
                Assert.Equal(0, _buffer.Length);
            }
        }

        _feeder.AssertAllReturned();
    }

    [Fact]
    public void A_message_is_ready_with_its_last_byte_and_not_before()
    {
        var bytes = SegmentFeeder.Frame([1, 2, 3, 4]);
        for (var i = 0; i < bytes.Length; i++)
        {
            Assert.Equal(InboundState.NeedMore, _buffer.Peek(Max, out _));
            _feeder.Append(ref _buffer, bytes.AsSpan(i, 1));
        }

        Assert.Equal(InboundState.Ready, _buffer.Peek(Max, out _));
        Assert.Equal([1, 2, 3, 4], TakeBytes());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Small_messages_in_one_piece_are_taken_together(bool inOneSlice)
    {
        byte[][] parts = [SegmentFeeder.Frame([1]), SegmentFeeder.Frame([]), SegmentFeeder.Frame([2, 3])];
        if (inOneSlice) _feeder.Append(ref _buffer, [.. parts.SelectMany(part => part), 0, 0]);
        else Gather(parts);

        _buffer.TakeRun(Max, out var run);

        Assert.Equal(3, run.Count);
        Assert.Equal(6 + 5 + 7, run.Credit);
        Assert.Equal([.. parts.SelectMany(part => part)], run.Payload.ToArray());
        Assert.True(run.Payload.IsSingleSegment);
        run.Dispose();
        Assert.Equal(inOneSlice ? 2 : 0, _buffer.Clear());
        _feeder.AssertAllReturned();
    }

    [Fact]
    public void No_more_than_sixteen_are_taken_together()
    {
        Gather([.. Enumerable.Range(0, 20).Select(i => SegmentFeeder.Frame([(byte)i]))]);
        _buffer.TakeRun(Max, out var run);
        Assert.Equal(16, run.Count);
        run.Dispose();
        Assert.Equal([16], TakeBytes());
    }

    [Theory]
    [InlineData(257, 0, Max)] // not small
    [InlineData(9, 1, Max)] // compressed
    [InlineData(9, 7, Max)] // a flag that is unknown
    [InlineData(9, 0, 8)] // above the limit
    public void A_message_that_needs_a_look_of_its_own_is_not_taken_with_those_before_it(int size, byte flags, int limit)
    {
        Gather(SegmentFeeder.Frame([1]), SegmentFeeder.Frame([1]), SegmentFeeder.Frame(new byte[size], flags));
        _buffer.TakeRun(limit, out var run);
        Assert.Equal(2, run.Count);
        run.Dispose();
        Assert.Equal(MessagePrefix.Size + size, _buffer.Length);
    }

    [Fact]
    public void What_is_alone_is_taken_as_one()
    {
        _feeder.Append(ref _buffer, SegmentFeeder.Frame(new byte[300]));
        _feeder.Append(ref _buffer, SegmentFeeder.Frame([7], 1));
        _feeder.Append(ref _buffer, SegmentFeeder.Frame([8]));
        foreach (var length in new[] { 300, 1, 1 })
        {
            _buffer.TakeRun(Max, out var run);
            Assert.Equal(1, run.Count);
            Assert.Equal(length, run.Payload.Length);
            run.Dispose();
        }

        _feeder.AssertAllReturned();
    }

    [Fact]
    public void Messages_taken_together_owe_only_what_was_not_credited_early()
    {
        Gather(SegmentFeeder.Frame([1]), SegmentFeeder.Frame([1]));
        Assert.Equal(12, _buffer.CreditIncomplete());
        _feeder.Append(ref _buffer, SegmentFeeder.Frame([1]));
        _buffer.TakeRun(Max, out var run);
        Assert.Equal(3, run.Count);
        Assert.Equal(6, run.Credit);
        run.Dispose();
    }

    [Fact]
    public void A_drip_of_bytes_holds_no_received_segment()
    {
        var segment = new SegmentPool(64, 0).Rent();
        _buffer.Append(segment.Array.AsMemory(0, 1), segment);
        _buffer.Append(segment.Array.AsMemory(1, 1), segment);
        Assert.Equal(1, segment.Users);
        _buffer.Clear();
    }

    [Fact]
    public void Large_slices_stay_in_place()
    {
        var segment = new SegmentPool(ReceiveSegment.LargeSize, 0).Rent();
        MessagePrefix.Write(segment.Array, false, 10_000);
        _buffer.Append(segment.Array.AsMemory(0, 5000), segment);
        _buffer.Append(segment.Array.AsMemory(5100, 5005), segment);
        Assert.Equal(3, segment.Users);
        _buffer.Take(out var message);
        Assert.Equal(10_000, message.Payload.Length);
        Assert.Equal(3, segment.Users);
        message.Dispose();
        Assert.Equal(1, segment.Users);
    }

    [Fact]
    public void A_message_over_the_limit_is_known_from_its_prefix()
    {
        _feeder.Append(ref _buffer, [0, 0, 0, 0, 11]);
        Assert.Equal(InboundState.TooLarge, _buffer.Peek(10, out var length));
        Assert.Equal(11u, length);
        Assert.Equal(InboundState.NeedMore, _buffer.Peek(11, out _));
    }

    [Fact]
    public void A_length_of_4_GiB_is_too_large_even_without_a_limit()
    {
        _feeder.Append(ref _buffer, [0, 0xFF, 0xFF, 0xFF, 0xFF]);
        Assert.Equal(InboundState.TooLarge, _buffer.Peek(int.MaxValue, out _));
    }

    [Fact]
    public void An_unknown_flag_is_told()
    {
        _feeder.Append(ref _buffer, [2, 0, 0, 0, 0]);
        Assert.Equal(InboundState.BadFlag, _buffer.Peek(Max, out _));
    }

    [Fact]
    public void Credit_for_an_incomplete_message_is_given_once()
    {
        var bytes = SegmentFeeder.Frame(new byte[100]);
        _feeder.Append(ref _buffer, bytes.AsSpan(0, 60));
        Assert.Equal(60, _buffer.CreditIncomplete());
        Assert.Equal(0, _buffer.CreditIncomplete());
        _feeder.Append(ref _buffer, bytes.AsSpan(60, 20));
        Assert.Equal(20, _buffer.CreditIncomplete());
        _feeder.Append(ref _buffer, bytes.AsSpan(80));
        _feeder.Append(ref _buffer, SegmentFeeder.Frame([1]));
        _buffer.Take(out var first);
        _buffer.Take(out var second);
        Assert.Equal(25, first.Credit);
        Assert.Equal(6, second.Credit);
        first.Dispose();
        second.Dispose();
        _feeder.AssertAllReturned();
    }

    [Fact]
    public void Clear_gives_everything_back_and_tells_the_credit()
    {
        _feeder.Append(ref _buffer, SegmentFeeder.Frame(new byte[100]).AsSpan(0, 50));
        _buffer.CreditIncomplete();
        _feeder.Append(ref _buffer, new byte[200_000]);
        Assert.Equal(200_000, _buffer.Clear());
        Assert.Equal(0, _buffer.Length);
        _feeder.AssertAllReturned();
    }

    [Fact]
    public void Disposing_a_message_twice_releases_it_once()
    {
        var segment = new SegmentPool(64, 0).Rent();
        SegmentFeeder.Frame([1]).CopyTo(segment.Array, 0);
        _buffer.Append(segment.Array.AsMemory(0, 6), segment);
        _buffer.Take(out var message);
        message.Dispose();
        message.Dispose();
        Assert.Equal(1, segment.Users);
    }

    [Fact]
    public void A_slice_of_another_array_is_refused()
    {
        var segment = new SegmentPool(64, 0).Rent();
        Assert.Throws<ArgumentException>(() =>
        {
            var buffer = default(InboundBuffer);
            buffer.Append(new byte[5000], segment);
        });
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_messages_in_random_slices_come_out_in_order_and_all_memory_comes_back(int seed)
    {
        var random = new Random(seed);
        var messages = new List<byte[]>();
        var wire = new List<byte>();
        for (var i = 0; i < 60; i++)
        {
            var payload = new byte[random.Next(4) switch { 0 => random.Next(3), 1 => random.Next(300), 2 => random.Next(9000), _ => random.Next(150_000) }];
            random.NextBytes(payload);
            messages.Add(payload);
            wire.AddRange(SegmentFeeder.Frame(payload));
        }

        var bytes = wire.ToArray();
        var taken = 0;
        var credit = 0L;
        var held = new List<InboundMessage>();
        for (var at = 0; at < bytes.Length;)
        {
            var step = Math.Min(bytes.Length - at, random.Next(4) switch { 0 => 1, 1 => random.Next(1, 20), 2 => random.Next(1, 5000), _ => random.Next(1, 70_000) });
            _feeder.Append(ref _buffer, bytes.AsSpan(at, step));
            at += step;
            if (random.Next(3) == 0) continue;
            while (_buffer.Peek(Max, out _) == InboundState.Ready)
            {
                if (random.Next(3) == 0) TakeRun();
                else TakeOne();
                if (random.Next(2) == 0) Release();
            }

            if (random.Next(4) == 0) credit += _buffer.CreditIncomplete();
        }

        while (_buffer.Peek(Max, out _) == InboundState.Ready) TakeRun();

        Release();
        Assert.Equal(messages.Count, taken);
        Assert.Equal(bytes.Length, credit);
        Assert.Equal(0, _buffer.Length);
        _feeder.AssertAllReturned();

        void TakeOne()
        {
            _buffer.Take(out var message);
            Assert.Equal(1, message.Count);
            credit += message.Credit;
            Assert.Equal(messages[taken++], message.Payload.ToArray());
            held.Add(message);
        }

        void TakeRun()
        {
            _buffer.TakeRun(Max, out var run);
            credit += run.Credit;
            var expected = messages.Skip(taken).Take(run.Count);
            Assert.Equal(run.Count == 1 ? expected.Single() : [.. expected.SelectMany(message => SegmentFeeder.Frame(message))], run.Payload.ToArray());
            taken += run.Count;
            held.Add(run);
        }

        void Release()
        {
            foreach (var message in held) message.Dispose();
            held.Clear();
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 20)];

    // Arrives in slices so small that they are gathered in one piece.
    private void Gather(params byte[][] parts)
    {
        _feeder.Append(ref _buffer, parts[0].AsSpan(0, 1));
        _feeder.Append(ref _buffer, parts[0].AsSpan(1));
        foreach (var part in parts.Skip(1)) _feeder.Append(ref _buffer, part);
    }

    private byte[] TakeBytes()
    {
        Assert.Equal(InboundState.Ready, _buffer.Peek(Max, out _));
        _buffer.Take(out var message);
        var bytes = message.Payload.ToArray();
        message.Dispose();
        return bytes;
    }
}
