using Peregrine;
using Peregrine.Http2.Hpack;
using Peregrine.Wire;

namespace Fuzz.Targets;

/// <summary>Heads of requests and responses, and trailers, of any fields in any order: reading never throws, and means the same when the fields come again from the table.</summary>
internal sealed class HeadsTarget : FuzzTarget
{
    private static readonly string[] s_names =
    [
        ":method", ":path", ":scheme", ":authority", ":status", "te", "content-type", "grpc-timeout", "grpc-encoding", "grpc-accept-encoding", "user-agent", "grpc-status", "grpc-message", "x-bin",
        "a", "host", "content-length", "grpc-status-details-bin", "", "\u00ff",
    ];

    private static readonly string[] s_values =
    [
        "POST", "GET", "/a.B/C", "http", "200", "415", "503", "application/grpc", "application/grpc+proto", "text/html", "1S", "99999999H", "1x", "gzip", " gzip", "identity", "gzip, deflate,,", "0", "16", "17",
        "-1", "4294967296", "bad%20thing", "%", "AA==", "AA,BB", "!", "", "trailers",
    ];

    public override string Name => "heads";

    public override void Run(byte[] input, Features features)
    {
        var choices = new Choices(input);
        var encoder = new HpackEncoder(4096);
        var decoder = new HpackDecoder(new(1 << 20, 1 << 20));
        var list = new HeaderList();
        var fields = new List<(byte[] Name, byte[] Value)>();
        for (var count = choices.Below(16); count > 0; count--) fields.Add((Text(choices, s_names), Text(choices, s_values)));

        // First as literals, then from the table: what was found out about a field before must not change what it means.
        string? first = null;
        for (var round = 0; round < 3; round++)
        {
            encoder.Begin();
            foreach (var (name, value) in fields)
            {
                if (round == 0) encoder.AddOnce(name, value);
                else encoder.AddRemembered(name, value);
            }

            Check.That(decoder.Decode(encoder.Block, list).IsNone, "the block does not decode");
            var read = Read(list, features);
            first ??= read;
            Check.That(read == first, $"read as {first}, then as {read}");
        }
    }

    private static byte[] Text(Choices choices, string[] known) =>
        choices.OneIn(8) ? choices.Bytes(12) : System.Text.Encoding.Latin1.GetBytes(choices.Of<string>(known));

    private static string Read(HeaderList list, Features features)
    {
        var request = RequestHead.Read(list);
        var response = ResponseHead.Read(list);
        var trailers = Trailers.Read(list);
        features.Hit(1, request.Fault?.HttpStatus ?? 0, request.Timeout is null ? 0 : 1);
        features.Hit(2, response.HttpStatus, (response.IsGrpc ? 1 : 0) + (response.HasGrpcStatus ? 2 : 0));
        features.Hit(3, (int)trailers.Status.StatusCode, trailers.HasGrpcStatus ? 1 : 0);
        if (request.Fault is null) Check.That(request.Path is not null, "a request without a path is fine");
        var text = $"{request.Fault} {request.PathText} {request.Fields.Authority} {request.Timeout} {request.Fields.Encoding} {request.Fields.Accepts("gzip")} {Show(request.Fields.ToMetadata())}";
        text += $" | {response.HttpStatus} {response.IsGrpc} {response.HasGrpcStatus} {response.Encoding} {response.IsFine} {response.ToFault()} {Show(response.Custom.ToMetadata())}";
        return text + $" | {trailers.HasGrpcStatus} {trailers.Status} {Show(trailers.Custom.ToMetadata())}";
    }

    private static string Show(Metadata metadata) =>
        string.Join(';', metadata.Select(static entry => $"{entry.Key}={(entry.IsBinary ? Convert.ToHexString(entry.ValueBytes) : entry.Value)}"));
}
