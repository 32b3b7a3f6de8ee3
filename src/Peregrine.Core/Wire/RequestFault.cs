namespace Peregrine.Wire;

/// <summary>Why a request head is refused: answer with this HTTP status (200 means a gRPC answer) and this status.</summary>
/// <param name="HttpStatus">The value of <c>:status</c>.</param>
/// <param name="Status">The value of <c>grpc-status</c> and <c>grpc-message</c>.</param>
internal sealed record RequestFault(int HttpStatus, Status Status)
{
    public static readonly RequestFault NotPost = new(405, new Status(StatusCode.Internal, "gRPC requests use the method POST."));
    public static readonly RequestFault NotGrpc = new(415, new Status(StatusCode.Internal, "The content-type of a gRPC request is application/grpc, or starts with application/grpc+."));
    public static readonly RequestFault NoPath = new(400, new Status(StatusCode.Internal, "The request has no :path."));

    public static RequestFault BadTimeout(string value) => new(400, new Status(StatusCode.Internal, $"The grpc-timeout '{value}' is not valid: 1 to 8 digits and one of H M S m u n."));

    public static RequestFault BadBinary(string name) => new(400, new Status(StatusCode.Internal, $"The value of the metadata '{name}' is not base64."));
}
