using Peregrine.ProtoCompiler.Descriptors;

namespace Peregrine.ProtoCompiler.Emitting.Services;

/// <summary>One rpc as C# sees it.</summary>
internal sealed class MethodModel
{
    private MethodModel(MethodDescriptor descriptor, string name, string asyncName)
    {
        Descriptor = descriptor;
        Name = name;
        AsyncName = asyncName;
        Request = TypeNames.Full(descriptor.InputType!);
        Response = TypeNames.Full(descriptor.OutputType!);
    }

    public MethodDescriptor Descriptor { get; }

    /// <summary>The C# method; escaped.</summary>
    public string Name { get; }

    /// <summary>The C# method that does not block, of a unary rpc, or that takes and returns sequences; escaped.</summary>
    public string AsyncName { get; }

    /// <summary>The C# class of a request.</summary>
    public string Request { get; }

    /// <summary>The C# class of a response.</summary>
    public string Response { get; }

    /// <summary>The type of the requests as a sequence.</summary>
    public string Requests => $"global::System.Collections.Generic.IAsyncEnumerable<{Request}>";

    /// <summary>The type of the responses as a sequence.</summary>
    public string Responses => $"global::System.Collections.Generic.IAsyncEnumerable<{Response}>";

    /// <summary>The type of the single response as a task.</summary>
    public string ResponseTask => $"global::System.Threading.Tasks.Task<{Response}>";

    /// <summary>The type of the running call that the client holds.</summary>
    public string CallType => Descriptor.ClientStreaming ? $"global::Peregrine.Async{Kind}Call<{Request}, {Response}>" : $"global::Peregrine.Async{Kind}Call<{Response}>";

    /// <summary>The type of the delegate that handles a call.</summary>
    public string Handler => $"global::Peregrine.{Kind}ServerMethod<{Request}, {Response}>";

    /// <summary>The static field that holds the method.</summary>
    public string Field => "__Method_" + Descriptor.Name;

    public bool IsUnary => !Descriptor.ClientStreaming && !Descriptor.ServerStreaming;

    /// <summary>The member of <c>MethodType</c>, which also names the delegates and the calls.</summary>
    public string Kind => (Descriptor.ClientStreaming, Descriptor.ServerStreaming) switch
    {
        (false, false) => "Unary",
        (true, false) => "ClientStreaming",
        (false, true) => "ServerStreaming",
        (true, true) => "DuplexStreaming",
    };

    /// <summary>The methods of a service. The names of the rpcs go first, those with <c>Async</c> behind move aside.</summary>
    public static MethodModel[] Of(ServiceDescriptor service)
    {
        var type = service.Name;
        var scope = new NameScope(type + "Base", type + "Client", "I" + type + "Client", "CallInvoker", "WithHost", "NewInstance");
        var names = service.Methods.Select(method => scope.Claim(method.Name)).ToArray();
        return
        [
            .. service.Methods.Select((method, i) => new MethodModel(
                method,
                Identifiers.Escape(names[i]),
                Identifiers.Escape(scope.Claim(names[i] + "Async")))),
        ];
    }

    public void Obsolete(CodeWriter writer)
    {
        if (Descriptor.Options.Deprecated)
            writer.Line("[global::System.Obsolete]");
    }
}
