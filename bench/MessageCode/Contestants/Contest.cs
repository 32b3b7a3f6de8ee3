using MessageCode.Measurements;
using MessageCode.Shapes;
using Peregrine.ProtocOracle;

namespace MessageCode.Contestants;

/// <summary>Compiles the shapes with both contestants and pairs their classes.</summary>
internal static class Contest
{
    /// <exception cref="InvalidOperationException">The two do not write the same bytes.</exception>
    public static IReadOnlyList<Duel> Duels(IEnumerable<Sample> samples, IReadOnlyList<Operation> operations)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Shapes");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.proto").Select(static path => Path.GetFileName(path))];
        var ours = new CompiledCode("Ours", OwnCompiler.CSharp(folder, files));
        var theirs = new CompiledCode("Theirs", Protoc.CSharp(folder, files).Select(static file => file.Text));
        var marshallers = new StubMarshallers(ours);
        var duels = new List<Duel>();
        foreach (var sample in samples)
        {
            var type = ours.Types[sample.Type];
            var buffers = new Buffers(sample.Bytes);
            var mine = MessageDriver.Create(type, buffers, marshallers.Of(type.ClrType));
            var other = MessageDriver.Create(theirs.Types[sample.Type], buffers, null);
            Check(sample, mine);
            Check(sample, other);
            duels.AddRange(operations.Select(operation => new Duel(sample.Name, operation, mine, other)));
        }
        return duels;
    }

    private static void Check(Sample sample, MessageDriver driver)
    {
        if (!driver.Marshalled().AsSpan().SequenceEqual(sample.Bytes))
            throw new InvalidOperationException($"\"{sample.Name}\" is not written as it was read.");
    }
}
