namespace Attacks;

/// <summary>One attack: how it is played, and what must come of it.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="Answer">How the answer starts that each attacker must see.</param>
/// <param name="Counted">The instrument and the <c>error.type</c> under which it is counted, as <c>instrument|type</c>; the type may be the start of one.</param>
/// <param name="PlayAsync">Plays it.</param>
internal sealed record Attack(string Name, string Answer, string Counted, Func<Arena, Task> PlayAsync)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Attack> All { get; } = [.. StreamAttacks.All, .. FrameFloods.All, .. HeaderAttacks.All, .. Holders.All, .. Messages.All];
}
