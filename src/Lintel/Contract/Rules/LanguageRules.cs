namespace Lintel.Contract.Rules;

/// <summary>Mistakes against the form of the language.</summary>
internal static class LanguageRules
{
    public static readonly DiagnosticRule UnknownKey = new()
    {
        Code = "LTL2001",
        Title = "Unknown key",
        Explanation = "Keys that the language does not know are refused, so that a slip of the pen is never silently ignored.",
        Wrong = """
            customer:
              description: Someone who buys.
              feilds:
                name: string
              fields:
                email: email
            """,
        Right = """
            customer:
              fields:
                email: email
            """,
    };

    public static readonly DiagnosticRule MissingKey = new()
    {
        Code = "LTL2002",
        Title = "Missing key",
        Explanation = "A key that must be given is not there.",
        Wrong = """
            lintel: 1
            resources: { customer: { fields: { name: string } } }
            """,
        Right = """
            lintel: 1
            service: shop
            resources: { customer: { fields: { name: string } } }
            """,
    };

    public static readonly DiagnosticRule WrongKind = new()
    {
        Code = "LTL2003",
        Title = "Wrong kind of value",
        Explanation = "A text stands where a list or a mapping belongs, or the other way round.",
        Wrong = """
            customer:
              fields:
                name: string
              queries: name
            """,
        Right = """
            customer:
              fields:
                name: string
              queries: [{ sort: [name] }]
            """,
    };

    public static readonly DiagnosticRule EmptyValue = new()
    {
        Code = "LTL2004",
        Title = "Value missing",
        Explanation = "Nothing stands behind the key, or an empty list or mapping where something is needed.",
        Wrong = """
            customer:
              fields:
                name:
            """,
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule WrongValue = new()
    {
        Code = "LTL2005",
        Title = "Wrong value",
        Explanation = "Only certain words, numbers or forms may stand here.",
        Wrong = """
            customer:
              fields:
                name: string
              maxLimit: many
            """,
        Right = """
            customer:
              fields:
                name: string
              maxLimit: 500
            """,
    };

    public static readonly DiagnosticRule NotYet = new()
    {
        Code = "LTL2006",
        Title = "Not served by this version yet",
        Explanation = "The key is reserved for a part of the language that a later version serves. It is refused now, so that nobody relies on something that does not happen.",
        Wrong = """
            customer:
              fields:
                name: string
              history: true
            """,
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule LanguageVersion = new()
    {
        Code = "LTL2007",
        Title = "Unknown version of the language",
        Explanation = "`lintel: 1` says which version of this language the contract is written in.",
        Wrong = """
            lintel: 2
            service: shop
            resources: { customer: { fields: { name: string } } }
            """,
        Right = """
            lintel: 1
            service: shop
            resources: { customer: { fields: { name: string } } }
            """,
    };

    public static readonly DiagnosticRule GivenInTwoFiles = new()
    {
        Code = "LTL2008",
        Title = "Given in two files",
        Explanation = "All files of a folder are one contract. `resources` may stand in each, any other key of the top level and each resource in one only.",
        Wrong = """
            # file: a.yaml
            lintel: 1
            service: shop
            resources: { customer: { fields: { name: string } } }
            # file: b.yaml
            service: shop
            resources: { product: { fields: { name: string } } }
            """,
        Right = """
            # file: a.yaml
            lintel: 1
            service: shop
            resources: { customer: { fields: { name: string } } }
            # file: b.yaml
            resources: { product: { fields: { name: string } } }
            """,
    };

    public static readonly DiagnosticRule ShortForm = new()
    {
        Code = "LTL2009",
        Title = "Short form not understood",
        Explanation = "The short form of a field is `TYPE[?] [CONSTRAINT…] [= DEFAULT]`.",
        Wrong = """
            customer:
              fields:
                note: string unique?
            """,
        Right = """
            customer:
              fields:
                note: string? unique
            """,
    };

    public static readonly DiagnosticRule UnknownConstraint = new()
    {
        Code = "LTL2010",
        Title = "Unknown constraint",
        Explanation = "A word behind the type is none of the language.",
        Wrong = """
            customer:
              fields:
                name: string required
            """,
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule TypeArguments = new()
    {
        Code = "LTL2011",
        Title = "Wrong arguments of a type",
        Explanation = "What stands in parentheses behind a type does not fit it.",
        Wrong = """
            customer:
              fields:
                total: decimal
            """,
        Right = """
            customer:
              fields:
                total: decimal(12,2)
            """,
    };

    public static readonly DiagnosticRule GivenTwice = new()
    {
        Code = "LTL2012",
        Title = "Given twice, and differently",
        Explanation = "The short form and the long form, or two constraints, contradict each other.",
        Wrong = """
            customer:
              fields:
                name:
                  type: string(1..200)
                  maxLength: 100
            """,
        Right = """
            customer:
              fields:
                name:
                  type: string(1..200)
            """,
    };

    public static readonly DiagnosticRule CallerDefault = new()
    {
        Code = "LTL2013",
        Title = "The caller is not known yet",
        Explanation = "Defaults such as `caller.id` come with authentication, which a later version serves.",
        Wrong = """
            customer:
              fields:
                owner: string = caller.id
            """,
        Right = """
            customer:
              fields:
                owner: string
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        UnknownKey, MissingKey, WrongKind, EmptyValue, WrongValue, NotYet, LanguageVersion, GivenInTwoFiles, ShortForm,
        UnknownConstraint, TypeArguments, GivenTwice, CallerDefault,
    ];
}
