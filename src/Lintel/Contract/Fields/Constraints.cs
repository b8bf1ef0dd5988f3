using Lintel.Model;

namespace Lintel.Contract.Fields;

/// <summary>What is known of the words of the short form, and of those that people bring from elsewhere.</summary>
internal static class Constraints
{
    public const string FormHint = "the form is `TYPE[?] [CONSTRAINT…] [= DEFAULT]`, for example `string(1..200)? unique = 'none'`";

    private static readonly Dictionary<string, string> Elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        ["required"] = "a field is required unless it has `?` or a default; leave the word out",
        ["notnull"] = "a field is never null unless it has `?`; leave the word out",
        ["not"] = "a field is never null unless it has `?`; leave the words out",
        ["null"] = "write `?` directly behind the type",
        ["nullable"] = "write `?` directly behind the type",
        ["optional"] = "write `?` directly behind the type",
        ["default"] = "write `= VALUE` at the end",
        ["primary"] = "the resource's `key:` says what identifies a row",
        ["index"] = "`queries:` of the resource says what is looked for; each access pattern gets an index",
        ["indexed"] = "`queries:` of the resource says what is looked for; each access pattern gets an index",
        ["min"] = "write `>= VALUE`, or `string(MIN..MAX)` for a length",
        ["max"] = "write `<= VALUE`, or `string(MIN..MAX)` for a length",
        ["hidden"] = "did you mean `writeOnly`?",
        ["private"] = "did you mean `writeOnly`?",
        ["references"] = "a reference is the other resource's name in place of a type",
        ["computed"] = "computed fields come later",
    };

    /// <summary>What to write instead of a word that is no constraint, and whether the rest can be read as usual.</summary>
    public static (string? Hint, bool Known) Explain(string word) =>
        Elsewhere.TryGetValue(word, out var hint)
            ? (hint, word is "required" or "optional" or "nullable" or "hidden" or "private" or "index" or "indexed")
            : Wording.DidYouMean(word, ShortFormParser.Words) is { } meant ? (meant, meant is not ("did you mean `reverse`?" or "did you mean `onDelete`?")) : (null, false);

    /// <summary>What that word behind <c>onDelete</c> means; null: nothing.</summary>
    public static OnDelete? OnDelete(string word) => word switch
    {
        "restrict" => Model.OnDelete.Restrict,
        "cascade" => Model.OnDelete.Cascade,
        "setNull" => Model.OnDelete.SetNull,
        _ => null,
    };

    /// <summary>A hint for a sign or word that stands where it can't.</summary>
    public static string HintFor(string text) => text[0] switch
    {
        '?' => "`?` stands directly behind the type: `string(..500)?`",
        '(' => "arguments stand directly behind the type: `string(1..200)`",
        '[' => "`[]` stands directly behind the type: `string(1..40)[]`",
        _ => FormHint,
    };
}
