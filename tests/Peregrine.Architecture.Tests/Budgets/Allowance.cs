namespace Peregrine.Architecture.Tests.Budgets;

/// <summary>Something that may exceed a budget, and why.</summary>
/// <param name="Subject">A file's path or a type's full name, as the failing test prints it.</param>
internal sealed record Allowance(Budget Budget, string Subject, string Reason);
