namespace Lintel.Model;

/// <summary>How a table is searched.</summary>
/// <param name="Columns">The columns that are looked into; the first weighs most. Never empty.</param>
/// <param name="Language">The language whose endings are ignored: <see cref="Simple"/>, or one of <see cref="Languages"/>.</param>
public sealed record SearchIndex(IReadOnlyList<Column> Columns, string Language)
{
    /// <summary>No language: words as they are.</summary>
    public const string Simple = "simple";

    /// <summary>All that can be chosen: those that PostgreSQL 15 has built in.</summary>
    public static IReadOnlyList<string> Languages { get; } =
    [
        Simple, "arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "finnish", "french", "german", "greek", "hindi", "hungarian",
        "indonesian", "irish", "italian", "lithuanian", "nepali", "norwegian", "portuguese", "romanian", "russian", "serbian", "spanish", "swedish",
        "tamil", "turkish", "yiddish",
    ];

    /// <summary>Whether a word that is like one of the search will do. Default: false.</summary>
    public bool Typos { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"search ({string.Join(", ", Columns)}) in {Language}{(Typos ? " with typos" : "")}";
}
