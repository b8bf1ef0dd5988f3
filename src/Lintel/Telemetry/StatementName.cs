namespace Lintel.Telemetry;

/// <summary>What is told of a statement.</summary>
/// <param name="Text">Its text, with placeholders instead of values (<c>db.query.text</c>).</param>
/// <param name="Verb">What it does (<c>db.operation.name</c>): <c>SELECT</c>.</param>
public sealed record StatementName(string Text, string Verb)
{
    /// <summary>The end of a transaction.</summary>
    public static readonly StatementName Commit = new("COMMIT", "COMMIT");

    /// <summary>The name of a statement of SQL. What a common table expression writes is what it does.</summary>
    public static StatementName Of(string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\n');
        var verb = end < 0 ? text : text[..end];
        if (verb != "WITH") return new StatementName(text, verb);
        foreach (var writes in (ReadOnlySpan<string>)["INSERT", "UPDATE", "DELETE"])
        {
            if (text.Contains($"({writes} ", StringComparison.Ordinal)) return new StatementName(text, writes);
        }
        return new StatementName(text, "SELECT");
    }
}
