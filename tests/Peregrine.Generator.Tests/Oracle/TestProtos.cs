using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Emitting.Files;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.Generator.Tests.Oracle;

/// <summary>The <c>.proto</c> files of this project, and the common ones that the compiler brings.</summary>
internal static class TestProtos
{
    public static string Root { get; } = Path.Combine(AppContext.BaseDirectory, "Protos");

    /// <summary>Names of groups: files that are compiled together.</summary>
    public static IEnumerable<string> Groups => ["proto3", "proto2", "options", "editions", "common"];

    /// <summary>The import names of a group's files.</summary>
    public static string[] Names(string group) => group switch
    {
        "proto3" => ["api/all_types.proto", "api/names.proto", "sub/importing.proto", "sub/leaf.proto", "sub/no_package.proto", "sub/empty-file.name.proto"],
        "proto2" => ["old/proto2.proto"],
        "options" => ["old/options.proto"],
        "editions" => ["new/editions.proto"],
        "common" => [.. Directory.EnumerateFiles(Path.Combine(Root, "google"), "*.proto", SearchOption.AllDirectories).Select(static path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)],
        _ => throw new ArgumentOutOfRangeException(nameof(group)),
    };

    /// <summary>The C# of a group's messages.</summary>
    public static string[] CSharp(string group)
    {
        var sources = Names(group).Select(static name => new ProtoSource(name, File.ReadAllText(Path.Combine(Root, name)))).ToArray();
        var compilation = ProtoCompilation.Compile(sources);
        Assert.DoesNotContain(compilation.Diagnostics, static finding => finding.IsError);
        Assert.Equal(sources.Length, compilation.Files.Count);
        return [.. compilation.Files.Select(static file => CSharpEmitter.EmitMessages(file, new EmitOptions()))];
    }
}
