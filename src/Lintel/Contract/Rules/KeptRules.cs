namespace Lintel.Contract.Rules;

/// <summary>Mistakes in what a field says of the form in which its values are kept.</summary>
internal static class KeptRules
{
    public static readonly DiagnosticRule UnknownForm = new()
    {
        Code = "LTL3120",
        Title = "No such form",
        Explanation = "`kept` names a form that values of the type are not kept in. The parts of a layout go from the year to the fraction of a second, so that its texts are in the order of their times.",
        Wrong = """
            lintel: 1
            service: shop
            schema: external
            resources:
              invoice:
                fields:
                  paidAt: { type: timestamp, kept: unix }
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            resources:
              invoice:
                fields:
                  paidAt: { type: timestamp, kept: unixSeconds }
            """,
    };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<DiagnosticRule> All = [UnknownForm];
}
