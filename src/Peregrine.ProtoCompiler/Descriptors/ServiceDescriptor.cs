using Peregrine.ProtoCompiler.Syntax;

namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>A service.</summary>
public sealed class ServiceDescriptor : Descriptor
{
    internal ServiceDescriptor(ServiceSyntax syntax, string fullName, FileDescriptor file)
        : base(syntax.Name.Text, fullName, syntax.Name.Span)
    {
        Syntax = syntax;
        File = file;
    }

    /// <inheritdoc/>
    public override FileDescriptor File { get; }

    /// <summary>The methods in order.</summary>
    public IReadOnlyList<MethodDescriptor> Methods { get; internal set; } = [];

    /// <summary>The options.</summary>
    public ServiceOptions Options => new(RawOptions);

    internal ServiceSyntax Syntax { get; }

    internal override SyntaxNode? SyntaxNode => Syntax;
}

/// <summary>A method of a service.</summary>
public sealed class MethodDescriptor : Descriptor
{
    internal MethodDescriptor(MethodSyntax syntax, ServiceDescriptor service)
        : base(syntax.Name.Text, service.FullName + "." + syntax.Name.Text, syntax.Name.Span)
    {
        Syntax = syntax;
        Service = service;
    }

    /// <inheritdoc/>
    public override FileDescriptor File => Service.File;

    /// <summary>The service.</summary>
    public ServiceDescriptor Service { get; }

    /// <summary>The request type; null only if the file has errors.</summary>
    public MessageDescriptor? InputType { get; internal set; }

    /// <summary>The response type; null only if the file has errors.</summary>
    public MessageDescriptor? OutputType { get; internal set; }

    /// <summary>Whether the client sends a stream.</summary>
    public bool ClientStreaming => Syntax.Input.IsStream;

    /// <summary>Whether the server sends a stream.</summary>
    public bool ServerStreaming => Syntax.Output.IsStream;

    /// <summary>The options.</summary>
    public MethodOptions Options => new(RawOptions);

    internal MethodSyntax Syntax { get; }

    internal override SyntaxNode? SyntaxNode => Syntax;
}
