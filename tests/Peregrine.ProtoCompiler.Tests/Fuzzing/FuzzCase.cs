using Peregrine.ProtoCompiler.Emitting;
using Peregrine.ProtoCompiler.Emitting.Files;
using Peregrine.ProtoCompiler.Linking;

namespace Peregrine.ProtoCompiler.Tests.Fuzzing;

/// <summary>Takes a mutated text through everything that the compiler does: diagnostics, descriptors, C#.</summary>
internal static class FuzzCase
{
    public const string Name = "fuzz.proto";
    private const string OtherName = "other.proto";

    /// <summary>Compiles the text of a seed. Whatever it throws is an error of the compiler.</summary>
    public static FuzzOutcome Run(ProtoMutator mutator, int seed, IImportResolver imports)
    {
        var sources = Sources(mutator, seed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var compilation = ProtoCompilation.Compile(sources, imports);
        foreach (var diagnostic in compilation.Diagnostics)
        {
            if (diagnostic.Span.Start < 0 || diagnostic.Span.End < diagnostic.Span.Start || diagnostic.Span.End > diagnostic.Source.Text.Length)
                throw new InvalidOperationException($"The span of {diagnostic.Id} lies outside of the text.");
            if (diagnostic.ToString().Contains('\n', StringComparison.Ordinal))
                throw new InvalidOperationException($"{diagnostic.Id} has a line break in it.");
        }
        var accepted = 0;
        foreach (var file in compilation.Files.Where(file => !file.HasErrors))
        {
            accepted++;
            _ = file.ToFileDescriptorProtoBytes();
            _ = file.ToFileDescriptorProtoBytes(includeJsonNames: true, includeSourceInfo: true);
            _ = CSharpEmitter.EmitMessages(file, new EmitOptions());
            _ = CSharpEmitter.EmitServices(file, new EmitOptions());
        }
        if (accepted < sources.Count && !compilation.Diagnostics.Any(diagnostic => diagnostic.IsError))
            throw new InvalidOperationException("A file has errors and there is none.");
        return new FuzzOutcome(accepted == sources.Count, GC.GetAllocatedBytesForCurrentThread() - before, sources.Sum(source => source.Text.Length));
    }

    /// <summary>The files of a seed: mostly one, now and then two that import each other.</summary>
    public static List<ProtoSource> Sources(ProtoMutator mutator, int seed)
    {
        var text = mutator.Text(seed);
        if (seed % 16 != 0)
            return [new ProtoSource(Name, text)];
        return [new ProtoSource(Name, Import(text, OtherName)), new ProtoSource(OtherName, Import(mutator.Text(~seed), seed % 32 == 0 ? Name : "google/protobuf/any.proto"))];
    }

    private static string Import(string text, string path)
    {
        var at = text.IndexOf(';', StringComparison.Ordinal) + 1;
        return text.Insert(at, $" import public \"{path}\";");
    }
}

internal sealed record FuzzOutcome(bool IsAccepted, long AllocatedBytes, int Characters);
