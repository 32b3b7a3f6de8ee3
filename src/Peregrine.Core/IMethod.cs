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
}
