using System.Text;
using Peregrine.Http2.Hpack;

namespace Peregrine.Wire;

/// <summary>The fields that this program sends over and over; interned, so that each costs a byte or two after its first use on a connection.</summary>
internal static class KnownFields
{
    public static readonly HeaderField MethodPost = HeaderField.Intern(":method"u8, "POST"u8);
    public static readonly HeaderField SchemeHttp = HeaderField.Intern(":scheme"u8, "http"u8);
    public static readonly HeaderField SchemeHttps = HeaderField.Intern(":scheme"u8, "https"u8);
    public static readonly HeaderField TeTrailers = HeaderField.Intern("te"u8, "trailers"u8);
    public static readonly HeaderField ContentType = HeaderField.Intern("content-type"u8, "application/grpc"u8);
    public static readonly HeaderField Status200 = HeaderField.Intern(":status"u8, "200"u8);

    /// <summary>What the <c>user-agent</c> of this library starts or ends with (grpc/doc/PROTOCOL-HTTP2.md, User Agents).</summary>
    public const string ProductName = "grpc-dotnet-peregrine/" + VersionInfo.CurrentVersion;

    /// <summary>The <c>user-agent</c> without an addition of the user's.</summary>
    public static readonly HeaderField DefaultUserAgent = UserAgent(null);

    private static readonly HeaderField[] GrpcStatuses = MakeStatuses();

    /// <summary><c>grpc-status</c> with a code.</summary>
    public static HeaderField GrpcStatus(StatusCode code) =>
        (uint)code < (uint)GrpcStatuses.Length ? GrpcStatuses[(int)code] : GrpcStatuses[(int)StatusCode.Unknown];

    /// <summary><c>grpc-encoding</c> with a name; one per encoding and process.</summary>
    public static HeaderField GrpcEncoding(string name) => HeaderField.Intern("grpc-encoding"u8, Encoding.ASCII.GetBytes(name));

    /// <summary><c>:authority</c>; one per channel.</summary>
    public static HeaderField Authority(string authority) => HeaderField.Intern(":authority"u8, Encoding.ASCII.GetBytes(authority));

    /// <summary><c>user-agent</c>, with the application's product in front; one per channel.</summary>
    public static HeaderField UserAgent(string? application) =>
        HeaderField.Intern("user-agent"u8, Encoding.ASCII.GetBytes(string.IsNullOrEmpty(application) ? ProductName : $"{application} {ProductName}"));

    private static HeaderField[] MakeStatuses()
    {
        var fields = new HeaderField[(int)StatusCode.Unauthenticated + 1];
        for (var code = 0; code < fields.Length; code++) fields[code] = HeaderField.Intern("grpc-status"u8, Encoding.ASCII.GetBytes($"{code}"));
        return fields;
    }
}
