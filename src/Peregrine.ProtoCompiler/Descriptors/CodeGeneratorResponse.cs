namespace Peregrine.ProtoCompiler.Descriptors;

/// <summary>What a plugin answers: <c>google.protobuf.compiler.CodeGeneratorResponse</c>.</summary>
public static class CodeGeneratorResponse
{
    private const int Proto3Optional = 1;
    private const int SupportsEditions = 2;

    /// <summary>The files, by their names below the output folder.</summary>
    public static byte[] WriteFiles(IEnumerable<(string Name, string Content)> files)
    {
        var writer = Begin();
        foreach (var (name, content) in files)
        {
            var start = writer.BeginMessage(15);
            writer.String(1, name);
            writer.String(15, content);
            writer.EndMessage(start);
        }
        return writer.ToArray();
    }

    /// <summary>What is wrong with the files; nothing is written then.</summary>
    public static byte[] WriteError(string error)
    {
        var writer = Begin();
        writer.String(1, error);
        return writer.ToArray();
    }

    // Whatever is answered, the caller learns which files may be asked for.
    private static WireWriter Begin()
    {
        var writer = new WireWriter();
        writer.Integer(2, Proto3Optional | SupportsEditions);
        writer.Integer(3, (int)Edition.Proto2);
        writer.Integer(4, (int)Edition.Edition2024);
        return writer;
    }
}
