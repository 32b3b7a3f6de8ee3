using Peregrine.Http2;

namespace Peregrine.TestKit;

/// <summary>A client and a server engine back to back, in memory.</summary>
public sealed class EnginePair
{
    public EnginePair(Http2ConnectionOptions? clientOptions = null, Http2ConnectionOptions? serverOptions = null)
    {
        Client = new Engine(Http2Role.Client, clientOptions);
        Server = new Engine(Http2Role.Server, serverOptions);
    }

    public Engine Client { get; }

    public Engine Server { get; }

    /// <summary>Starts both ends and lets them exchange their settings.</summary>
    public EnginePair Start()
    {
        Client.Start();
        Server.Start();
        Exchange();
        Client.Events.Clear();
        Server.Events.Clear();
        return this;
    }

    /// <summary>Carries bytes to and fro until both ends are silent; <paramref name="step"/> bytes at a time when given.</summary>
    public void Exchange(int step = int.MaxValue)
    {
        while (Carry(Client, Server, step) | Carry(Server, Client, step))
        {
        }
    }

    private static bool Carry(Engine from, Engine to, int step)
    {
        var bytes = from.TakeBytes();
        foreach (var part in bytes.Chunk(Math.Max(1, Math.Min(step, bytes.Length)))) to.Receive(part);
        return bytes.Length > 0;
    }
}
