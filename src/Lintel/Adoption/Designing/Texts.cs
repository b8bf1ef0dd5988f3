namespace Lintel.Adoption.Designing;

/// <summary>What people wrote, as a contract can hold it.</summary>
internal static class Texts
{
    /// <summary>A comment without blanks around it and at the ends of its lines; null where nothing is left.</summary>
    public static string? Comment(string? comment)
    {
        if (string.IsNullOrWhiteSpace(comment))
            return null;
        var lines = comment.ReplaceLineEndings("\n").Split('\n').Select(line => string.Concat(line.Where(sign => !char.IsControl(sign) || sign == '\t')).Replace('\t', ' ').TrimEnd());
        return string.Join('\n', lines).Trim('\n', ' ') is { Length: > 0 } text ? text : null;
    }

    /// <summary>Whether a name is of another script, so that who reads the contract should see it as it is.</summary>
    public static bool IsForeign(string name) => name.Any(sign => char.IsLetter(sign) && !char.IsAscii(sign));
}
