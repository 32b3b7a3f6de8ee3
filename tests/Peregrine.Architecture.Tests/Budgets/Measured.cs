namespace Peregrine.Architecture.Tests.Budgets;

/// <summary>One thing that a budget limits.</summary>
/// <param name="Subject">What an <see cref="Allowance"/> names.</param>
/// <param name="Place">Where it stands.</param>
internal readonly record struct Measured(string Subject, string Place, int Amount);
