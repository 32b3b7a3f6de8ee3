using static Peregrine.TestKit.FrameScript;

namespace Peregrine.Http2.Tests;

/// <summary>Each violation once: what breaks the rule, and the scope and code that the RFC names. Written down apart from the engine's own table.</summary>
internal static class ViolationCases
{
    private const string Goaway = "GOAWAY";

    public static IEnumerable<ViolationCase> All =>
        [.. Preface, .. Frames, .. HeaderBlocksAndSettings, .. Streams, .. FlowControl, .. Hpack, .. Messages, .. Load];

    private static IEnumerable<ViolationCase> Preface =>
    [
        Server(Violation.PrefaceWrong, $"{Goaway} 0 ProtocolError", "'hello engine'", e => e.Receive(New.Text("hello engine"))) with { IsFresh = true },
        Server(Violation.Http1InsteadOfHttp2, "", "'GET / HTTP/1.1'", e => e.Receive(New.Text("GET / HTTP/1.1\r\nHost: x\r\n\r\n"))) with { IsFresh = true },
        Server(Violation.TlsInsteadOfPlaintext, $"{Goaway} 0 ProtocolError", "TLS ClientHello", e => e.Receive(New.Raw(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc))) with { IsFresh = true },
        Client(Violation.Http1InsteadOfHttp2, $"{Goaway} 0 Http11Required", "'HTTP/1.1 400 Bad Request'", e => e.Receive(New.Text("HTTP/1.1 400 Bad Request\r\n\r\n"))) with { IsFresh = true },
        Client(Violation.TlsInsteadOfPlaintext, $"{Goaway} 0 ProtocolError", "TLS record", e => e.Receive(New.Raw(0x15, 3, 1, 0, 2, 2, 0x46))) with { IsFresh = true },
        Server(Violation.FirstFrameNotSettings, $"{Goaway} 0 ProtocolError", "SETTINGS", e => e.Receive(New.Preface().Ping(1))) with { IsFresh = true },
        Client(Violation.FirstFrameNotSettings, $"{Goaway} 0 ProtocolError", "SETTINGS", e => e.Receive(New.SettingsAck())) with { IsFresh = true },
        Server(Violation.PrefaceTimeout, $"{Goaway} 0 ProtocolError", "5000 ms", e => e.Connection.Tick(e.Now + 5001)) with { IsFresh = true },
    ];

    private static IEnumerable<ViolationCase> Frames =>
    [
        Server(Violation.FrameTooLarge, $"{Goaway} 0 FrameSizeError", "16385 bytes", e => e.Receive(New.Frame(0, 0, 1, new byte[16385]))),
        Server(Violation.DataOnStreamZero, $"{Goaway} 0 ProtocolError", "DATA", e => e.Receive(New.Data(0, 1))),
        Server(Violation.DataPaddingTooLong, $"{Goaway} 1 ProtocolError", "5 bytes", e => e.Receive(New.Request(1).Frame(0, Padded, 1, [5, 0, 0, 0, 0]))),
        Server(Violation.HeadersOnStreamZero, $"{Goaway} 0 ProtocolError", "HEADERS", e => e.Receive(New.Request(0))),
        Server(Violation.HeadersPaddingTooLong, $"{Goaway} 0 ProtocolError", "1 bytes", e => e.Receive(New.Frame(1, Padded | EndHeaders, 1, [1]))),
        Server(Violation.HeadersTooShortForPriority, $"{Goaway} 0 FrameSizeError", "4 bytes", e => e.Receive(New.Frame(1, Priority | EndHeaders, 1, new byte[4]))),
        Server(Violation.PriorityOnStreamZero, $"{Goaway} 0 ProtocolError", "PRIORITY", e => e.Receive(New.PriorityOf(0, 1))),
        Server(Violation.PriorityWrongLength, "RST_STREAM 1 FrameSizeError", "4 bytes", e => e.Receive(New.Request(1).Frame(2, 0, 1, new byte[4]))),
        Server(Violation.StreamDependsOnItself, "RST_STREAM 1 ProtocolError", "itself", e => e.Receive(New.Request(1).PriorityOf(1, 1))),
        Server(Violation.RstStreamOnStreamZero, $"{Goaway} 0 ProtocolError", "RST_STREAM", e => e.Receive(New.RstStream(0, 8))),
        Server(Violation.RstStreamWrongLength, $"{Goaway} 1 FrameSizeError", "3 bytes", e => e.Receive(New.Request(1).Frame(3, 0, 1, new byte[3]))),
        Server(Violation.SettingsOnStream, $"{Goaway} 0 ProtocolError", "SETTINGS", e => e.Receive(New.Frame(4, 0, 1, []))),
        Server(Violation.SettingsAckWithPayload, $"{Goaway} 0 FrameSizeError", "6 bytes", e => e.Receive(New.Frame(4, Ack, 0, new byte[6]))),
        Server(Violation.SettingsWrongLength, $"{Goaway} 0 FrameSizeError", "5 bytes", e => e.Receive(New.Frame(4, 0, 0, new byte[5]))),
        Server(Violation.PushPromiseNotAllowed, $"{Goaway} 1 ProtocolError", "PUSH_PROMISE", e => e.Receive(New.Request(1).PushPromise(1, 2))),
        Client(Violation.PushPromiseNotAllowed, $"{Goaway} 0 ProtocolError", "SETTINGS_ENABLE_PUSH", e => Opened(e).Receive(New.PushPromise(1, 2))),
        Server(Violation.PingOnStream, $"{Goaway} 0 ProtocolError", "PING", e => e.Receive(New.Frame(6, 0, 1, new byte[8]))),
        Server(Violation.PingWrongLength, $"{Goaway} 0 FrameSizeError", "7 bytes", e => e.Receive(New.Frame(6, 0, 0, new byte[7]))),
        Server(Violation.GoAwayOnStream, $"{Goaway} 0 ProtocolError", "GOAWAY", e => e.Receive(New.Frame(7, 0, 1, new byte[8]))),
        Server(Violation.GoAwayTooShort, $"{Goaway} 0 FrameSizeError", "7 bytes", e => e.Receive(New.Frame(7, 0, 0, new byte[7]))),
        Client(Violation.GoAwayLastStreamIdIncreased, $"{Goaway} 0 ProtocolError", "names 5", e => e.Receive(New.GoAway(3, 0).GoAway(5, 0))),
        Server(Violation.WindowUpdateWrongLength, $"{Goaway} 0 FrameSizeError", "5 bytes", e => e.Receive(New.Frame(8, 0, 0, new byte[5]))),
        Server(Violation.WindowUpdateOfZeroOnConnection, $"{Goaway} 0 ProtocolError", "of 0", e => e.Receive(New.WindowUpdate(0, 0))),
        Server(Violation.WindowUpdateOfZeroOnStream, "RST_STREAM 1 ProtocolError", "of 0", e => e.Receive(New.Request(1).WindowUpdate(1, 0))),
    ];

    private static IEnumerable<ViolationCase> HeaderBlocksAndSettings =>
    [
        Server(Violation.ContinuationExpected, $"{Goaway} 0 ProtocolError", "block of stream 1", e => e.Receive(New.Headers(1, HeaderBlocks.Request(), endHeaders: false).Ping(1))),
        Server(Violation.ContinuationUnexpected, $"{Goaway} 1 ProtocolError", "CONTINUATION", e => e.Receive(New.Request(1).Continuation(1, []))),
        Server(Violation.TooManyContinuations, $"{Goaway} 0 EnhanceYourCalm", "9 CONTINUATION", e => e.Receive(Repeat(New.Headers(1, [], endHeaders: false), 9, s => s.Continuation(1, [1], endHeaders: false)))),
        Server(Violation.HeaderBlockTooLarge, $"{Goaway} 0 EnhanceYourCalm", "49152 bytes", e => e.Receive(Repeat(New.Headers(1, new byte[16384], endHeaders: false), 2, s => s.Continuation(1, new byte[16384], endHeaders: false)))),
        Server(Violation.HeaderBlockTimeout, $"{Goaway} 0 EnhanceYourCalm", "10001 ms", e => e.Receive(New.Headers(1, [], endHeaders: false)).Connection.Tick(e.Now + 10_001)),
        Server(Violation.SettingsEnablePushInvalid, $"{Goaway} 0 ProtocolError", "of 2", e => e.Receive(New.Settings(2, 2))),
        Client(Violation.SettingsEnablePushFromServer, $"{Goaway} 0 ProtocolError", "from a server", e => e.Receive(New.Settings(2, 1))),
        Server(Violation.SettingsInitialWindowTooLarge, $"{Goaway} 0 FlowControlError", "2147483648", e => e.Receive(New.Settings(4, 0x8000_0000))),
        Server(Violation.SettingsMaxFrameSizeInvalid, $"{Goaway} 0 ProtocolError", "16383", e => e.Receive(New.Settings(5, 16383))),
        Server(Violation.TooManySettings, $"{Goaway} 0 EnhanceYourCalm", "33 parameters", e => e.Receive(New.Frame(4, 0, 0, new byte[33 * 6]))),
        Server(Violation.SettingsAckUnexpected, $"{Goaway} 0 ProtocolError", "acknowledged", e => e.Receive(New.SettingsAck())),
        Server(Violation.SettingsAckTimeout, $"{Goaway} 0 SettingsTimeout", "10001 ms", e => e.Receive(FrameScript.Client).Connection.Tick(e.Now + 10_001)) with { IsFresh = true },
    ];

    private static IEnumerable<ViolationCase> Streams =>
    [
        Server(Violation.DataOnIdleStream, $"{Goaway} 0 ProtocolError", "stream 1", e => e.Receive(New.Data(1, 1))),
        Server(Violation.RstStreamOnIdleStream, $"{Goaway} 0 ProtocolError", "stream 3", e => e.Receive(New.RstStream(3, 8))),
        Server(Violation.WindowUpdateOnIdleStream, $"{Goaway} 0 ProtocolError", "stream 3", e => e.Receive(New.WindowUpdate(3, 8))),
        Client(Violation.HeadersOnIdleStream, $"{Goaway} 0 ProtocolError", "stream 1", e => e.Receive(New.Response(1))),
        Server(Violation.StreamIdOfWrongParity, $"{Goaway} 0 ProtocolError", "odd", e => e.Receive(New.Request(2))),
        Server(Violation.StreamIdNotIncreasing, $"{Goaway} 5 ProtocolError", "after stream 5", e => e.Receive(New.Request(5).Request(3))),
        Server(Violation.DataAfterEndStream, "RST_STREAM 1 StreamClosed", "DATA after END_STREAM", e => e.Receive(New.Request(1, end: true).Data(1, 1))),
        Server(Violation.HeadersAfterEndStream, "RST_STREAM 1 StreamClosed", "HEADERS after END_STREAM", e => e.Receive(New.Request(1, end: true).Request(1, end: true))),
        Server(Violation.DataAfterReset, "RST_STREAM 1 StreamClosed", "", e => e.Receive(New.Request(1).RstStream(1, 8).Data(1, 1))),
        Server(Violation.HeadersAfterReset, "RST_STREAM 1 StreamClosed", "", e => e.Receive(New.Request(1).RstStream(1, 8).Request(1, end: true))),
        Server(Violation.TooManyStreams, "RST_STREAM 3 RefusedStream", "", e => e.Receive(New.Request(1).Request(3))) with { Options = new() { MaxConcurrentStreams = 1 } },
        Server(Violation.StreamAfterGoAway, "RST_STREAM 1 RefusedStream", "", e => Drained(e).Receive(New.Request(1))),
    ];

    private static IEnumerable<ViolationCase> FlowControl =>
    [
        Server(Violation.StreamSendWindowOverflow, "RST_STREAM 1 FlowControlError", "2147483647", e => e.Receive(New.Request(1).WindowUpdate(1, int.MaxValue))),
        Server(Violation.ConnectionSendWindowOverflow, $"{Goaway} 0 FlowControlError", "2147483647", e => e.Receive(New.WindowUpdate(0, int.MaxValue))),
        Server(Violation.InitialWindowOverflow, $"{Goaway} 1 FlowControlError", "2147483647", e => e.Receive(New.Request(1).WindowUpdate(1, 1_000_000).Settings(4, int.MaxValue))),
        Server(Violation.StreamReceiveWindowExceeded, "RST_STREAM 1 FlowControlError", "window of 99", e => e.Receive(New.Request(1).Data(1, 1).Data(1, 100))) with { Options = new() { InitialStreamWindow = 100 } },
        Server(Violation.ConnectionReceiveWindowExceeded, $"{Goaway} 1 FlowControlError", "window of 16383", e => e.Receive(Repeat(New.Request(1), 4, s => s.Data(1, 16384)))) with { Options = new() { ConnectionWindow = 65535 } },
    ];

    private static IEnumerable<ViolationCase> Hpack =>
    [
        Block(Violation.HpackIndexZero, "index 0", 0x80),
        Block(Violation.HpackIndexTooLarge, "above 61", 0x80 | 62),
        Block(Violation.HpackIntegerTooLarge, "28 bits", 0xFF, 0x80, 0x80, 0x80, 0x80, 0x01),
        Block(Violation.HpackTruncated, "middle", 0x00, 0x05, (byte)'a'),
        Block(Violation.HpackPaddingInvalid, "padding", 0x00, 0x81, 0x18, 0x00), // 'a' is 00011, padded with zeros
        Block(Violation.HpackEndOfStringInString, "EOS", 0x00, 0x84, 0xFF, 0xFF, 0xFF, 0xFF, 0x00),
        Block(Violation.HpackSizeUpdateTooLarge, "4096", 0x3F, 0xE2, 0x1F), // 4097
        Block(Violation.HpackSizeUpdateMisplaced, "start", 0x82, 0x20),
        Block(Violation.HpackTooManySizeUpdates, "more than 2", 0x20, 0x20, 0x20, 0x82),
        Block(Violation.HpackSizeUpdateMissing, "from 4096 to 100", 0x82) with { Options = new() { HeaderTableSize = 100 } },
        Server(Violation.HeaderListTooLarge, "RST_STREAM 1 EnhanceYourCalm", "", e => e.Receive(New.Headers(1, HeaderBlocks.Request("/", ("long", new string('x', 200)))))) with { Options = new() { MaxHeaderListSize = 300 } },
        Server(Violation.TooManyHeaderFields, "RST_STREAM 1 EnhanceYourCalm", "", e => e.Receive(New.Headers(1, HeaderBlocks.Request("/", ("a", "b"))))) with { Options = new() { MaxHeaderFields = 4 } },
        Server(Violation.HeaderListFarTooLarge, $"{Goaway} 0 EnhanceYourCalm", "more than 600", e => e.Receive(New.Headers(1, HeaderBlocks.Request("/", ("long", new string('x', 500)))))) with { Options = new() { MaxHeaderListSize = 300 } },
        Server(Violation.FarTooManyHeaderFields, $"{Goaway} 0 EnhanceYourCalm", "more than 4", e => e.Receive(New.Headers(1, HeaderBlocks.Request("/", ("a", "b"))))) with { Options = new() { MaxHeaderFields = 2 } },
    ];

    private static IEnumerable<ViolationCase> Messages =>
    [
        Server(Violation.TrailersWithoutEndStream, "RST_STREAM 1 ProtocolError", "END_STREAM", e => e.Receive(New.Request(1).Headers(1, HeaderBlocks.Of(("a", "b"))))),
        Client(Violation.DataBeforeHeaders, "RST_STREAM 1 ProtocolError", "before", e => Opened(e).Receive(New.Data(1, 1))),
        Client(Violation.InformationalWithEndStream, "RST_STREAM 1 ProtocolError", "1xx", e => Opened(e).Receive(New.Headers(1, HeaderBlocks.Response("103"), end: true))),
        Request(Violation.FieldNameEmpty, ("", "x")),
        Request(Violation.FieldNameUpperCase, ("Accept", "x")),
        Request(Violation.FieldNameInvalid, ("a b", "x")),
        Request(Violation.FieldValueInvalid, ("a", "x\ny")),
        Request(Violation.FieldValueSurroundedBySpace, ("a", "x ")) with { Options = new() { AllowSurroundingSpace = false } },
        Request(Violation.ConnectionSpecificField, ("connection", "close")),
        Request(Violation.TeOtherThanTrailers, ("te", "gzip")),
        Request(Violation.PseudoFieldUnknown, (":protocol", "x")),
        Head(Violation.PseudoFieldDuplicate, (":method", "GET"), (":method", "GET"), (":scheme", "http"), (":path", "/")),
        Head(Violation.PseudoFieldAfterRegular, (":method", "GET"), (":scheme", "http"), ("a", "b"), (":path", "/")),
        Server(Violation.PseudoFieldInTrailers, "RST_STREAM 1 ProtocolError", "':path'", e => e.Receive(New.Request(1).Headers(1, HeaderBlocks.Of((":path", "/")), end: true))),
        Client(Violation.PseudoFieldOfRequestInResponse, "RST_STREAM 1 ProtocolError", "':path'", e => Opened(e).Receive(New.Headers(1, HeaderBlocks.Response("200", (":path", "/"))))),
        Request(Violation.PseudoFieldOfResponseInRequest, (":status", "200")),
        Head(Violation.MethodMissing, (":scheme", "http"), (":path", "/")),
        Head(Violation.SchemeMissing, (":method", "GET"), (":path", "/")),
        Head(Violation.PathMissing, (":method", "GET"), (":scheme", "http")),
        Head(Violation.PathInvalid, (":method", "GET"), (":scheme", "http"), (":path", "")),
        Head(Violation.ConnectMalformed, (":method", "CONNECT"), (":scheme", "http"), (":authority", "x")),
        Request(Violation.HostDiffersFromAuthority, ("host", "elsewhere")),
        Client(Violation.StatusMissing, "RST_STREAM 1 ProtocolError", ":status", e => Opened(e).Receive(New.Headers(1, HeaderBlocks.Of(("a", "b"))))),
        Client(Violation.StatusInvalid, "RST_STREAM 1 ProtocolError", ":status", e => Opened(e).Receive(New.Headers(1, HeaderBlocks.Response("20")))),
        Client(Violation.StatusSwitchingProtocols, "RST_STREAM 1 ProtocolError", "101", e => Opened(e).Receive(New.Headers(1, HeaderBlocks.Response("101")))),
        Request(Violation.ContentLengthInvalid, ("content-length", "1"), ("content-length", "2")),
        Server(Violation.ContentLengthExceeded, "RST_STREAM 1 ProtocolError", "5 bytes", e => e.Receive(New.Headers(1, HeaderBlocks.Request("/", ("content-length", "4"))).Data(1, 5))),
        Server(Violation.ContentLengthNotReached, "RST_STREAM 1 ProtocolError", "says 4", e => e.Receive(New.Headers(1, HeaderBlocks.Request("/", ("content-length", "4"))).Data(1, 3, end: true))),
    ];

    private static IEnumerable<ViolationCase> Load =>
    [
        Server(Violation.TooManyResets, $"{Goaway} 21 EnhanceYourCalm", "11 charged", e => e.Receive(ElevenStreams((s, id) => s.RstStream(id, 8)))) with { Options = SmallBudget },
        Server(Violation.TooManyProvokedResets, $"{Goaway} 11 EnhanceYourCalm", "12 charged", e => e.Receive(ElevenStreams((s, id) => s.WindowUpdate(id, 0)))) with { Options = SmallBudget },
        Server(Violation.TooManyRefusedStreams, $"{Goaway} 23 EnhanceYourCalm", "11 charged", e => e.Receive(ElevenStreams((_, _) => { }).Request(23))) with { Options = SmallBudget with { MaxConcurrentStreams = 1 } },
        Server(Violation.TooManyEmptyFrames, $"{Goaway} 1 EnhanceYourCalm", "11 charged", e => e.Receive(Repeat(New.Request(1), 11, s => s.Data(1, 0)))) with { Options = SmallBudget },
        Server(Violation.TooManyWindowUpdates, $"{Goaway} 0 EnhanceYourCalm", "11 charged", e => e.Receive(Repeat(New, 15, s => s.WindowUpdate(0, 1)))) with { Options = SmallBudget },
        Server(Violation.TooManyControlFrames, $"{Goaway} 0 EnhanceYourCalm", "11 charged", e => e.Receive(Repeat(New, 15, s => s.Ping(1)))) with { Options = SmallBudget },
    ];

    private static Http2ConnectionOptions SmallBudget => new() { AbuseBurst = 10, AbuseRefillPerSecond = 0 };

    private static ViolationCase Server(Violation violation, string answer, string text, Action<Engine> act) => new(violation, Http2Role.Server, answer, text, act);

    private static ViolationCase Client(Violation violation, string answer, string text, Action<Engine> act) => new(violation, Http2Role.Client, answer, text, act);

    private static ViolationCase Block(Violation violation, string text, params byte[] block) =>
        Server(violation, $"{Goaway} 0 CompressionError", text, e => e.Receive(New.Headers(1, block)));

    private static ViolationCase Request(Violation violation, params (string Name, string Value)[] fields) =>
        Server(violation, "RST_STREAM 1 ProtocolError", "", e => e.Receive(New.Headers(1, HeaderBlocks.Request("/", fields))));

    private static ViolationCase Head(Violation violation, params (string Name, string Value)[] fields) =>
        Server(violation, "RST_STREAM 1 ProtocolError", "", e => e.Receive(New.Headers(1, HeaderBlocks.Of(fields))));

    private static Engine Opened(Engine engine)
    {
        engine.Open();
        engine.Take();
        return engine;
    }

    private static Engine Drained(Engine engine)
    {
        engine.Connection.FinishDrain();
        engine.Take();
        return engine;
    }

    private static FrameScript Repeat(FrameScript script, int count, Action<FrameScript> frame)
    {
        for (var i = 0; i < count; i++) frame(script);
        return script;
    }

    private static FrameScript ElevenStreams(Action<FrameScript, uint> end)
    {
        var script = New;
        for (uint id = 1; id <= 21; id += 2) end(script.Request(id), id);
        return script;
    }
}
