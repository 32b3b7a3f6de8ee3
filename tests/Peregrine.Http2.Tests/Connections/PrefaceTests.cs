using System.Text;
using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests.Connections;

public class PrefaceTests
{
    [Fact]
    public void A_client_starts_with_the_preface_settings_and_a_larger_window()
    {
        var client = new Engine(Http2Role.Client).Start();
        var bytes = client.TakeBytes();
        Assert.StartsWith("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Equal(["SETTINGS", "WINDOW_UPDATE 0 4128769"], FrameLog.Read(bytes).ConvertAll(frame => frame.ToString()));
    }

    [Fact]
    public void A_client_switches_push_off_and_a_server_limits_streams()
    {
        Assert.Contains((2, 0u), Sent(Http2Role.Client));
        Assert.Contains((3, 100u), Sent(Http2Role.Server));
        Assert.DoesNotContain(Sent(Http2Role.Server), setting => setting.Id == 2);
    }

    [Fact]
    public void An_HTTP_1_client_is_answered_in_HTTP_1()
    {
        var server = new Engine(Http2Role.Server).Start();
        server.TakeBytes();
        server.Receive(New.Text("POST /greet.Greeter/SayHello HTTP/1.1\r\n"));
        var answer = Encoding.Latin1.GetString(server.TakeBytes());
        Assert.StartsWith("HTTP/1.1 505 ", answer, StringComparison.Ordinal);
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Contains($"Content-Length: {body.Length}\r\n", answer, StringComparison.Ordinal);
        Assert.True(server.Connection.IsBroken);
    }

    [Fact]
    public void A_long_first_line_is_cut_in_the_text()
    {
        var server = new Engine(Http2Role.Server).Start().Receive(New.Text("GET /" + new string('a', 10_000)));
        Assert.InRange(server.Log.Errors[0].Text.Length, 60, 200);
    }

    [Fact]
    public void A_preface_cut_at_any_byte_waits_for_the_rest()
    {
        var whole = FrameScript.Client.ToArray();
        for (var cut = 0; cut <= whole.Length; cut++)
        {
            var server = new Engine(Http2Role.Server).Start();
            server.Receive(whole[..cut]).Receive(whole[cut..]);
            Assert.Equal(["ready"], server.Events);
        }
    }

    [Fact]
    public void In_time_nothing_is_overdue()
    {
        var server = new Engine(Http2Role.Server).Start();
        server.Connection.Tick(server.Now + 5000);
        server.Receive(FrameScript.Client);
        server.Connection.Tick(server.Now + 10_000);
        server.Receive(New.SettingsAck());
        server.Connection.Tick(server.Now + 1_000_000);
        Assert.False(server.Connection.IsBroken);
    }

    private static List<(int Id, uint Value)> Sent(Http2Role role)
    {
        var payload = new Engine(role).Start().Take()[0].Payload;
        return [.. payload.Chunk(6).Select(each => (each[1] + each[0] * 256, System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(each.AsSpan(2))))];
    }
}
