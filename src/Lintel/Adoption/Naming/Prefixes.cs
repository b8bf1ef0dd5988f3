namespace Lintel.Adoption.Naming;

/// <summary>Finds the beginnings of names that say nothing: <c>tbl_</c>, and what all names of a schema or all columns of a table begin with.</summary>
internal static class Prefixes
{
    private static readonly string[] OfTables = ["tbl", "tb", "table"];
    private static readonly string[] OfViews = ["v", "vw", "view", "mv", "mview"];

    /// <summary>The words of a table's name without what says that it is one.</summary>
    public static IReadOnlyList<string> WithoutKind(string name, bool isView)
    {
        var words = Words.Of(name);
        if (words.Count > 1 && (OfTables.Contains(words[0]) || (isView && OfViews.Contains(words[0]))))
            return [.. words.Skip(1)];
        return words;
    }

    /// <summary>How many words at their beginning all names share and could do without.</summary>
    /// <param name="names">The words of each name.</param>
    /// <param name="least">Of how many names it is no chance.</param>
    public static int Common(IReadOnlyList<IReadOnlyList<string>> names, int least)
    {
        if (names.Count < least)
            return 0;
        var shared = 0;
        while (names.All(words => words.Count > shared + 1 && words[shared] == names[0][shared]))
            shared++;
        return shared;
    }
}
