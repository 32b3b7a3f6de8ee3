namespace Peregrine.Messages;

/// <summary>Lets one large message after the other be serialized: many at once would fill the memory before anybody knew how much they are. Any thread may ask.</summary>
internal interface ILargeMessageTurn
{
    /// <summary>Takes the turn; false when another message has it, or nothing more is to be serialized now.</summary>
    bool TryTake();

    /// <summary>Gives the turn back: what was serialized is counted, or let go.</summary>
    void Return();
}
