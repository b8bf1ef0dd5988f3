namespace Lintel.Contract.Rules;

/// <summary>Mistakes in what must hold: the <c>rules</c> of resources.</summary>
internal static class ConditionRules
{
    public static readonly DiagnosticRule BadCondition = new()
    {
        Code = "LTL3040",
        Title = "Not a condition",
        Explanation = "A rule is a condition in the expression language (docs/expressions.md) that starts at a row of the resource. What is wrong is shown with its place.",
        Wrong = """
            order:
              fields:
                start: date
                due: date?
              rules:
                - due == null or due >= strat
            """,
        Right = """
            order:
              fields:
                start: date
                due: date?
              rules:
                - due == null or due >= start
            """,
    };

    public static readonly DiagnosticRule RuleOfOthers = new()
    {
        Code = "LTL3041",
        Title = "Rule over rows of others",
        Explanation = "A rule is asked when its own aggregate is written. Rows on the way back of a reference, and those of a many-to-many relation, are written on their own: they would break it unseen.",
        Wrong = """
            customer:
              fields:
                name: string
              rules:
                - count(orders) <= 100
            order:
              fields:
                customer: customer
            """,
        Right = """
            customer:
              fields:
                name: string
            order:
              fields:
                customer: customer
                number: int
              rules:
                - number <= 100 or customer.name != ''
            """,
    };

    public static readonly DiagnosticRule NeverHolds = new()
    {
        Code = "LTL3042",
        Title = "Rule that never holds",
        Explanation = "No field decides this rule, and it is false or null: every write would be refused.",
        Wrong = """
            order:
              fields:
                total: int
              rules:
                - 1 > 2
            """,
        Right = """
            order:
              fields:
                total: int
              rules:
                - total > 2
            """,
    };

    public static readonly DiagnosticRule AlwaysHolds = new()
    {
        Code = "LTL3043",
        Severity = Severity.Warning,
        Title = "Rule that always holds",
        Explanation = "No field decides this rule, and it is true: it keeps nothing.",
        Wrong = """
            order:
              fields:
                total: int
              rules:
                - 2 > 1
            """,
        Right = """
            order:
              fields:
                total: int
              rules:
                - total > 1
            """,
    };

    public static readonly DiagnosticRule RuleTwice = new()
    {
        Code = "LTL3044",
        Title = "Rule given twice",
        Explanation = "A broken rule is told by its name, so that no two rules of a resource may share one; and no two may say the same.",
        Wrong = """
            order:
              fields:
                total: int
                paid: int
              rules:
                - { name: enough, check: paid >= total }
                - { name: enough, check: paid <= 2 * total }
            """,
        Right = """
            order:
              fields:
                total: int
                paid: int
              rules:
                - { name: enough, check: paid >= total }
                - { name: notTooMuch, check: paid <= 2 * total }
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } = [BadCondition, RuleOfOthers, NeverHolds, AlwaysHolds, RuleTwice];
}
