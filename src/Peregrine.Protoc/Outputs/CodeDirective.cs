using System.Text;
using Peregrine.ProtoCompiler.Descriptors;
using Peregrine.Protoc.Sources;

namespace Peregrine.Protoc.Outputs;

/// <summary>One flag <c>--NAME_out=[OPTIONS:]FOLDER</c>.</summary>
/// <param name="Kind">Which code.</param>
/// <param name="Flag">The flag's name, for messages.</param>
/// <param name="Options">What stands before the colon.</param>
/// <param name="Folder">Where to write.</param>
internal sealed record CodeDirective(CodeKind Kind, string Flag, string Options, string Folder)
{
    /// <summary>Takes a value apart. The colon of a Windows drive is none.</summary>
    public static CodeDirective Parse(CodeKind kind, string flag, string value, IEnumerable<string> moreOptions)
    {
        var colon = value.IndexOf(':', StringComparison.Ordinal);
        if (colon == 1 && value.Length > 2 && char.IsAsciiLetter(value[0]) && value[2] is '\\' or '/')
            colon = -1;
        var options = string.Join(',', new[] { colon < 0 ? "" : value[..colon] }.Concat(moreOptions).Where(part => part.Length > 0));
        return new CodeDirective(kind, flag, options, value[(colon + 1)..]);
    }

    /// <summary>The path of a file that this directive writes.</summary>
    public string PathOf(OutputFile file) => Folder.Length == 0 || Folder.EndsWith('/') ? Folder + file.Name : $"{Folder}/{file.Name}";

    /// <summary>The bytes of a file.</summary>
    public static byte[] BytesOf(OutputFile file) => Encoding.UTF8.GetBytes(file.Text);

    /// <summary>All files for the inputs; null, and what is wrong.</summary>
    public IReadOnlyList<OutputFile>? Write(IEnumerable<FileDescriptor> inputs, Disk disk, TextWriter messages)
    {
        if (!disk.HasFolder(Folder))
            return Fail(messages, $"{Folder}/: No such file or directory. Make the folder first.");
        var recipe = CodeRecipe.Parse(Kind, Options, out var unknown);
        if (recipe is null)
            return Fail(messages, $"{Flag}: Unknown generator option: {unknown}. There are: {string.Join(", ", CodeRecipe.OptionsOf(Kind))}.");
        if (recipe.Idle is { } idle)
            messages.WriteLine($"{Flag}: warning: {idle}");
        var all = new List<OutputFile>();
        foreach (var input in inputs)
        {
            if (recipe.Write(input, out var error) is not { } files)
                return Fail(messages, $"{Flag}: {error}");
            all.AddRange(files);
        }
        return all;
    }

    private static List<OutputFile>? Fail(TextWriter messages, string text)
    {
        messages.WriteLine(text);
        return null;
    }
}
