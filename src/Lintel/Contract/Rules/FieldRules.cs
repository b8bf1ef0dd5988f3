namespace Lintel.Contract.Rules;

/// <summary>Mistakes in what a field says.</summary>
internal static class FieldRules
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

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        UnknownType, NotForType, BadDefault, BadExample, BadBound, EmptyRange, BadPattern, MemberTwice, SetNullRequired,
        NeverFilled, NeverSeen,
    ];
}
