using Peregrine.Http2;
using static Peregrine.TestKit.FrameScript;

namespace Peregrine.TestKit.Violations;

/// <summary>Each violation once: what breaks the rule, and the scope and code that the RFC names. Written down apart from the engine's own table.</summary>
public static class ViolationCases
{
    private const string Goaway = "GOAWAY 1"; // the honest stream is the last one that was seen
    private const string Goaway3 = "GOAWAY 3";
    private const string Reset = "RST_STREAM 3";

    public static IEnumerable<ViolationCase> All =>
        [.. Preface, .. Frames, .. HeaderBlocksAndSettings, .. Streams, .. FlowControl, .. Hpack, .. Lists, .. Messages, .. Responses, .. Load];

    private static IEnumerable<ViolationCase> Preface =>
    [
        Server(Violation.PrefaceWrong, "GOAWAY 0 ProtocolError", "'hello engine'", New.Text("hello engine")) with { IsFresh = true },
        Server(Violation.Http1InsteadOfHttp2, "HTTP/1.1 505", "'GET / HTTP/1.1'", New.Text("GET / HTTP/1.1\r\nHost: x\r\n\r\n")) with { IsFresh = true },
        Server(Violation.TlsInsteadOfPlaintext, "GOAWAY 0 ProtocolError", "TLS ClientHello", New.Raw(0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc)) with { IsFresh = true },
        Client(Violation.Http1InsteadOfHttp2, "GOAWAY 0 Http11Required", "'HTTP/1.1 400 Bad Request'", New.Text("HTTP/1.1 400 Bad Request\r\n\r\n")) with { IsFresh = true },
        Client(Violation.TlsInsteadOfPlaintext, "GOAWAY 0 ProtocolError", "TLS record", New.Raw(0x15, 3, 1, 0, 2, 2, 0x46)) with { IsFresh = true },
        Server(Violation.FirstFrameNotSettings, "GOAWAY 0 ProtocolError", "SETTINGS", New.Preface().Ping(1)) with { IsFresh = true },
        Client(Violation.FirstFrameNotSettings, "GOAWAY 0 ProtocolError", "SETTINGS", New.SettingsAck()) with { IsFresh = true },
        Server(Violation.PrefaceTimeout, "GOAWAY 0 ProtocolError", "within 5000 ms", New) with { IsFresh = true, Wait = TimeSpan.FromMilliseconds(5001) },
    ];

    private static IEnumerable<ViolationCase> Frames =>
    [
        Server(Violation.FrameTooLarge, $"{Goaway} FrameSizeError", "16385 bytes", New.Frame(0, 0, 1, new byte[16385])),
        Server(Violation.DataOnStreamZero, $"{Goaway} ProtocolError", "DATA", New.Data(0, 1)),
        Server(Violation.DataPaddingTooLong, $"{Goaway3} ProtocolError", "5 bytes", New.Call(3).Frame(0, Padded, 3, [5, 0, 0, 0, 0])),
        Server(Violation.DataTooShortForPadding, $"{Goaway3} FrameSizeError", "no room", New.Call(3).Frame(0, Padded, 3, [])),
        Server(Violation.HeadersOnStreamZero, $"{Goaway} ProtocolError", "HEADERS", New.Call(0)),
        Server(Violation.HeadersPaddingTooLong, $"{Goaway} ProtocolError", "1 bytes", New.Frame(1, Padded | EndHeaders, 3, [1])),
        Server(Violation.HeadersTooShortForPadding, $"{Goaway} FrameSizeError", "no room", New.Frame(1, Padded | EndHeaders, 3, [])),
        Server(Violation.HeadersTooShortForPriority, $"{Goaway} FrameSizeError", "4 bytes", New.Frame(1, Priority | EndHeaders, 3, new byte[4])),
        Server(Violation.PriorityOnStreamZero, $"{Goaway} ProtocolError", "PRIORITY", New.PriorityOf(0, 1)),
        Server(Violation.PriorityWrongLength, $"{Reset} FrameSizeError", "4 bytes", New.Call(3).Frame(2, 0, 3, new byte[4])),
        Server(Violation.StreamDependsOnItself, $"{Reset} ProtocolError", "itself", New.Call(3).PriorityOf(3, 3)),
        Server(Violation.RstStreamOnStreamZero, $"{Goaway} ProtocolError", "RST_STREAM", New.RstStream(0, 8)),
        Server(Violation.RstStreamWrongLength, $"{Goaway3} FrameSizeError", "3 bytes", New.Call(3).Frame(3, 0, 3, new byte[3])),
        Server(Violation.SettingsOnStream, $"{Goaway} ProtocolError", "SETTINGS", New.Frame(4, 0, 1, [])),
        Server(Violation.SettingsAckWithPayload, $"{Goaway} FrameSizeError", "6 bytes", New.Frame(4, Ack, 0, new byte[6])),
        Server(Violation.SettingsWrongLength, $"{Goaway} FrameSizeError", "5 bytes", New.Frame(4, 0, 0, new byte[5])),
        Server(Violation.PushPromiseNotAllowed, $"{Goaway3} ProtocolError", "PUSH_PROMISE", New.Call(3).PushPromise(3, 2)),
        Client(Violation.PushPromiseNotAllowed, "GOAWAY 0 ProtocolError", "SETTINGS_ENABLE_PUSH", New.PushPromise(3, 2)),
        Server(Violation.PingOnStream, $"{Goaway} ProtocolError", "PING", New.Frame(6, 0, 1, new byte[8])),
        Server(Violation.PingWrongLength, $"{Goaway} FrameSizeError", "7 bytes", New.Frame(6, 0, 0, new byte[7])),
        Server(Violation.GoAwayOnStream, $"{Goaway} ProtocolError", "GOAWAY", New.Frame(7, 0, 1, new byte[8])),
        Server(Violation.GoAwayTooShort, $"{Goaway} FrameSizeError", "7 bytes", New.Frame(7, 0, 0, new byte[7])),
        Server(Violation.GoAwayLastStreamIdIncreased, $"{Goaway} ProtocolError", "names 4", New.GoAway(2, 0).GoAway(4, 0)),
        Client(Violation.GoAwayLastStreamIdIncreased, "GOAWAY 0 ProtocolError", "names 5", New.GoAway(3, 0).GoAway(5, 0)),
        Server(Violation.WindowUpdateWrongLength, $"{Goaway} FrameSizeError", "5 bytes", New.Frame(8, 0, 0, new byte[5])),
        Server(Violation.WindowUpdateOfZeroOnConnection, $"{Goaway} ProtocolError", "of 0", New.WindowUpdate(0, 0)),
        Server(Violation.WindowUpdateOfZeroOnStream, $"{Reset} ProtocolError", "of 0", New.Call(3).WindowUpdate(3, 0)),
    ];

    private static IEnumerable<ViolationCase> HeaderBlocksAndSettings =>
    [
        Server(Violation.ContinuationExpected, $"{Goaway} ProtocolError", "block of stream 3", New.Headers(3, HeaderBlocks.Call(), endHeaders: false).Ping(1)),
        Server(Violation.ContinuationUnexpected, $"{Goaway3} ProtocolError", "CONTINUATION", New.Call(3).Continuation(3, [])),
        Server(Violation.TooManyContinuations, $"{Goaway} EnhanceYourCalm", "9 CONTINUATION", New.Headers(3, [], endHeaders: false).Times(9, s => s.Continuation(3, [1], endHeaders: false))),
        Server(Violation.HeaderBlockTooLarge, $"{Goaway} EnhanceYourCalm", "49152 bytes", New.Headers(3, new byte[16384], endHeaders: false).Times(2, s => s.Continuation(3, new byte[16384], endHeaders: false))),
        Server(Violation.HeaderBlockTimeout, $"{Goaway} EnhanceYourCalm", "10000 are allowed", New.Headers(3, [], endHeaders: false)) with { Wait = TimeSpan.FromMilliseconds(10_001) },
        Server(Violation.SettingsEnablePushInvalid, $"{Goaway} ProtocolError", "of 2", New.Settings(2, 2)),
        Client(Violation.SettingsEnablePushFromServer, "GOAWAY 0 ProtocolError", "from a server", New.Settings(2, 1)),
        Server(Violation.SettingsInitialWindowTooLarge, $"{Goaway} FlowControlError", "2147483648", New.Settings(4, 0x8000_0000)),
        Server(Violation.SettingsMaxFrameSizeInvalid, $"{Goaway} ProtocolError", "16383", New.Settings(5, 16383)),
        Server(Violation.TooManySettings, $"{Goaway} EnhanceYourCalm", "33 parameters", New.Frame(4, 0, 0, new byte[33 * 6])),
        Server(Violation.SettingsAckUnexpected, $"{Goaway} ProtocolError", "acknowledged", New.SettingsAck()),
        Server(Violation.SettingsAckTimeout, "GOAWAY 0 SettingsTimeout", "10000 are allowed", FrameScript.Client) with { IsFresh = true, IsGreeted = true, Wait = TimeSpan.FromMilliseconds(10_001) },
    ];

    private static IEnumerable<ViolationCase> Streams =>
    [
        Server(Violation.DataOnIdleStream, $"{Goaway} ProtocolError", "stream 3", New.Data(3, 1)),
        Server(Violation.RstStreamOnIdleStream, $"{Goaway} ProtocolError", "stream 3", New.RstStream(3, 8)),
        Server(Violation.WindowUpdateOnIdleStream, $"{Goaway} ProtocolError", "stream 3", New.WindowUpdate(3, 8)),
        Client(Violation.HeadersOnIdleStream, "GOAWAY 0 ProtocolError", "stream 5", New.Response(5)),
        Server(Violation.StreamIdOfWrongParity, $"{Goaway} ProtocolError", "odd", New.Call(2)),
        Server(Violation.StreamIdNotIncreasing, "GOAWAY 7 ProtocolError", "after stream 7", New.Call(7).Call(3)),
        Server(Violation.DataAfterEndStream, $"{Reset} StreamClosed", "DATA after END_STREAM", New.Call(3, end: true).Data(3, 1)),
        Server(Violation.HeadersAfterEndStream, $"{Reset} StreamClosed", "HEADERS after END_STREAM", New.Call(3).Data(3, [0, 0, 0, 0, 0], end: true).Call(3, end: true)),
        Server(Violation.HeadersOnClosedStream, $"{Goaway3} StreamClosed", "stream 3", New.Call(3, end: true)) with { OnceAnswered = New.Call(3, end: true) },
        Server(Violation.DataAfterReset, $"{Reset} StreamClosed", "", New.Call(3).RstStream(3, 8).Data(3, 1)),
        Server(Violation.HeadersAfterReset, $"{Reset} StreamClosed", "", New.Call(3).RstStream(3, 8).Call(3, end: true)),
        Server(Violation.TooManyStreams, "RST_STREAM 3 RefusedStream", "", New.Call(3)) with { Options = new() { MaxConcurrentStreams = 1 } },
        Server(Violation.StreamAfterGoAway, $"{Reset} RefusedStream", "", New.Call(3)) with { IsDrained = true },
    ];

    private static IEnumerable<ViolationCase> FlowControl =>
    [
        Server(Violation.StreamSendWindowOverflow, $"{Reset} FlowControlError", "2147483647", New.Call(3).WindowUpdate(3, int.MaxValue)),
        Server(Violation.ConnectionSendWindowOverflow, $"{Goaway} FlowControlError", "2147483647", New.WindowUpdate(0, int.MaxValue)),
        Server(Violation.InitialWindowOverflow, $"{Goaway3} FlowControlError", "2147483647", New.Call(3).WindowUpdate(3, 1_000_000).Settings(4, int.MaxValue)),
        Server(Violation.StreamReceiveWindowExceeded, $"{Reset} FlowControlError", "window of 99", New.Call(3).Data(3, 1).Data(3, 100)) with { Options = new() { InitialStreamWindow = 100 } },
        Server(Violation.ConnectionReceiveWindowExceeded, $"{Goaway3} FlowControlError", "window of 65535", New.Call(3).Data(3, 65536)) with { Options = new() { ConnectionWindow = 65535, MaxFrameSize = 1 << 17 } },
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
    ];

    private static IEnumerable<ViolationCase> Lists =>
    [
        Server(Violation.HeaderListTooLarge, $"{Reset} EnhanceYourCalm", "", LongField(300)) with { Options = new() { MaxHeaderListSize = 400 } },
        Server(Violation.TooManyHeaderFields, $"{Reset} EnhanceYourCalm", "", ManyFields(7)) with { Options = new() { MaxHeaderFields = 6 } },
        Server(Violation.HeaderListFarTooLarge, $"{Goaway} EnhanceYourCalm", "more than 800", LongField(600)) with { Options = new() { MaxHeaderListSize = 400 } },
        Server(Violation.FarTooManyHeaderFields, $"{Goaway} EnhanceYourCalm", "more than 12", ManyFields(13)) with { Options = new() { MaxHeaderFields = 6 } },
    ];

    private static IEnumerable<ViolationCase> Messages =>
    [
        Server(Violation.TrailersWithoutEndStream, $"{Reset} ProtocolError", "END_STREAM", New.Call(3).Headers(3, HeaderBlocks.Of(("a", "b")))),
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
        Server(Violation.PseudoFieldInTrailers, $"{Reset} ProtocolError", "':path'", New.Call(3).Headers(3, HeaderBlocks.Of((":path", "/")), end: true)),
        Request(Violation.PseudoFieldOfResponseInRequest, (":status", "200")),
        Head(Violation.MethodMissing, (":scheme", "http"), (":path", "/")),
        Head(Violation.SchemeMissing, (":method", "GET"), (":path", "/")),
        Head(Violation.PathMissing, (":method", "GET"), (":scheme", "http")),
        Head(Violation.PathInvalid, (":method", "GET"), (":scheme", "http"), (":path", "")),
        Head(Violation.ConnectMalformed, (":method", "CONNECT"), (":scheme", "http"), (":authority", "x")),
        Request(Violation.HostDiffersFromAuthority, ("host", "elsewhere")),
        Request(Violation.ContentLengthInvalid, ("content-length", "1"), ("content-length", "2")),
        Server(Violation.ContentLengthExceeded, $"{Reset} ProtocolError", "5 bytes", New.Headers(3, HeaderBlocks.Call(("content-length", "4"))).Data(3, 5)),
        Server(Violation.ContentLengthNotReached, $"{Reset} ProtocolError", "says 4", New.Headers(3, HeaderBlocks.Call(("content-length", "4"))).Data(3, 3, end: true)),
    ];

    /// <summary>What only a server can break.</summary>
    private static IEnumerable<ViolationCase> Responses =>
    [
        Client(Violation.DataBeforeHeaders, $"{Reset} ProtocolError", "before", New.Data(3, 1)),
        Client(Violation.TrailersWithoutEndStream, $"{Reset} ProtocolError", "END_STREAM", New.Headers(3, HeaderBlocks.Response("200", ("content-type", "application/grpc"))).Headers(3, HeaderBlocks.Of(("a", "b")))),
        Client(Violation.InformationalWithEndStream, $"{Reset} ProtocolError", "1xx", New.Headers(3, HeaderBlocks.Response("103"), end: true)),
        Client(Violation.PseudoFieldOfRequestInResponse, $"{Reset} ProtocolError", "':path'", New.Headers(3, HeaderBlocks.Response("200", (":path", "/")))),
        Client(Violation.StatusMissing, $"{Reset} ProtocolError", ":status", New.Headers(3, HeaderBlocks.Of(("a", "b")))),
        Client(Violation.StatusInvalid, $"{Reset} ProtocolError", ":status", New.Headers(3, HeaderBlocks.Response("20"))),
        Client(Violation.StatusSwitchingProtocols, $"{Reset} ProtocolError", "101", New.Headers(3, HeaderBlocks.Response("101"))),
    ];

    private static IEnumerable<ViolationCase> Load =>
    [
        Server(Violation.TooManyResets, "GOAWAY 23 EnhanceYourCalm", "11 charged", ElevenStreams((s, id) => s.RstStream(id, 8))) with { Options = SmallBudget },
        Server(Violation.TooManyProvokedResets, "GOAWAY 13 EnhanceYourCalm", "12 charged", ElevenStreams((s, id) => s.WindowUpdate(id, 0))) with { Options = SmallBudget },
        Server(Violation.TooManyRefusedStreams, "GOAWAY 23 EnhanceYourCalm", "11 charged", ElevenStreams((_, _) => { })) with { Options = SmallBudget with { MaxConcurrentStreams = 1 } },
        Server(Violation.TooManyEmptyFrames, $"{Goaway} EnhanceYourCalm", "11 charged", New.Times(11, s => s.Data(1, 0))) with { Options = SmallBudget },
        Server(Violation.TooManyWindowUpdates, $"{Goaway} EnhanceYourCalm", "11 charged", New.Times(19, s => s.WindowUpdate(0, 1))) with { Options = SmallBudget },
        Server(Violation.TooManyControlFrames, $"{Goaway} EnhanceYourCalm", "11 charged", New.Times(19, s => s.Ping(1))) with { Options = SmallBudget },
    ];

    private static Http2ConnectionOptions SmallBudget => new() { AbuseBurst = 10, AbuseRefillPerSecond = 0 };

    private static ViolationCase Server(Violation violation, string answer, string text, FrameScript script) => new(violation, Http2Role.Server, answer, text, script);

    private static ViolationCase Client(Violation violation, string answer, string text, FrameScript script) => new(violation, Http2Role.Client, answer, text, script);

    private static ViolationCase Block(Violation violation, string text, params byte[] block) => Server(violation, $"{Goaway} CompressionError", text, New.Headers(3, block));

    private static ViolationCase Request(Violation violation, params (string Name, string Value)[] fields) => Server(violation, $"{Reset} ProtocolError", "", New.Headers(3, HeaderBlocks.Call(fields)));

    private static ViolationCase Head(Violation violation, params (string Name, string Value)[] fields) => Server(violation, $"{Reset} ProtocolError", "", New.Headers(3, HeaderBlocks.Of(fields)));

    private static FrameScript LongField(int length) => New.Headers(3, HeaderBlocks.Call(("long", new string('x', length))));

    private static FrameScript ManyFields(int count) =>
        New.Headers(3, HeaderBlocks.Call([.. Enumerable.Range(HeaderBlocks.CallFields, count - HeaderBlocks.CallFields).Select(number => ($"f{number}", "x"))]));

    private static FrameScript ElevenStreams(Action<FrameScript, uint> end)
    {
        var script = New;
        for (uint id = 3; id <= 23; id += 2) end(script.Call(id), id);
        return script;
    }
}
