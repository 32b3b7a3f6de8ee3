namespace Attacks.Tests;

/// <summary>The short form of each attack: once through, against a server in a process of its own. What honest clients feel is measured by <c>./test attacks</c>.</summary>
public sealed class AttackTests(AttackTests.Server server) : IClassFixture<AttackTests.Server>
{
    public static TheoryData<string> Names => [.. Attack.All.Select(static attack => attack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_attacker_is_answered_as_documented_and_counted_and_costs_little_memory(string name)
    {
        var attack = Attack.All.Single(attack => attack.Name == name);

        var outcome = await Trial.PlayAsync(attack, server.Process, TimeSpan.Zero);

        Assert.Empty(outcome.Complaints());
    }

    public sealed class Server : IDisposable
    {
        internal Child Process { get; } = new("server");

        public void Dispose() => Process.Dispose();
    }
}
