namespace Peregrine.Architecture.Tests.Budgets;

public sealed class BudgetTests
{
    private static readonly Dictionary<Budget, (int Limit, string Rule)> s_rules = new()
    {
        [Budget.FileLines] = (400, "A file has at most 400 lines."),
        [Budget.TypeLines] = (500, "A type has at most 500 lines, over all its parts."),
        [Budget.FunctionLines] = (80, "A function has at most 80 lines."),
        [Budget.Fields] = (12, "A type holds at most 12 fields; with more a collaborator is missing."),
        [Budget.ConstructorParameters] = (6, "A constructor takes at most 6 parameters; more make a record."),
    };

    [Fact]
    public void A_file_has_at_most_400_lines() => Hold(Budget.FileLines);

    [Fact]
    public void A_type_has_at_most_500_lines_over_all_its_parts() => Hold(Budget.TypeLines);

    [Fact]
    public void A_function_has_at_most_80_lines() => Hold(Budget.FunctionLines);

    [Fact]
    public void A_type_holds_at_most_12_fields() => Hold(Budget.Fields);

    [Fact]
    public void A_constructor_takes_at_most_6_parameters() => Hold(Budget.ConstructorParameters);

    [Fact]
    public void Every_allowance_is_still_needed_and_has_a_reason()
    {
        var exceeded = s_rules.SelectMany(rule => Exceeding(rule.Key).Select(measured => (rule.Key, measured.Subject))).ToHashSet();
        var stale = Allowances.All.Where(allowance => allowance.Reason.Length == 0 || !exceeded.Contains((allowance.Budget, allowance.Subject)));
        Offenders.None("An allowance names something that exceeds its budget, and why it may.", stale.Select(allowance => $"{allowance.Budget} {allowance.Subject}"));
    }

    [Fact]
    public void Every_file_of_src_parses()
    {
        Offenders.None("The measurements hold only for what was parsed.", SourceFile.All.SelectMany(file => file.Root.GetDiagnostics().Select(problem => $"{file.Path} {problem}")));
    }

    private static void Hold(Budget budget)
    {
        var offenders = Exceeding(budget).Where(measured => !Allowances.All.Any(allowance => allowance.Budget == budget && allowance.Subject == measured.Subject));
        Offenders.None(s_rules[budget].Rule, offenders.Select(measured => $"{measured.Amount,4}  {measured.Subject}  ({measured.Place})"));
    }

    private static IEnumerable<Measured> Exceeding(Budget budget) => Sizes.Of(budget).Where(measured => measured.Amount > s_rules[budget].Limit);
}
