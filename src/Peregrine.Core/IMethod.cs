namespace Peregrine;

/// <summary>A method without its message types.</summary>
public interface IMethod
{
    /// <summary>The kind of call.</summary>
    MethodType Type { get; }

    /// <summary>The full name of the service, as <c>package.Service</c>.</summary>
    string ServiceName { get; }

    /// <summary>The name of the method without the service.</summary>
    string Name { get; }

    /// <summary>What <c>:path</c> carries: <c>/package.Service/Method</c>.</summary>
    string FullName { get; }

    /// <summary>
    /// What the schema says about the method: for methods from <c>.proto</c> files the <c>Google.Protobuf.Reflection.MethodDescriptor</c>, with its options, those of its
    /// service, and the message types; null when the method was made by hand. The same object each time.
    /// </summary>
    object? Descriptor => null;
}
