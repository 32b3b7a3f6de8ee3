using System.Numerics;

namespace Fuzz;

/// <summary>
/// What inputs of one target have reached: the stand-in for coverage of code. A target reports small facts (this violation, in this state, after that event, so
/// many streams); an input that reports a fact for the first time is worth mutating.
/// </summary>
internal sealed class Features
{
    private readonly bool[] _seen = new bool[1 << 16];

    /// <summary>How many facts were ever reported.</summary>
    public int Count { get; private set; }

    /// <summary>Whether one was new since <see cref="Begin"/>.</summary>
    public bool IsNew { get; private set; }

    public static int Magnitude(long value) => value <= 0 ? 0 : BitOperations.Log2((ulong)value) + 1;

    public void Begin() => IsNew = false;

    public Features Copy()
    {
        var copy = new Features { Count = Count };
        _seen.CopyTo(copy._seen, 0);
        return copy;
    }

    public void Hit(int kind, int first = 0, int second = 0)
    {
        var mixed = (((((uint)kind * 0x9E37_79B1) ^ (uint)first) * 0x85EB_CA6B) ^ (uint)second) * 0xC2B2_AE35;
        ref var seen = ref _seen[mixed >> 16];
        if (seen) return;
        seen = true;
        IsNew = true;
        Count++;
    }
}
