namespace Peregrine.Architecture.Tests.Budgets;

/// <summary>What exceeds a budget and may. Data tables qualify; for anything else the reason must say why a split would read worse.</summary>
internal static class Allowances
{
    public static readonly Allowance[] All =
    [
        new(Budget.FunctionLines, "Peregrine.Http2.ViolationTable.Of", "A data table: one line for each violation."),
        new(Budget.ConstructorParameters, "Peregrine.AsyncClientStreamingCall`2", "The familiar constructor, which tests of users call."),
        new(Budget.ConstructorParameters, "Peregrine.AsyncDuplexStreamingCall`2", "The familiar constructor, which tests of users call."),
        new(Budget.ConstructorParameters, "Peregrine.Generator.LocatedDiagnostic", "A record: the parts of one compiler diagnostic, compared by value."),
        new(Budget.Fields, "Peregrine.Connections.ConnectionDriver", "What its one lock guards; reading, sending and streams are its collaborators already."),
        new(Budget.Fields, "Peregrine.Client.Calls.ClientCall", "One object for each call: a collaborator would be an allocation for each call."),
    ];
}
