namespace Peregrine.EndToEnd.Tests;

/// <summary>A service of strings, bound by hand: what a test needs of a server without generated code.</summary>
internal sealed class Echo : IGrpcService
{
    private const string Name = "test.Echo";

    public static readonly Method<string, string> Unary = new(MethodType.Unary, Name, "Unary", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
    public static readonly Method<string, string> ServerStreaming = new(MethodType.ServerStreaming, Name, "ServerStreaming", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
    public static readonly Method<string, string> ClientStreaming = new(MethodType.ClientStreaming, Name, "ClientStreaming", Marshallers.StringMarshaller, Marshallers.StringMarshaller);
    public static readonly Method<string, string> Duplex = new(MethodType.DuplexStreaming, Name, "Duplex", Marshallers.StringMarshaller, Marshallers.StringMarshaller);

    /// <summary>What the handlers do; the default echoes.</summary>
    public UnaryServerMethod<string, string> OnUnary { get; init; } = (request, _) => Task.FromResult(request);

    public ServerStreamingServerMethod<string, string> OnServerStreaming { get; init; } = async (request, responses, _) =>
    {
        foreach (var word in request.Split(' ')) await responses.WriteAsync(word);
    };

    public ClientStreamingServerMethod<string, string> OnClientStreaming { get; init; } = async (requests, _) =>
    {
        var all = new List<string>();
        await foreach (var request in requests.ReadAllAsync()) all.Add(request);
        return string.Join(' ', all);
    };

    public DuplexStreamingServerMethod<string, string> OnDuplex { get; init; } = async (requests, responses, _) =>
    {
        await foreach (var request in requests.ReadAllAsync()) await responses.WriteAsync(request);
    };

    void IGrpcService.Bind(ServiceBinderBase binder)
    {
        binder.AddMethod(Unary, OnUnary);
        binder.AddMethod(ServerStreaming, OnServerStreaming);
        binder.AddMethod(ClientStreaming, OnClientStreaming);
        binder.AddMethod(Duplex, OnDuplex);
    }
}
