namespace Lintel.Contract.Rules;

/// <summary>Mistakes in the YAML itself, or in the files.</summary>
internal static class YamlRules
{
    public static readonly DiagnosticRule Syntax = new()
    {
        Code = "LTL1001",
        Title = "Not YAML",
        Explanation = "The file is not YAML 1.2 at this place, and what follows could not be read. Mistakes behind it are found once it is repaired.",
        Wrong = """
            lintel: 1
            service: shop
            resources: [
            """,
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule Unreadable = new()
    {
        Code = "LTL1002",
        Title = "File not found or not readable",
        Explanation = "The path given is neither a file nor a folder, or may not be read.",
        Wrong = "(lintel run shp.yaml, where the file is called shop.yaml)",
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule TooLarge = new()
    {
        Code = "LTL1003",
        Title = "Too large",
        Explanation = "A contract file has at most 1 MiB, a folder at most 500 files, and any list or mapping at most 1000 items. Large contracts are a folder of several files, which together are one service.",
        Wrong = "(a file of more than 1 MiB)",
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule NotUtf8 = new()
    {
        Code = "LTL1004",
        Title = "Not UTF-8",
        Explanation = "Contracts are UTF-8, with or without a byte order mark.",
        Wrong = "(a file saved as ISO 8859-1 or UTF-16)",
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule ControlCharacter = new()
    {
        Code = "LTL1005",
        Title = "Control character",
        Explanation = "Characters that no editor shows have no place in a contract; YAML itself forbids most of them.",
        Wrong = "(a file with the character U+0000)",
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule Tag = new()
    {
        Code = "LTL1006",
        Title = "YAML tag",
        Explanation = "Tags such as `!!str` change what a value is. In a contract that depends on where a value stands, and on nothing else. A text that begins with `!` is quoted.",
        Wrong = """
            customer:
              fields:
                name: !!str string
            """,
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule Anchor = new()
    {
        Code = "LTL1007",
        Title = "YAML anchor",
        Explanation = "Anchors and aliases make a contract hard to read and its places ambiguous. Write what you mean where it belongs. A text that begins with `&` is quoted.",
        Wrong = """
            customer:
              fields:
                name: &name string(1..200)
            """,
        Right = """
            customer:
              fields:
                name: string(1..200)
            """,
    };

    public static readonly DiagnosticRule Alias = new()
    {
        Code = "LTL1008",
        Title = "YAML alias",
        Explanation = "Anchors and aliases make a contract hard to read and its places ambiguous. Write what you mean where it belongs. A text that begins with `*` is quoted.",
        Wrong = """
            customer:
              fields:
                name: *name
            """,
        Right = """
            customer:
              fields:
                name: string(1..200)
            """,
    };

    public static readonly DiagnosticRule MergeKey = new()
    {
        Code = "LTL1009",
        Title = "YAML merge key",
        Explanation = "`<<` is an extension of YAML 1.1 that is not part of the language.",
        Wrong = """
            customer:
              fields:
                name: string
                <<: { email: email }
            """,
        Right = """
            customer:
              fields:
                name: string
                email: email
            """,
    };

    public static readonly DiagnosticRule DuplicateKey = new()
    {
        Code = "LTL1010",
        Title = "Key given twice",
        Explanation = "A mapping has each key once. Many YAML readers silently keep the last.",
        Wrong = """
            customer:
              fields:
                name: string(1..200)
                name: text
            """,
        Right = """
            customer:
              fields:
                name: string(1..200)
            """,
    };

    public static readonly DiagnosticRule SeveralDocuments = new()
    {
        Code = "LTL1011",
        Title = "Several documents in one file",
        Explanation = "A contract file holds one YAML document. A contract may be a folder of several files.",
        Wrong = """
            lintel: 1
            service: shop
            resources: { customer: { fields: { name: string } } }
            ---
            resources: { product: { fields: { name: string } } }
            """,
        Right = """
            lintel: 1
            service: shop
            resources: { customer: { fields: { name: string } }, product: { fields: { name: string } } }
            """,
    };

    public static readonly DiagnosticRule KeyNotText = new()
    {
        Code = "LTL1012",
        Title = "Key is not text",
        Explanation = "Keys are names, never lists or mappings.",
        Wrong = """
            customer:
              fields:
                ? [first, last]
                : string
            """,
        Right = """
            customer:
              fields:
                first: string
                last: string
            """,
    };

    public static readonly DiagnosticRule TooDeep = new()
    {
        Code = "LTL1013",
        Title = "Nested too deep",
        Explanation = "Nothing in the language needs more than a few levels.",
        Wrong = """
            lintel: 1
            service: shop
            resources: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
            """,
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule NotAMapping = new()
    {
        Code = "LTL1014",
        Title = "Not a contract",
        Explanation = "The top of each contract file is a mapping. An empty file is not a contract.",
        Wrong = """
            - lintel
            - service
            """,
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule CutByComma = new()
    {
        Code = "LTL1015",
        Title = "Text cut by a comma",
        Explanation = "Between braces or brackets YAML takes a comma for the end of a value, even inside parentheses. Quote the text, or write it on a line of its own.",
        Wrong = """
            customer:
              fields:
                size: { type: enum(small, large) }
            """,
        Right = """
            customer:
              fields:
                size: { type: "enum(small, large)" }
            """,
    };

    public static readonly DiagnosticRule CutByComment = new()
    {
        Code = "LTL1016",
        Title = "Text cut by a comment",
        Explanation = "` #` begins a comment, so that YAML drops the rest of the line. Quote the text.",
        Wrong = """
            customer:
              fields:
                color: string = #ffffff
            """,
        Right = """
            customer:
              fields:
                color: "string = '#ffffff'"
            """,
    };

    public static readonly DiagnosticRule CutByColon = new()
    {
        Code = "LTL1017",
        Title = "Text cut by a colon",
        Explanation = "`: ` ends a key, so that YAML can't read a text that holds it without quotes.",
        Wrong = """
            customer:
              fields:
                ratio: string = a: b
            """,
        Right = """
            customer:
              fields:
                ratio: "string = 'a: b'"
            """,
    };

    public static readonly DiagnosticRule LeadingSign = new()
    {
        Code = "LTL1018",
        Title = "Text begins with a sign of YAML",
        Explanation = "``! & * > | @ % ` `` mean something to YAML at the beginning of a value. Quote the text.",
        Wrong = """
            customer:
              fields:
                name:
                  type: string
                  description: @name of the customer
            """,
        Right = """
            customer:
              fields:
                name:
                  type: string
                  description: "@name of the customer"
            """,
    };

    public static readonly DiagnosticRule NoFiles = new()
    {
        Code = "LTL1019",
        Title = "Folder without a contract",
        Explanation = "A folder is a contract if files called `*.yaml` or `*.yml` stand directly in it.",
        Wrong = "(lintel run empty-folder/)",
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } =
    [
        Syntax, Unreadable, TooLarge, NotUtf8, ControlCharacter, Tag, Anchor, Alias, MergeKey, DuplicateKey, SeveralDocuments,
        KeyNotText, TooDeep, NotAMapping, CutByComma, CutByComment, CutByColon, LeadingSign, NoFiles,
    ];
}
