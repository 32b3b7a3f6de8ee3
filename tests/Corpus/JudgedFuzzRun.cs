using System.Globalization;
using System.Text;
using Peregrine.ProtoCompiler.Tests.Fuzzing;
using Peregrine.ProtoCompiler.Tests.Oracle;

namespace Corpus;

/// <summary>Gives mutated texts to protoc as well: they must be accepted with the same bytes, or rejected in the same line.</summary>
internal sealed class JudgedFuzzRun(IReadOnlyList<string> texts, string[] roots)
{
    private readonly ProtoMutator _mutator = new(texts);
    private int _failed;

    public int Run(int first, int count)
    {
        Parallel.For(first, first + count, seed =>
        {
            var folder = Directory.CreateTempSubdirectory("judged").FullName;
            // What cannot be said in UTF-8 cannot be said to protoc.
            File.WriteAllText(Path.Combine(folder, FuzzCase.Name), Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(_mutator.Text(seed))));
            var result = Comparison.Of([folder, .. roots], FuzzCase.Name, sourceInfo: true);
            Directory.Delete(folder, recursive: true);
            if (result.IsGood)
                return;
            Interlocked.Increment(ref _failed);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {result.Verdict}: {result.Detail.Replace(folder + "/", "", StringComparison.Ordinal)}"));
        });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count - _failed} passed, {_failed} failed, 0 skipped"));
        return _failed;
    }
}
