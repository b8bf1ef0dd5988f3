namespace Lintel.Contract.Rules;

/// <summary>Mistakes in what a resource, or the whole, says.</summary>
internal static class ResourceRules
{
    public static readonly DiagnosticRule UnknownResource = new()
    {
        Code = "LTL3002",
        Title = "Unknown resource",
        Explanation = "`partOf` names a resource that the contract does not have.",
        Wrong = """
            customer:
              fields:
                name: string
            order:
              fields:
                note: text
            orderLine:
              partOf: ordr
              fields:
                quantity: int
            """,
        Right = """
            customer:
              fields:
                name: string
            order:
              fields:
                note: text
            orderLine:
              partOf: order
              fields:
                quantity: int
            """,
    };

    public static readonly DiagnosticRule UnknownField = new()
    {
        Code = "LTL3003",
        Title = "Unknown field",
        Explanation = "A list names a field or reference that the resource does not have.",
        Wrong = """
            customer:
              fields:
                name: string
              queries: [{ sort: [nmae] }]
            """,
        Right = """
            customer:
              fields:
                name: string
              queries: [{ sort: [name] }]
            """,
    };

    public static readonly DiagnosticRule NamedTwice = new()
    {
        Code = "LTL3016",
        Title = "Named twice in a list",
        Explanation = "A list of fields or states names each once.",
        Wrong = """
            customer:
              fields:
                name: string
              queries: [{ filter: [name], sort: [name] }]
            """,
        Right = """
            customer:
              fields:
                name: string
              queries: [{ filter: [name] }]
            """,
    };

    public static readonly DiagnosticRule NotIndexable = new()
    {
        Code = "LTL3017",
        Title = "Can not be compared or sorted",
        Explanation = "Arrays, `json`, write-only fields, texts of more than 600 characters and relations to many can stand neither in `unique` nor in `queries`.",
        Wrong = """
            customer:
              fields:
                settings: json
              queries: [{ filter: [settings] }]
            """,
        Right = """
            customer:
              fields:
                settings: json
                plan: string
              queries: [{ filter: [plan] }]
            """,
    };

    public static readonly DiagnosticRule NotAChild = new()
    {
        Code = "LTL3018",
        Title = "Only for owned children",
        Explanation = "`reverse` and `maxItems` of a resource speak of the parent's list of its owned children.",
        Wrong = """
            customer:
              fields:
                name: string
              maxItems: 10
            """,
        Right = """
            customer:
              fields:
                name: string
            order:
              fields:
                note: text
            orderLine:
              partOf: order
              maxItems: 10
              fields:
                quantity: int
            """,
    };

    public static readonly DiagnosticRule PartOfCycle = new()
    {
        Code = "LTL3019",
        Title = "Part of itself",
        Explanation = "A tree of owned children has a root.",
        Wrong = """
            order:
              partOf: line
              fields:
                note: text
            line:
              partOf: order
              fields:
                quantity: int
            """,
        Right = """
            order:
              fields:
                note: text
            line:
              partOf: order
              fields:
                quantity: int
            """,
    };

    public static readonly DiagnosticRule PartOfTooDeep = new()
    {
        Code = "LTL3020",
        Title = "Owned children nested too deep",
        Explanation = "Owned children come whole with their root, which gets heavy below four levels.",
        Wrong = """
            a: { fields: { x: int } }
            b: { partOf: a, fields: { x: int } }
            c: { partOf: b, fields: { x: int } }
            d: { partOf: c, fields: { x: int } }
            e: { partOf: d, fields: { x: int } }
            f: { partOf: e, fields: { x: int } }
            """,
        Right = """
            a: { fields: { x: int } }
            b: { partOf: a, fields: { x: int } }
            c: { partOf: b, fields: { x: int } }
            d: { partOf: c, fields: { x: int } }
            e: { partOf: d, fields: { x: int } }
            f: { fields: { x: int, e: e } }
            """,
    };

    public static readonly DiagnosticRule BadKey = new()
    {
        Code = "LTL3021",
        Title = "Field can not be part of the key",
        Explanation = "A key is made of fields that are required, never null and never change.",
        Wrong = """
            customer:
              fields:
                code: string?
              key: [code]
            """,
        Right = """
            customer:
              fields:
                code: string
              key: [code]
            """,
    };

    public static readonly DiagnosticRule KeyCycle = new()
    {
        Code = "LTL3022",
        Title = "Key is part of itself",
        Explanation = "A key may be made of references, but not in a circle.",
        Wrong = """
            a:
              key: [b]
              fields:
                b: b
            b:
              key: [a]
              fields:
                a: a
            """,
        Right = """
            a:
              key: [b]
              fields:
                b: b
            b:
              fields:
                a: a
            """,
    };

    public static readonly DiagnosticRule BadState = new()
    {
        Code = "LTL3023",
        Title = "Field can not be the state",
        Explanation = "A state is an enum that is never null, is shown, and has a default, which each new row begins with.",
        Wrong = """
            customer:
              fields:
                status: string
              state: status
            """,
        Right = """
            customer:
              fields:
                status: enum(open, closed) = open
              state: status
            """,
    };

    public static readonly DiagnosticRule UnknownState = new()
    {
        Code = "LTL3024",
        Title = "Unknown state",
        Explanation = "An action leads from or to a name that the state's enum does not have.",
        Wrong = """
            customer:
              fields:
                status: enum(open, closed) = open
              state: status
              actions:
                close: { from: [open], to: close }
            """,
        Right = """
            customer:
              fields:
                status: enum(open, closed) = open
              state: status
              actions:
                close: { from: [open], to: closed }
            """,
    };

    public static readonly DiagnosticRule NoState = new()
    {
        Code = "LTL3025",
        Title = "Actions without a state",
        Explanation = "`from` and `to` of an action speak of the state of a row, so the resource says which field that is.",
        Wrong = """
            customer:
              fields:
                status: enum(open, closed) = open
              actions:
                close: { from: [open], to: closed }
            """,
        Right = """
            customer:
              fields:
                status: enum(open, closed) = open
              state: status
              actions:
                close: { from: [open], to: closed }
            """,
    };

    public static readonly DiagnosticRule BadSeed = new()
    {
        Code = "LTL3034",
        Title = "Seed folder not usable",
        Explanation = "`seed` names a folder beside the contract, which must exist and lie within the contract's own folder.",
        Wrong = """
            lintel: 1
            service: shop
            seed: ../data
            resources: { customer: { fields: { name: string } } }
            """,
        Right = """
            lintel: 1
            service: shop
            resources: { customer: { fields: { name: string } } }
            """,
    };

    public static readonly DiagnosticRule Covered = new()
    {
        Code = "LTL3035",
        Severity = Severity.Warning,
        Title = "Declared already",
        Explanation = "An access pattern or a uniqueness stands there twice. It does no harm, but nothing good either.",
        Wrong = """
            customer:
              fields:
                name: string
              queries: [{ sort: [name] }, { sort: [name] }]
            """,
        Right = """
            customer:
              fields:
                name: string
              queries: [{ sort: [name] }]
            """,
    };

    public static readonly DiagnosticRule NothingToSearch = new()
    {
        Code = "LTL3060",
        Title = "Nothing to search",
        Explanation = "`search` says how the searchable fields of a resource are looked into, and this one has none.",
        Wrong = """
            customer:
              fields:
                name: string
              search: { language: english }
            """,
        Right = """
            customer:
              fields:
                name: string searchable
              search: { language: english }
            """,
    };

    public static readonly DiagnosticRule SearchableSecret = new()
    {
        Code = "LTL3061",
        Title = "Searchable, but never shown",
        Explanation = "A write-only field is never part of an answer; whoever may search it could guess its value word by word.",
        Wrong = """
            customer:
              fields:
                token: string writeOnly searchable
            """,
        Right = """
            customer:
              fields:
                token: string writeOnly
            """,
    };

    public static readonly DiagnosticRule SoftDeleteOfChild = new()
    {
        Code = "LTL3070",
        Title = "Soft delete of an owned child",
        Explanation = "An owned child is part of its root: it is hidden and restored with it. A line that is taken from an order is gone.",
        Wrong = """
            order:
              fields:
                note: string
            orderLine:
              partOf: order
              fields:
                quantity: int
              softDelete: true
            """,
        Right = """
            order:
              fields:
                note: string
              softDelete: true
            orderLine:
              partOf: order
              fields:
                quantity: int
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        UnknownResource, UnknownField, NamedTwice, NotIndexable, NotAChild, PartOfCycle, PartOfTooDeep, BadKey, KeyCycle,
        BadState, UnknownState, NoState, BadSeed, Covered, NothingToSearch, SearchableSecret, SoftDeleteOfChild,
    ];
}
