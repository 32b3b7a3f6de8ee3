namespace Peregrine;

/// <summary>The four kinds of call.</summary>
public enum MethodType
{
    /// <summary>One request, one response.</summary>
    Unary,

    /// <summary>Many requests, one response.</summary>
    ClientStreaming,

    /// <summary>One request, many responses.</summary>
    ServerStreaming,

    /// <summary>Many requests and many responses, independent of each other.</summary>
    DuplexStreaming,
}
