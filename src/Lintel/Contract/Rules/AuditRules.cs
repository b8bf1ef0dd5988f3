namespace Lintel.Contract.Rules;

/// <summary>Mistakes in what is recorded of writes.</summary>
internal static class AuditRules
{
    public static readonly DiagnosticRule NobodyKnown = new()
    {
        Code = "LTL3185",
        Title = "`audit` without `auth`",
        Explanation = "A record tells who did what, and is read by whom its `read` allows. Without `auth` nobody is asked who they are.",
        Wrong = """
            lintel: 1
            service: shop
            audit: true
            resources:
              customer: { fields: { name: string } }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true, write: "'clerk' in caller.roles" }
            audit: { read: "'auditor' in caller.roles" }
            resources:
              customer: { fields: { name: string } }
            """,
    };

    public static readonly DiagnosticRule External = new()
    {
        Code = "LTL3186",
        Title = "A record in a database that is not ours",
        Explanation = "With `schema: external` nothing of the engine's is put into the database, and what others write there it would not see.",
        Wrong = """
            lintel: 1
            service: shop
            schema: external
            auth: {}
            audit: true
            resources:
              customer: { fields: { name: string } }
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            auth: {}
            resources:
              customer: { fields: { name: string } }
            """,
    };

    public static readonly DiagnosticRule NameTaken = new()
    {
        Code = "LTL3187",
        Title = "A resource has the name of the record",
        Explanation = "With `audit` a service has the resources `auditEntry` and `auditChain`, in which it is recorded who changed what.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            audit: true
            resources:
              auditEntry: { fields: { note: string } }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            audit: true
            resources:
              inspection: { fields: { note: string } }
            """,
    };

    public static readonly DiagnosticRule OfChild = new()
    {
        Code = "LTL3188",
        Title = "`audit` of an owned child",
        Explanation = "An owned child is written with its parent, and changes it. So it is recorded where its parent is.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            resources:
              order: { fields: { number: int } }
              orderLine: { partOf: order, fields: { quantity: int }, audit: true }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            resources:
              order: { fields: { number: int }, audit: true }
              orderLine: { partOf: order, fields: { quantity: int } }
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } = [NobodyKnown, External, NameTaken, OfChild];
}
