namespace Fuzz.Models;

/// <summary>What the owner of an engine does, as far as it changes what later frames mean.</summary>
internal sealed class OwnerActs(NaiveConnection state)
{
    public void Opened(uint id)
    {
        Check.That(id == state.NextId, $"stream {id} was opened, expected was {state.NextId}");
        state.NextId += 2;
        state.Open(id);
    }

    public void SentHead(uint id, bool isEnd)
    {
        var stream = state.Streams[id];
        stream.Local = NaiveHalf.Open;
        if (isEnd) Ended(stream);
    }

    public void SentData(uint id, int bytes, bool isEnd)
    {
        var stream = state.Streams[id];
        stream.SendWindow -= bytes;
        state.SendWindow -= bytes;
        if (isEnd) Ended(stream);
    }

    public void Reset(uint id)
    {
        var stream = state.Streams[id];
        if (stream.IsClosed)
        {
            state.GiveUp(stream);
            return;
        }

        stream.Reset(Ending.ResetHere);
        state.Settle(stream);
    }

    public void Released(uint id)
    {
        var stream = state.Streams[id];
        stream.IsReleased = true;
        state.Settle(stream);
    }

    public void Consumed(uint id, int bytes)
    {
        var stream = state.Streams[id];
        bytes = (int)Math.Min(bytes, stream.Unconsumed);
        if (bytes == 0) return;
        stream.Unconsumed -= bytes;
        state.Credit.Return(bytes);
        if (stream.Remote != NaiveHalf.Closed) stream.Credit.Return(bytes);
    }

    /// <summary>The owner has heard of an event of the stream.</summary>
    public void Heard(uint id)
    {
        if (state.Streams.TryGetValue(id, out var stream)) state.Settle(stream);
    }

    public void Drained() => state.IsDrained = true;

    private void Ended(NaiveStream stream)
    {
        stream.CloseLocal();
        state.Settle(stream);
    }
}
