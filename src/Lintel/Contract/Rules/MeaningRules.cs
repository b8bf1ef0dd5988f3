namespace Lintel.Contract.Rules;

/// <summary>Mistakes in what a contract says.</summary>
internal static class MeaningRules
{
    public static readonly DiagnosticRule UnknownType = new()
    {
        Code = "LTL3001",
        Title = "Unknown type",
        Explanation = "The word is neither a scalar type nor the name of a resource.",
        Wrong = """
            customer:
              fields:
                age: integer
            """,
        Right = """
            customer:
              fields:
                age: int
            """,
    };

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
        Explanation = "Unless the contract says otherwise a resource has `id`, `createdAt`, `updatedAt` and `version`, and an owned child the key of its parent.",
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

    public static readonly DiagnosticRule NotForType = new()
    {
        Code = "LTL3009",
        Title = "Has no meaning for the type",
        Explanation = "A constraint does not fit the type of its field.",
        Wrong = """
            customer:
              fields:
                name: string >= 3
            """,
        Right = """
            customer:
              fields:
                name: string(3..)
            """,
    };

    public static readonly DiagnosticRule BadDefault = new()
    {
        Code = "LTL3010",
        Title = "Default is not a value of the field",
        Explanation = "A default is a literal that the field itself would accept, `now()` for dates and times, or `null` for a field with `?`.",
        Wrong = """
            customer:
              fields:
                tier: enum(basic, gold) = glod
            """,
        Right = """
            customer:
              fields:
                tier: enum(basic, gold) = gold
            """,
    };

    public static readonly DiagnosticRule BadExample = new()
    {
        Code = "LTL3011",
        Title = "Example is not a value of the field",
        Explanation = "Examples go into the documentation, so they are checked like any value.",
        Wrong = """
            customer:
              fields:
                age:
                  type: int >= 0
                  examples: [-1]
            """,
        Right = """
            customer:
              fields:
                age:
                  type: int >= 0
                  examples: [42]
            """,
    };

    public static readonly DiagnosticRule BadBound = new()
    {
        Code = "LTL3012",
        Title = "Bound is not a value of the type",
        Explanation = "A field is compared with a literal of its own type.",
        Wrong = """
            customer:
              fields:
                age: int >= 0.5
            """,
        Right = """
            customer:
              fields:
                age: int >= 0
            """,
    };

    public static readonly DiagnosticRule EmptyRange = new()
    {
        Code = "LTL3013",
        Title = "Empty range",
        Explanation = "The least value or length exceeds the greatest, so that no value would do.",
        Wrong = """
            customer:
              fields:
                name: string(200..1)
            """,
        Right = """
            customer:
              fields:
                name: string(1..200)
            """,
    };

    public static readonly DiagnosticRule BadPattern = new()
    {
        Code = "LTL3014",
        Title = "Pattern not understood",
        Explanation = "A pattern is a regular expression without look-around and back-references, so that matching takes linear time.",
        Wrong = """
            customer:
              fields:
                code:
                  type: string
                  pattern: '[A-Z'
            """,
        Right = """
            customer:
              fields:
                code:
                  type: string
                  pattern: '[A-Z]+'
            """,
    };

    public static readonly DiagnosticRule MemberTwice = new()
    {
        Code = "LTL3015",
        Title = "Name of an enum given twice",
        Explanation = "Each name of an enum stands there once.",
        Wrong = """
            customer:
              fields:
                tier: enum(basic, gold, basic)
            """,
        Right = """
            customer:
              fields:
                tier: enum(basic, gold)
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
        Explanation = "Arrays, `json`, write-only fields and relations to many can stand neither in `unique` nor in `queries`.",
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
        Explanation = "A state is an enum that is never null and has a default, which each new row begins with.",
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
        Explanation = "Actions change the state of a row, so the resource says which field that is.",
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

    public static readonly DiagnosticRule SetNullRequired = new()
    {
        Code = "LTL3026",
        Title = "Required reference can not become null",
        Explanation = "`onDelete setNull` makes a reference null, so it must be nullable.",
        Wrong = """
            customer:
              fields:
                name: string
            order:
              fields:
                customer: customer onDelete setNull
            """,
        Right = """
            customer:
              fields:
                name: string
            order:
              fields:
                customer: customer? onDelete setNull
            """,
    };

    public static readonly DiagnosticRule NeverFilled = new()
    {
        Code = "LTL3027",
        Title = "Field that nobody can fill",
        Explanation = "A read-only field without a default that may not be null could never get a value.",
        Wrong = """
            customer:
              fields:
                score: int readOnly
            """,
        Right = """
            customer:
              fields:
                score: int readOnly = 0
            """,
    };

    public static readonly DiagnosticRule NeverSeen = new()
    {
        Code = "LTL3028",
        Title = "Field that is neither read nor written",
        Explanation = "`readOnly` and `writeOnly` exclude each other.",
        Wrong = """
            customer:
              fields:
                secret: string? readOnly writeOnly
            """,
        Right = """
            customer:
              fields:
                secret: string? writeOnly
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

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        UnknownType, UnknownResource, UnknownField, BadName, NamedLikeType, NameReserved, NameClash, RelationClash, NotForType,
        BadDefault, BadExample, BadBound, EmptyRange, BadPattern, MemberTwice, NamedTwice, NotIndexable, NotAChild, PartOfCycle,
        PartOfTooDeep, BadKey, KeyCycle, BadState, UnknownState, NoState, SetNullRequired, NeverFilled, NeverSeen, TableReserved,
        TableClash, ColumnClash, PathClash, IdentifierTooLong, BadSeed, Covered,
    ];
}
