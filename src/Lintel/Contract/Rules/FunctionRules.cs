namespace Lintel.Contract.Rules;

/// <summary>Mistakes in functions of the database.</summary>
internal static class FunctionRules
{
    public static readonly DiagnosticRule NotExternal = new()
    {
        Code = "LTL3140",
        Title = "Functions without a database of others",
        Explanation = "`functions` lists what a database has that is not ours. A database of our own has nothing but what Lintel made.",
        Wrong = """
            lintel: 1
            service: shop
            resources:
              customer: { fields: { name: string } }
            functions:
              customerTotal: { returns: 'decimal(12,2)', reads: true }
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            resources:
              customer: { fields: { name: string } }
            functions:
              customerTotal: { returns: 'decimal(12,2)', reads: true }
            """,
    };

    public static readonly DiagnosticRule ReservedName = new()
    {
        Code = "LTL3141",
        Title = "Name that is taken",
        Explanation = "`batch` is the path of units. What a function is given, whose rows are listed, stands in the same query string as `limit`, `sort` and the others that ask for a part of the rows.",
        Wrong = """
            lintel: 1
            service: shop
            schema: external
            resources:
              customer: { fields: { name: string } }
            functions:
              bestCustomers: { input: { limit: int }, returns: 'customer[]', reads: true }
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            resources:
              customer: { fields: { name: string } }
            functions:
              bestCustomers: { input: { most: { type: int, argument: limit } }, returns: 'customer[]', reads: true }
            """,
    };

    public static readonly DiagnosticRule SameArgument = new()
    {
        Code = "LTL3142",
        Title = "Argument given twice",
        Explanation = "Each field of `input` is another argument of the function. Unless `argument` says otherwise it is the one with the field's name in snake_case.",
        Wrong = """
            lintel: 1
            service: shop
            schema: external
            resources:
              customer: { fields: { name: string } }
            functions:
              move: { input: { from: { type: int, argument: id }, to: { type: int, argument: id } } }
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            resources:
              customer: { fields: { name: string } }
            functions:
              move: { input: { from: { type: int, argument: from_id }, to: { type: int, argument: to_id } } }
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } = [NotExternal, ReservedName, SameArgument];
}
