namespace Lintel.Contract.Rules;

/// <summary>Mistakes in what is computed.</summary>
internal static class ExpressionRules
{
    public static readonly DiagnosticRule BadExpression = new()
    {
        Code = "LTL3050",
        Title = "Not an expression",
        Explanation = "What a field is computed from is an expression (docs/expressions.md) that starts at a row of the resource. What is wrong is shown with its place.",
        Wrong = """
            product:
              fields:
                sku: string(3..40)
                name: string(1..200)
                label: { computed: "sku + ' ' + nmae" }
            """,
        Right = """
            product:
              fields:
                sku: string(3..40)
                name: string(1..200)
                label: { computed: "sku + ' ' + name" }
            """,
    };

    public static readonly DiagnosticRule ComputedCycle = new()
    {
        Code = "LTL3051",
        Title = "Computed from itself",
        Explanation = "A computed field may name others, but in the end every one is computed from fields that have values of their own.",
        Wrong = """
            product:
              fields:
                net: { computed: gross - vat }
                vat: decimal(12,2)
                gross: { computed: net + vat }
            """,
        Right = """
            product:
              fields:
                net: decimal(12,2)
                vat: decimal(12,2)
                gross: { computed: net + vat }
            """,
    };

    public static readonly DiagnosticRule BesideComputed = new()
    {
        Code = "LTL3052",
        Title = "Does not go with `computed`",
        Explanation = "The expression of a computed field says what its type is and whether it may be null; and what is about values that are given has no meaning for it.",
        Wrong = """
            product:
              fields:
                price: decimal(12,2)
                gross:
                  type: decimal(12,2)
                  computed: price * 1.19
            """,
        Right = """
            product:
              fields:
                price: decimal(12,2)
                gross: { computed: price * 1.19 }
            """,
    };

    public static readonly DiagnosticRule NotStorable = new()
    {
        Code = "LTL3053",
        Title = "Can't be stored",
        Explanation = "A stored field changes only when its row or another of its aggregate is written. So it is computed from the row, its owned children and its parent, and not from the time, from rows beyond, or from what foreign keys delete or empty. Of fields of the row alone, arithmetic with times can't be stored either.",
        Wrong = """
            order:
              fields:
                due: timestamp
                overdue: { computed: due < now(), stored: true }
            """,
        Right = """
            order:
              fields:
                due: timestamp
                overdue: { computed: due < now() }
            """,
    };

    public static readonly DiagnosticRule StoredWithoutComputed = new()
    {
        Code = "LTL3054",
        Title = "`stored` without `computed`",
        Explanation = "`stored` says whether a column keeps what is computed. Other fields are always stored.",
        Wrong = """
            order:
              fields:
                note: { type: string, stored: true }
            """,
        Right = """
            order:
              fields:
                note: { type: string }
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } = [BadExpression, ComputedCycle, BesideComputed, NotStorable, StoredWithoutComputed];
}
