using Peregrine.ProtoCompiler;
using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Emitting.Files;
using Peregrine.ProtoCompiler.Linking;

namespace MessageCode.Contestants;

/// <summary>Peregrine's compiler, called as a library.</summary>
internal static class OwnCompiler
{
    /// <summary>The C# of files below one folder: messages and stubs.</summary>
    public static string[] CSharp(string folder, IEnumerable<string> names)
    {
        var compilation = ProtoCompilation.Compile([.. names.Select(name => new ProtoSource(name, File.ReadAllText(Path.Combine(folder, name))))]);
        if (compilation.Diagnostics.FirstOrDefault(finding => finding.IsError) is { } error)
            throw new InvalidOperationException($"{error.Source.Name}: {error.Message}");
        var options = new EmitOptions();
        return [.. compilation.Files.SelectMany(file => new[] { CSharpEmitter.EmitMessages(file, options), CSharpEmitter.EmitServices(file, options) }).OfType<string>()];
    }
}
