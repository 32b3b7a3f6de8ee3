namespace Peregrine.ProtoCompiler.Emitting.Services;

/// <summary>
/// Writes how one rpc is handled: the familiar member, and for streams one of the same name that takes and returns sequences. The familiar one leads
/// to it, so an implementation overrides one of the two.
/// </summary>
/// <param name="writer">Takes the code.</param>
/// <param name="method">The rpc.</param>
internal sealed class ServerMethodEmitter(CodeWriter writer, MethodModel method)
{
    private const string Pg = "global::Peregrine.";

    private static readonly Parameter Context = new(Pg + "ServerCallContext", "context", "The call: its deadline, cancellation, metadata and peer.");

    private readonly bool _clientStreams = method.Descriptor.ClientStreaming;
    private readonly bool _serverStreams = method.Descriptor.ServerStreaming;

    private string Unimplemented =>
        $"throw new {Pg}RpcException(new {Pg}Status({Pg}StatusCode.Unimplemented, \"Method {method.Descriptor.Name} of {method.Descriptor.Service.FullName} is not implemented.\"))";

    private Parameter Request => new(method.Request, "request", "The request of the client.");

    public void Emit()
    {
        if (!method.IsUnary)
            Familiar();
        Plain();
    }

    private void Familiar()
    {
        var input = _clientStreams ? new Parameter($"{Pg}IAsyncStreamReader<{method.Request}>", "requestStream", "The requests of the client.") : Request;
        var requests = _clientStreams ? $"{Pg}AsyncStreamReaderExtensions.ReadAllAsync(requestStream)" : "request";
        var handled = $"{method.Name}({requests}, context)";
        if (!_serverStreams)
        {
            Handler(method.ResponseTask, handled, input, Context);
            return;
        }
        Handler(
            "global::System.Threading.Tasks.Task",
            $"{Pg}AsyncStreamExtensions.WriteAllAsync(responseStream, {handled}, context.CancellationToken)",
            input,
            new Parameter($"{Pg}IServerStreamWriter<{method.Response}>", "responseStream", "Takes the responses."),
            Context);
    }

    private void Plain()
    {
        var input = _clientStreams ? new Parameter(method.Requests, "requests", "The requests of the client.") : Request;
        Handler(_serverStreams ? method.Responses : method.ResponseTask, Unimplemented, input, Context);
    }

    private void Handler(string result, string body, params Parameter[] parameters)
    {
        DocComments.Summary(writer, method.Descriptor, $"Handles <c>{method.Descriptor.FullName}</c>.");
        foreach (var parameter in parameters)
            writer.Line($"/// <param name=\"{parameter.Name}\">{parameter.Comment}</param>");
        writer.Line($"/// <returns>{(result == method.ResponseTask ? "The response; ends the call when it completes." : result == method.Responses ? "The responses; the call ends when they do." : "Ends the call when it completes.")}</returns>");
        method.Obsolete(writer);
        writer.Line($"public virtual {result} {method.Name}({string.Join(", ", parameters.Select(static parameter => $"{parameter.Type} {parameter.Name}"))}) =>").Indent()
            .Line(body + ";").Outdent()
            .Line();
    }

    private readonly record struct Parameter(string Type, string Name, string Comment);
}
