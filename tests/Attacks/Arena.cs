using System.Collections.Concurrent;
using Peregrine.TestKit;

namespace Attacks;

/// <summary>Where an attack is played: the ports of the server, how long it goes on, and what was seen.</summary>
internal sealed class Arena(int port, int tlsPort, TimeSpan duration)
{
    private readonly long _started = System.Diagnostics.Stopwatch.GetTimestamp();
    private long _sent;

    public int Port => port;

    public int TlsPort => tlsPort;

    public bool IsOver => System.Diagnostics.Stopwatch.GetElapsedTime(_started) > duration;

    /// <summary>Messages (frames, handshakes, calls) that were sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>How each connection was answered.</summary>
    public ConcurrentBag<string> Answers { get; } = [];

    public void Count(int messages) => Interlocked.Add(ref _sent, messages);

    /// <summary>
    /// Opens connection after connection, two at a time, and sends on each what <paramref name="next"/> makes, batch by batch, until the server closes: what every flood is.
    /// </summary>
    /// <param name="batch">How many messages are in each batch.</param>
    /// <param name="next">Makes a batch; it gets the first free stream.</param>
    /// <param name="streams">How many streams each batch uses.</param>
    public async Task FloodAsync(int batch, Func<uint, FrameScript> next, int streams = 0)
    {
        await Task.WhenAll(FloodOneByOneAsync(), FloodOneByOneAsync());

        async Task FloodOneByOneAsync()
        {
            do
            {
                using var connection = await RawConnection.OpenAsync(port);
                await connection.SendAsync(FrameScript.Client.SettingsAck());
                uint stream = 1;
                for (var i = 0; i < 1000 && await connection.SendAsync(next(stream)); i++)
                {
                    stream += (uint)(2 * streams);
                    Count(batch);
                    if (connection.HasEnded) break;
                    await Task.Delay(1);
                }

                await connection.WaitForEndAsync(TimeSpan.FromSeconds(20));
                Answers.Add(connection.Answer ?? "none");
            }
            while (!IsOver);
        }
    }

    /// <summary>Opens connections that each do one thing and wait for the server's patience to end.</summary>
    public async Task HoldAsync(int connections, Func<RawConnection, Task> hold, bool reads = true, int onPort = 0)
    {
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var connection = await RawConnection.OpenAsync(onPort == 0 ? port : onPort, reads);
            await hold(connection);
            Count(1);
            await connection.WaitForEndAsync(TimeSpan.FromSeconds(60));
            Answers.Add(connection.Answer ?? "none");
        }));
    }
}
