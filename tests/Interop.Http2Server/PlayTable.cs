using Peregrine.TestKit;

namespace Interop.Http2Server;

/// <summary>Every case by its official name (doc/negative-http2-interop-test-descriptions.md of gRPC). One play for each connection.</summary>
internal static class PlayTable
{
    public static readonly IReadOnlyDictionary<string, Func<Play>> Plays = new Dictionary<string, Func<Play>>
    {
        ["goaway"] = static () => new GoAway(),
        ["rst_after_header"] = static () => new Cut(static _ => 0),
        ["rst_during_data"] = static () => new Cut(static length => length / 2),
        ["rst_after_data"] = static () => new Cut(static length => length),
        ["ping"] = static () => new Pings(),
        ["max_streams"] = static () => new MaxStreams(),
        ["data_frame_padding"] = static () => new SmallFrames(padding: 255),
        ["no_df_padding_sanity_test"] = static () => new SmallFrames(padding: null),
    };

    /// <summary>GOAWAY during the first call, which is answered; a second one on the same connection is a mistake.</summary>
    private sealed class GoAway : Play
    {
        private bool _isAnnounced;

        public override Task OnHeadAsync(PlayedConnection connection, uint stream) =>
            _isAnnounced ? connection.FailAsync("a call on a connection that was told to go away") : Task.CompletedTask;

        public override async Task OnRequestAsync(PlayedConnection connection, uint stream, byte[] response)
        {
            _isAnnounced = true;
            await connection.SendAsync(FrameScript.New.GoAway(stream, 0));
            await base.OnRequestAsync(connection, stream, response);
        }
    }

    /// <summary>RST_STREAM with NO_ERROR behind the head and a part of the response, and never trailers.</summary>
    private sealed class Cut(Func<int, int> part) : Play
    {
        public override async Task OnRequestAsync(PlayedConnection connection, uint stream, byte[] response)
        {
            await connection.SendAsync(FrameScript.New.Headers(stream, Head));
            await connection.SendDataAsync(stream, response[..part(response.Length)]);
            await connection.EndAsync(stream, FrameScript.New.RstStream(stream, 0));
        }
    }

    /// <summary>PINGs around everything; the trailers come when all are acknowledged.</summary>
    private sealed class Pings : Play
    {
        public override async Task OnRequestAsync(PlayedConnection connection, uint stream, byte[] response)
        {
            await connection.PingAsync();
            await connection.SendAsync(FrameScript.New.Headers(stream, Head));
            await connection.PingAsync();
            await connection.SendDataAsync(stream, response);
            await connection.PingAsync();
            await connection.WhenPingsAreAcknowledgedAsync();
            await connection.EndAsync(stream, FrameScript.New.Headers(stream, Trailers, end: true));
        }
    }

    /// <summary>One stream at a time from the first call on.</summary>
    private sealed class MaxStreams : Play
    {
        private const ushort MaxConcurrentStreams = 3;

        private bool _isAnnounced;

        public override async Task OnHeadAsync(PlayedConnection connection, uint stream)
        {
            if (!_isAnnounced) await connection.SendAsync(FrameScript.New.Settings(MaxConcurrentStreams, 1));
            else if (connection.OpenStreams > 1) await connection.FailAsync($"{connection.OpenStreams} calls at once where one is allowed");
            _isAnnounced = true;
        }
    }

    /// <summary>DATA of 5 bytes a frame: with padding the windows are spent on it, which a client must give back.</summary>
    private sealed class SmallFrames(byte? padding) : Play
    {
        public override async Task OnRequestAsync(PlayedConnection connection, uint stream, byte[] response)
        {
            await connection.SendAsync(FrameScript.New.Headers(stream, Head));
            await connection.SendDataAsync(stream, response, frameLength: 5, padding);
            await connection.EndAsync(stream, FrameScript.New.Headers(stream, Trailers, end: true));
        }
    }
}
