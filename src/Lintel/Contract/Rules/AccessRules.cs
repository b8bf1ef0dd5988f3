namespace Lintel.Contract.Rules;

/// <summary>Mistakes in who may do what.</summary>
internal static class AccessRules
{
    public static readonly DiagnosticRule BadPolicy = new()
    {
        Code = "LTL3160",
        Title = "Not a condition on who asks",
        Explanation = "`access` has conditions in the expression language (docs/expressions.md) that start at a row of the resource, and in which `caller.id`, `caller.roles` and `caller.claims.…` are known. What is wrong is shown with its place.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            resources:
              customer:
                fields: { owner: string }
                access: { read: ownr == caller.id }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            resources:
              customer:
                fields: { owner: string }
                access: { read: owner == caller.id }
            """,
    };

    public static readonly DiagnosticRule NobodyKnown = new()
    {
        Code = "LTL3161",
        Title = "`access` without `auth`",
        Explanation = "Who may do what is asked of a caller, and without `auth` there is none: everybody may do all.",
        Wrong = """
            lintel: 1
            service: shop
            resources:
              customer:
                fields: { owner: string }
                access: { read: owner == caller.id }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: { issuer: 'https://id.example.com' }
            resources:
              customer:
                fields: { owner: string }
                access: { read: owner == caller.id }
            """,
    };

    public static readonly DiagnosticRule FieldOfRow = new()
    {
        Code = "LTL3162",
        Title = "Access to a field that a row decides",
        Explanation = "A field that one can't see can't be filtered, sorted or searched by either, and that is known before any row is. So the caller alone decides.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            resources:
              customer:
                fields:
                  owner: string
                  credit: { type: int, access: { read: owner == caller.id } }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            resources:
              customer:
                fields:
                  owner: string
                  credit: { type: int, access: { read: "'clerk' in caller.roles" } }
            """,
    };

    public static readonly DiagnosticRule KeyUnseen = new()
    {
        Code = "LTL3163",
        Title = "Access to a part of the key",
        Explanation = "The key is in paths, links and cursors: nobody can see a row without it.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            resources:
              customer:
                key: [code]
                fields:
                  code: { type: string, access: { read: "'clerk' in caller.roles" } }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            resources:
              customer:
                key: [code]
                fields:
                  code: string
            """,
    };

    public static readonly DiagnosticRule WriteOfChild = new()
    {
        Code = "LTL3164",
        Title = "Who may write an owned child",
        Explanation = "An owned child is written with its parent, and changes it: so who may update the parent may write what it owns. Only who sees it can be said of it alone.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true, write: "'clerk' in caller.roles" }
            resources:
              order: { fields: { number: int } }
              orderLine:
                partOf: order
                fields: { quantity: int }
                access: { write: "'packer' in caller.roles" }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true, write: "'clerk' in caller.roles" }
            resources:
              order: { fields: { number: int }, access: { update: "'clerk' in caller.roles or 'packer' in caller.roles" } }
              orderLine:
                partOf: order
                fields: { quantity: int }
            """,
    };

    public static readonly DiagnosticRule FunctionOfInput = new()
    {
        Code = "LTL3180",
        Title = "Access to a function that its input decides",
        Explanation = "What a function is given stands in no row, and is what the caller says. So who may call it is decided by the caller alone; with `auth`, without a word of `access`, nobody may.",
        Wrong = """
            lintel: 1
            service: shop
            schema: external
            auth: {}
            resources:
              customer: { key: { type: int, column: id }, fields: { name: string } }
            functions:
              forget: { input: { customer: int, by: string }, access: by == caller.id }
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            auth: {}
            resources:
              customer: { key: { type: int, column: id }, fields: { name: string } }
            functions:
              forget: { input: { customer: int, by: string }, access: "'clerk' in caller.roles" }
            """,
    };

    public static readonly DiagnosticRule OpenIssuer = new()
    {
        Code = "LTL3165",
        Title = "An issuer without TLS",
        Explanation = "The keys by which tokens are accepted are read from the issuer. Without TLS, whoever is between the two can put keys of their own in their place, and be anybody. So an issuer is read over `https://`, or from this machine itself, as while something is being built.",
        Wrong = """
            lintel: 1
            service: shop
            auth: { issuer: 'http://id.example.com' }
            access: { read: true }
            resources:
              customer:
                fields: { owner: string }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: { issuer: 'https://id.example.com' }
            access: { read: true }
            resources:
              customer:
                fields: { owner: string }
            """,
    };

    public static readonly DiagnosticRule ComputedTells = new()
    {
        Code = "LTL3166",
        Title = "A computed field that tells of what not all may see",
        Explanation = "A computed field is shown to whoever sees its row. One that is computed from a field which not all may read tells of that; and one that is `stored` has one value for all, with the owned rows that some do not see in it. So such a field says itself who may read it: the same as may read what it is computed from, or, with `read: true`, everybody.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            resources:
              product:
                fields:
                  price: decimal(12,2)
                  cost: { type: "decimal(12,2)", access: { read: "'clerk' in caller.roles" } }
                  margin: { computed: price - cost }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true }
            resources:
              product:
                fields:
                  price: decimal(12,2)
                  cost: { type: "decimal(12,2)", access: { read: "'clerk' in caller.roles" } }
                  margin: { computed: price - cost, access: { read: "'clerk' in caller.roles" } }
            """,
    };

    public static readonly DiagnosticRule PublicWrite = new()
    {
        Code = "LTL3175",
        Severity = Severity.Warning,
        Title = "A write that everybody may do",
        Explanation = "Whoever reaches the service may do this, without saying who they are: for a form that strangers fill in that is meant, for most rows it is not.",
        Wrong = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true, write: true }
            resources:
              order: { fields: { number: int } }
            """,
        Right = """
            lintel: 1
            service: shop
            auth: {}
            access: { read: true, write: caller.id != null }
            resources:
              order: { fields: { number: int } }
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } = [BadPolicy, NobodyKnown, FieldOfRow, KeyUnseen, WriteOfChild, OpenIssuer, ComputedTells, PublicWrite, FunctionOfInput];
}
