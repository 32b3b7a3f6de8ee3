namespace Peregrine.Architecture.Tests.Budgets;

internal enum Budget
{
    FileLines,
    TypeLines,
    FunctionLines,
    Fields,
    ConstructorParameters,
}
