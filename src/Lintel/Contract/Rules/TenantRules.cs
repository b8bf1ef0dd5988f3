namespace Lintel.Contract.Rules;

/// <summary>Mistakes in whose rows are whose.</summary>
internal static class TenantRules
{
    public static readonly DiagnosticRule NobodyKnown = new()
    {
        Code = "LTL3170",
        Title = "`tenant` without `auth`",
        Explanation = "Which tenant's rows a caller sees is told by a claim of theirs, and without `auth` nobody is asked who they are.",
        Wrong = """
            lintel: 1
            service: shop
            tenant: tenant
            resources:
              customer:
                fields: { name: string }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: { issuer: 'https://id.example.com' }
            access: { read: true }
            tenant: tenant
            resources:
              customer:
                fields: { name: string }
            """,
    };

    public static readonly DiagnosticRule KeyTells = new()
    {
        Code = "LTL3171",
        Title = "A key that tells of other tenants",
        Explanation = """
            A key is one row's alone in the whole table. Where callers choose it, two tenants may choose the same, and the second would be told that somebody has it. Keys that the engine makes
            are never the same; what is `unique` is so within a tenant; and a key that holds a reference to another row of tenants lies within that row's tenant.
            """,
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            tenant: tenant
            resources:
              product:
                key: string(1..40)
                fields: { name: string }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            tenant: tenant
            resources:
              product:
                fields: { sku: string(1..40) unique, name: string }
            """,
    };

    public static readonly DiagnosticRule NotToBeShared = new()
    {
        Code = "LTL3172",
        Title = "Rows that can't be shared",
        Explanation = "`tenant: false` says that all tenants share the rows of a resource. Without tenants there is nobody to share them, and an owned child is whose its owner is.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            tenant: tenant
            resources:
              order:
                fields: { number: int }
              orderLine:
                partOf: order
                tenant: false
                fields: { quantity: int }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            tenant: tenant
            resources:
              order:
                fields: { number: int }
              orderLine:
                partOf: order
                fields: { quantity: int }
            """,
    };

    public static readonly DiagnosticRule UniqueTells = new()
    {
        Code = "LTL3173",
        Title = "Unique over all tenants",
        Explanation = """
            What is `unique` is so within a tenant. An owned child has no field that tells its tenant, which is its owner's, so that what is unique of it is told with its owner; or over all tenants, with `global`:
            then who chooses a value that another tenant has is told that somebody has it.
            """,
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            tenant: tenant
            resources:
              order:
                fields: { number: int }
              orderLine:
                partOf: order
                fields: { position: int unique }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            tenant: tenant
            resources:
              order:
                fields: { number: int }
              orderLine:
                partOf: order
                fields: { position: int }
                unique: [[order, position]]
            """,
    };

    public static readonly DiagnosticRule LeadsIntoTenant = new()
    {
        Code = "LTL3174",
        Title = "Shared rows that lead to those of a tenant",
        Explanation = "A reference shows the key of the row that it leads to. In a row that all tenants share it would show them keys of one of them.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            tenant: tenant
            resources:
              customer:
                fields: { name: string }
              country:
                tenant: false
                fields: { name: string, best: customer? }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            tenant: tenant
            resources:
              customer:
                fields: { name: string, country: country }
              country:
                tenant: false
                fields: { name: string }
            """,
    };

    public static readonly DiagnosticRule SharedDeletion = new()
    {
        Code = "LTL3176",
        Severity = Severity.Warning,
        Title = "Deleting a shared row reaches into tenants",
        Explanation = "Whoever of one tenant may delete a row that all share would take away, or change, rows of the others that refer to it: `onDelete` and links ask nobody. Without `onDelete` the deletion is refused while any tenant refers to the row, and nothing of theirs changes.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true, write: caller.id != null }
            tenant: tenant
            resources:
              customer:
                fields: { name: string, country: country? onDelete setNull }
              country:
                tenant: false
                fields: { name: string }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true, write: caller.id != null }
            tenant: tenant
            resources:
              customer:
                fields: { name: string, country: country? }
              country:
                tenant: false
                fields: { name: string }
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } = [NobodyKnown, KeyTells, NotToBeShared, UniqueTells, LeadsIntoTenant, SharedDeletion];
}
