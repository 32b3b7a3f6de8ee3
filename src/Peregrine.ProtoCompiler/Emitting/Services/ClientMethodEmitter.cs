namespace Peregrine.ProtoCompiler.Emitting.Services;

/// <summary>
/// Writes how one rpc is called: the familiar members, and beside them those that take and return plain tasks and sequences. All forms lead to
/// one member, the familiar one with <c>CallOptions</c>; who overrides or implements that has them all.
/// </summary>
/// <param name="writer">Takes the code.</param>
/// <param name="method">The rpc.</param>
/// <param name="contract">The interface that is written; null for the class.</param>
/// <param name="ranksOverloads">Whether C# knows how to rank overloads.</param>
internal sealed class ClientMethodEmitter(CodeWriter writer, MethodModel method, string? contract, bool ranksOverloads)
{
    private const string Pg = "global::Peregrine.";
    private const string Token = "global::System.Threading.CancellationToken cancellationToken";
    private const string Optional = Pg + "Metadata? headers = null, global::System.DateTime? deadline = null, " + Token + " = default";
    private const string Options = Pg + "CallOptions options";

    // Familiar calls that pass `default` where headers or options stand keep their meaning.
    private const string Outranked = "[global::System.Runtime.CompilerServices.OverloadResolutionPriority(-1)]";

    private readonly bool _clientStreams = method.Descriptor.ClientStreaming;
    private readonly string _modifier = contract is null ? "public virtual " : "";

    private string Request => _clientStreams ? "" : $"{method.Request} request, ";

    private string Argument => _clientStreams ? "" : "request, ";

    public void Emit()
    {
        if (method.IsUnary)
        {
            // A stand-in that implements the call which does not block has both.
            Familiar(method.Name, method.Response, contract is null ? Invoke("BlockingUnaryCall") : $"{method.AsyncName}(request, options).GetAwaiter().GetResult()", blocks: true);
            Familiar(method.AsyncName, method.CallType, contract is null ? Invoke("AsyncUnaryCall") : Unimplemented(method.AsyncName));
            ResponseTask();
            return;
        }
        Familiar(method.Name, method.CallType, contract is null ? Invoke($"Async{method.Kind}Call") : Unimplemented(method.Name));
        Sequences();
    }

    // Each call comes in two forms: with the usual options as optional parameters, and with CallOptions.
    private void Familiar(string name, string result, string body, bool blocks = false)
    {
        Comment(blocks);
        writer.Line("/// <param name=\"headers\">Metadata to send, or null.</param>")
            .Line("/// <param name=\"deadline\">When the call fails with DEADLINE_EXCEEDED, or null for never.</param>");
        TokenComment();
        Member($"{result} {name}({Request}{Optional})", $"{name}({Argument}new {Pg}CallOptions(headers, deadline, cancellationToken))");
        Comment(blocks);
        OptionsComment();
        Member($"{result} {name}({Request}{Options})", body);
    }

    private void ResponseTask()
    {
        Comment(blocks: false);
        TokenComment();
        if (ranksOverloads)
            writer.Line(Outranked);
        Member(
            $"{method.ResponseTask} {method.AsyncName}({Request}{Token})",
            $"{method.AsyncName}(request, new {Pg}CallOptions(cancellationToken: cancellationToken)).ResponseAsync");
    }

    private void Sequences()
    {
        var input = _clientStreams ? $"{method.Requests} requests" : $"{method.Request} request";
        var argument = _clientStreams ? "requests" : "request";
        var signature = $"{(method.Descriptor.ServerStreaming ? method.Responses : method.ResponseTask)} {method.AsyncName}";
        SequenceComment();
        TokenComment();
        Member($"{signature}({input}, {Token} = default)", $"{method.AsyncName}({argument}, new {Pg}CallOptions(cancellationToken: cancellationToken))");
        SequenceComment();
        OptionsComment();
        Member($"{signature}({input}, {Options})", $"{Pg}StreamingCalls.{method.Kind switch
        {
            "ClientStreaming" => $"SendAsync({method.Name}(options), requests)",
            "ServerStreaming" => $"ReadAsync(this, request, options, static (client, request, options) => client.{method.Name}(request, options))",
            _ => $"ExchangeAsync(this, requests, options, static (client, options) => client.{method.Name}(options))",
        }}");
    }

    private string Invoke(string call) => $"CallInvoker.{call}({method.Field}, null, options{(_clientStreams ? "" : ", request")})";

    private string Unimplemented(string name) =>
        $"throw new {Pg}RpcException(new {Pg}Status({Pg}StatusCode.Unimplemented, \"{contract}.{name} has no implementation here: the form with CallOptions serves them all.\"))";

    private void Member(string signature, string body)
    {
        method.Obsolete(writer);
        writer.Line($"{_modifier}{signature} =>").Indent().Line(body + ";").Outdent();
    }

    private void Comment(bool blocks)
    {
        DocComments.Summary(writer, method.Descriptor, $"Calls <c>{method.Descriptor.FullName}</c>{(blocks ? " and waits for the response" : "")}.");
        if (!_clientStreams)
            writer.Line("/// <param name=\"request\">The request.</param>");
    }

    private void SequenceComment()
    {
        Comment(blocks: false);
        if (_clientStreams)
            writer.Line("/// <param name=\"requests\">The requests; the call ends its enumeration when it ends.</param>");
        writer.Line(method.Descriptor.ServerStreaming
            ? "/// <returns>The responses. The call is made when they are enumerated, and cancelled when the enumeration is left early.</returns>"
            : "/// <returns>The response.</returns>");
    }

    private void TokenComment() => writer.Line("/// <param name=\"cancellationToken\">Cancels the call.</param>");

    private void OptionsComment() => writer.Line("/// <param name=\"options\">Metadata, deadline, cancellation and the rest.</param>");
}
