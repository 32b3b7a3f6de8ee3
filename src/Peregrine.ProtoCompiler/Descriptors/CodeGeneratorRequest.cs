namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>What <c>protoc</c> and <c>buf</c> ask of a plugin: <c>google.protobuf.compiler.CodeGeneratorRequest</c>.</summary>
public sealed class CodeGeneratorRequest
{
    private readonly List<string> _filesToGenerate = [];
    private readonly List<ProtoSource> _files = [];

    private CodeGeneratorRequest()
    {
    }

    /// <summary>The import paths of the files to write code for, in the order given.</summary>
    public IReadOnlyList<string> FilesToGenerate => _filesToGenerate;

    /// <summary>What stood before the colon of the flag <c>--NAME_out</c>, and in <c>--NAME_opt</c>.</summary>
    public string Parameter { get; private set; } = "";

    /// <summary>Those files and all they import, each after the files it imports.</summary>
    public IReadOnlyList<ProtoSource> Files => _files;

    /// <summary>Reads a request; null if the bytes are none.</summary>
    public static CodeGeneratorRequest? Read(byte[] bytes)
    {
        var request = new CodeGeneratorRequest();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            if (reader.Number == 1)
                request._filesToGenerate.Add(reader.Text);
            else if (reader.Number == 2)
                request.Parameter = reader.Text;
            else if (reader.Number == 15)
            {
                if (FileDescriptorSet.ReadFile(reader.Bytes) is not { } file)
                    return null;
                request._files.Add(file);
            }
        }
        return reader.IsBroken ? null : request;
    }
}
