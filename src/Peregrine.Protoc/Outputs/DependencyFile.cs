using System.Text;

namespace Peregrine.Protoc.Outputs;

/// <summary>The file of <c>--dependency_out</c>: a rule for <c>make</c> that says which files the outputs are made from.</summary>
internal static class DependencyFile
{
    public static byte[] Write(IEnumerable<string> outputs, IEnumerable<string> inputs)
    {
        var text = new StringBuilder();
        text.AppendJoin(" \\\n", outputs.Select(WithoutDot)).Append(':');
        foreach (var (i, input) in inputs.Index())
            text.Append(i == 0 ? " " : "\\\n ").Append(input);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string WithoutDot(string path) => path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path;
}
