using Peregrine.Http2;

namespace Fuzz.Models;

/// <summary>What one end of a connection knows: streams, windows, settings, GOAWAY.</summary>
internal sealed class NaiveConnection(Http2Role role, Http2ConnectionOptions options)
{
    public const long LargestWindow = int.MaxValue;

    private uint? _goAwayWave;

    public Http2Role Role => role;

    public Http2ConnectionOptions Options => options;

    public SortedDictionary<uint, NaiveStream> Streams { get; } = [];

    /// <summary>Streams that were refused before they existed, and how the rest that has no entry ended.</summary>
    public Dictionary<uint, Ending> Refused { get; } = [];

    public NaiveCredit Credit { get; } = new(Math.Max(65_535, options.ConnectionWindow));

    public long SendWindow { get; set; } = 65_535;

    public long PeerInitialWindow { get; set; } = 65_535;

    public long ReceiveInitialWindow { get; private set; } = Math.Max(65_535, options.InitialStreamWindow);

    public bool IsAckDue { get; private set; } = true;

    public bool IsReady { get; set; }

    /// <summary>Client: the next identifier to be opened.</summary>
    public uint NextId { get; set; } = 1;

    /// <summary>Server: the highest identifier that the peer used.</summary>
    public uint LastPeerId { get; set; }

    public bool IsDrained { get; set; }

    public uint LastGoAway { get; set; } = int.MaxValue;

    /// <summary>SETTINGS_HEADER_TABLE_SIZE of the peer after each of its SETTINGS frames, for whoever reads what this end writes.</summary>
    public Queue<long?> PeerTableSizes { get; } = new();

    /// <summary>The largest frame that the peer ever took.</summary>
    public long PeerMaxFrame { get; set; } = 16_384;

    public int Pings { get; set; }

    /// <summary>Bytes that counted against the window of the connection.</summary>
    public long FlowReceived { get; set; }

    public int ActiveStreams => Streams.Values.Count(IsHeld);

    public bool IsHeld(NaiveStream stream) => role == Http2Role.Server ? !(stream.IsClosed && stream.IsReleased) : !stream.IsClosed;

    /// <summary>The stream, when it holds a slot.</summary>
    public NaiveStream? Find(uint id) => Streams.TryGetValue(id, out var stream) && IsHeld(stream) ? stream : null;

    public bool IsIdle(uint id) => id % 2 == 0 || (role == Http2Role.Client ? id >= NextId : id > LastPeerId);

    public Ending HowEnded(uint id) => Refused.TryGetValue(id, out var ending) ? ending : Streams.TryGetValue(id, out var stream) ? stream.Ending : Ending.None;

    public NaiveStream Open(uint id)
    {
        var stream = new NaiveStream(id) { SendWindow = PeerInitialWindow, Credit = new(ReceiveInitialWindow) };
        Streams.Add(id, stream);
        return stream;
    }

    public void SettingsAcknowledged()
    {
        IsAckDue = false;
        ReceiveInitialWindow = options.InitialStreamWindow;
        foreach (var stream in Streams.Values.Where(IsHeld)) stream.Credit.Resize(ReceiveInitialWindow);
    }

    /// <summary>A closed stream gives back what nobody will consume.</summary>
    public void Settle(NaiveStream stream)
    {
        if (!stream.IsClosed || (!stream.IsReleased && stream.Ending == Ending.Completed)) return;
        GiveUp(stream);
    }

    public void GiveUp(NaiveStream stream)
    {
        if (stream.Unconsumed == 0) return;
        Credit.Return(stream.Unconsumed);
        stream.Unconsumed = 0;
    }

    /// <summary>Client: GOAWAY arrived; what is above will not be processed.</summary>
    public void GoAway(uint last)
    {
        LastGoAway = last;
        if (role == Http2Role.Client) _goAwayWave = last;
    }

    public NaiveStream? NextAboveGoAway()
    {
        if (_goAwayWave is not { } last) return null;
        var next = Streams.Values.FirstOrDefault(stream => stream.Id > last && !stream.IsClosed);
        if (next is null) _goAwayWave = null;
        return next;
    }
}
