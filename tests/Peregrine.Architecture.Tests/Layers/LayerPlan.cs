namespace Peregrine.Architecture.Tests.Layers;

/// <summary>The order of the layers, lowest first, as ARCHITECTURE.md draws it. Neighbours on one line do not use each other.</summary>
internal static class LayerPlan
{
    /// <summary>Each assembly of the product with all that it may reference besides the base class library.</summary>
    public static readonly Dictionary<string, string[]> Assemblies = new(StringComparer.Ordinal)
    {
        ["Peregrine.Http2"] = [],
        ["Peregrine.Core"] = ["Peregrine.Http2", "Microsoft.Extensions.Logging.Abstractions"],
        ["Peregrine.Client"] = ["Peregrine.Core", "Peregrine.Http2", "Microsoft.Extensions.Logging.Abstractions"],
        ["Peregrine.Server"] = ["Peregrine.Core", "Peregrine.Http2", "Microsoft.Extensions.Logging.Abstractions"],
        ["Peregrine.Testing"] = ["Peregrine.Client", "Peregrine.Server", "Peregrine.Core"],
        ["Peregrine.ProtoCompiler"] = [],
        ["Peregrine.Generator"] = ["Peregrine.ProtoCompiler", "Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.CSharp", "System.Collections.Immutable"],
        ["Peregrine.Protoc"] = ["Peregrine.ProtoCompiler", "System.CommandLine"],
        ["Peregrine"] = ["Peregrine.Client", "Peregrine.Server", "Google.Protobuf"],
    };

    /// <summary>The namespaces of each assembly in order: a type may use only its own layer and those before it.</summary>
    public static readonly Dictionary<string, string[][]> Namespaces = new(StringComparer.Ordinal)
    {
        ["Peregrine.Http2"] =
        [
            ["Peregrine.Http2"],
            ["Peregrine.Http2.Hpack"],
            ["Peregrine.Http2.Frames"],
            ["Peregrine.Http2.Streams"],
            ["Peregrine.Http2.Connections"],
        ],
        ["Peregrine.Core"] =
        [
            ["Peregrine"],
            ["Peregrine.Interceptors"],
            ["Peregrine.Compression"],
            ["Peregrine.Messages"],
            ["Peregrine.Wire"],
            ["Peregrine.Transports"],
            ["Peregrine.Connections"],
        ],
        ["Peregrine.Client"] =
        [
            ["Peregrine.Client.Resolving"],
            ["Peregrine.Client.Connecting"],
            ["Peregrine.Client.Balancing"],
            ["Peregrine.Client.Calls"],
            ["Peregrine"],
        ],
        ["Peregrine.Server"] =
        [
            ["Peregrine.Server.Calls"],
            ["Peregrine.Server.Routing"],
            ["Peregrine.Server.Listening"],
            ["Peregrine"],
        ],
        ["Peregrine.Testing"] = [["Peregrine.Testing"]],
        ["Peregrine.ProtoCompiler"] =
        [
            ["Peregrine.ProtoCompiler"],
            ["Peregrine.ProtoCompiler.Syntax"],
            ["Peregrine.ProtoCompiler.Descriptors"],
            ["Peregrine.ProtoCompiler.WellKnown"],
            ["Peregrine.ProtoCompiler.Validation"],
            ["Peregrine.ProtoCompiler.Linking"],
            ["Peregrine.ProtoCompiler.Emitting"],
            ["Peregrine.ProtoCompiler.Emitting.Fields"],
            ["Peregrine.ProtoCompiler.Emitting.Messages", "Peregrine.ProtoCompiler.Emitting.Services"],
            ["Peregrine.ProtoCompiler.Emitting.Files"],
            ["Peregrine.ProtoCompiler.Contracts"],
        ],
        ["Peregrine.Generator"] = [["Peregrine.Generator"]],
        ["Peregrine.Protoc"] =
        [
            ["Peregrine.Protoc.Sources"],
            ["Peregrine.Protoc.Outputs"],
            ["Peregrine.Protoc.Commands", "Peregrine.Protoc.Plugins"],
            ["Peregrine.Protoc"],
        ],
        ["Peregrine"] = [],
    };

    /// <summary>Uses that go up all the same, each with its reason.</summary>
    public static readonly KnownException[] KnownExceptions =
    [
        new("Peregrine.Http2.IHttp2Events", "Peregrine.Http2.Streams.Http2Stream", "The event sink is the engine's face to its user, as Http2Connection is; it names what the events are about and holds no logic."),
        new("Peregrine.Http2.IHttp2Events", "Peregrine.Http2.Hpack.HeaderList", "The event sink is the engine's face to its user, as Http2Connection is; it names what the events are about and holds no logic."),
    ];
}
