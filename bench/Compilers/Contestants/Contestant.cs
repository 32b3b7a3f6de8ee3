using Compilers.Loads;

namespace Compilers.Contestants;

/// <summary>One way to compile.</summary>
internal abstract class Contestant(string name)
{
    public string Name { get; } = name;

    /// <summary>Compiles, and tells the CPU time it took in milliseconds, user and system, all threads; null if it cannot.</summary>
    public abstract double? Compile(Load load, Product product);
}
