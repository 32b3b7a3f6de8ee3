using Peregrine.Client.Connecting;
using Peregrine.Client.Resolving;

namespace Peregrine.Client.Tests;

/// <summary>A connection that a test ends when it likes.</summary>
internal sealed class FakeConnection(Address address) : ISubchannelConnection
{
    private Action? _unusable;

    public Address Address => address;

    public string? ClosedBecause { get; private set; }

    public bool IsUsable { get; private set; } = true;

    public void WhenUnusable(Action action)
    {
        if (IsUsable) _unusable += action;
        else action();
    }

    public void Close(string reason)
    {
        ClosedBecause ??= reason;
        Lose();
    }

    /// <summary>The peer sends GOAWAY or goes away.</summary>
    public void Lose()
    {
        StopBeingUsable();
        Announce();
    }

    /// <summary>The first half of <see cref="Lose"/>: calls can see it, the channel has not heard of it.</summary>
    public void StopBeingUsable() => IsUsable = false;

    /// <summary>The second half.</summary>
    public void Announce()
    {
        var unusable = _unusable;
        _unusable = null;
        unusable?.Invoke();
    }
}
