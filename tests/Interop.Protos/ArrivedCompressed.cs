using Interop;

namespace Grpc.Testing;

// What the compression cases look at: whether this very message came over the wire compressed.

public sealed partial class SimpleRequest
{
    public bool ArrivedCompressed { get; private set; }

    partial void OnConstruction() => ArrivedCompressed = WitnessedGzip.Take();
}

public sealed partial class SimpleResponse
{
    public bool ArrivedCompressed { get; private set; }

    partial void OnConstruction() => ArrivedCompressed = WitnessedGzip.Take();
}

public sealed partial class StreamingInputCallRequest
{
    public bool ArrivedCompressed { get; private set; }

    partial void OnConstruction() => ArrivedCompressed = WitnessedGzip.Take();
}

public sealed partial class StreamingOutputCallResponse
{
    public bool ArrivedCompressed { get; private set; }

    partial void OnConstruction() => ArrivedCompressed = WitnessedGzip.Take();
}
