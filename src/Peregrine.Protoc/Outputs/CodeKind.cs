namespace Peregrine.Protoc.Outputs;

/// <summary>Which code a flag <c>--NAME_out</c> asks for.</summary>
internal enum CodeKind
{
    /// <summary><c>--csharp_out</c>: messages.</summary>
    CSharp,

    /// <summary><c>--grpc_out</c>: services.</summary>
    Grpc,

    /// <summary><c>--peregrine_out</c>, and what the plugin writes: both.</summary>
    Peregrine,
}
