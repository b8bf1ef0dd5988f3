namespace Lintel.Contract.Rules;

/// <summary>Mistakes in names.</summary>
internal static class NameRules
{
    public static readonly DiagnosticRule BadName = new()
    {
        Code = "LTL3004",
        Title = "Not a name",
        Explanation = "Names of resources, fields, relations and actions are camelCase: a small letter, then letters and digits, at most 50 in all. Columns become snake_case and paths kebab-case by themselves.",
        Wrong = """
            customer:
              fields:
                first_name: string
            """,
        Right = """
            customer:
              fields:
                firstName: string
            """,
    };

    public static readonly DiagnosticRule NamedLikeType = new()
    {
        Code = "LTL3005",
        Title = "Resource named like a type",
        Explanation = "A field `x: date` would be ambiguous.",
        Wrong = """
            date:
              fields:
                name: string
            """,
        Right = """
            appointment:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule NameReserved = new()
    {
        Code = "LTL3006",
        Title = "Name of a field that the engine adds",
        Explanation = "Unless the contract says otherwise a resource has `id`, `createdAt`, `updatedAt` and `version`, an owned child the key of its parent, and with `softDelete` a root `deletedAt`.",
        Wrong = """
            customer:
              fields:
                id: int
                name: string
            """,
        Right = """
            customer:
              fields:
                name: string
              key: int
            """,
    };

    public static readonly DiagnosticRule NameClash = new()
    {
        Code = "LTL3007",
        Title = "Names clash",
        Explanation = "Two names are the same, or differ only in case. A reference `customer` also takes the name `customerId`, and a many-to-many relation `tags` the name `tagIds`.",
        Wrong = """
            customer:
              fields:
                name: string
            order:
              fields:
                customer: customer
                customerId: string
            """,
        Right = """
            customer:
              fields:
                name: string
            order:
              fields:
                customer: customer
                customerNumber: string
            """,
    };

    public static readonly DiagnosticRule RelationClash = new()
    {
        Code = "LTL3008",
        Title = "Relations clash",
        Explanation = "The way back of a reference is called by the plural of its resource. Where that name is taken, `reverse` gives another.",
        Wrong = """
            customer:
              fields:
                name: string
            order:
              fields:
                buyer: customer
                payer: customer
            """,
        Right = """
            customer:
              fields:
                name: string
            order:
              fields:
                buyer: customer reverse purchases
                payer: customer reverse payments
            """,
    };

    public static readonly DiagnosticRule TableReserved = new()
    {
        Code = "LTL3029",
        Title = "Reserved table",
        Explanation = "Tables that begin with `lintel_` belong to the engine, those with `sqlite_` to SQLite.",
        Wrong = """
            customer:
              fields:
                name: string
              table: lintel_customer
            """,
        Right = """
            customer:
              fields:
                name: string
              table: customers
            """,
    };

    public static readonly DiagnosticRule TableClash = new()
    {
        Code = "LTL3030",
        Title = "Tables clash",
        Explanation = "Each resource and each many-to-many relation has a table of its own.",
        Wrong = """
            customer:
              fields:
                name: string
            client:
              table: customer
              fields:
                name: string
            """,
        Right = """
            customer:
              fields:
                name: string
            client:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule ColumnClash = new()
    {
        Code = "LTL3031",
        Title = "Columns clash",
        Explanation = "Each field has a column of its own.",
        Wrong = """
            customer:
              fields:
                name: string
                nick:
                  type: string
                  column: name
            """,
        Right = """
            customer:
              fields:
                name: string
                nick: string
            """,
    };

    public static readonly DiagnosticRule PathClash = new()
    {
        Code = "LTL3032",
        Title = "Paths clash",
        Explanation = "Each resource has a path of its own.",
        Wrong = """
            person:
              fields:
                name: string
            citizen:
              path: people
              fields:
                name: string
            """,
        Right = """
            person:
              fields:
                name: string
            citizen:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule IdentifierTooLong = new()
    {
        Code = "LTL3033",
        Title = "Identifier too long for a database",
        Explanation = "Tables, columns and names of enums have at most 63 characters, which is what PostgreSQL takes.",
        Wrong = """
            customer:
              fields:
                name:
                  type: string
                  column: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
            """,
        Right = """
            customer:
              fields:
                name:
                  type: string
                  column: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        BadName, NamedLikeType, NameReserved, NameClash, RelationClash, TableReserved, TableClash, ColumnClash, PathClash,
        IdentifierTooLong,
    ];
}
