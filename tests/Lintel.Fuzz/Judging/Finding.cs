using Lintel.Fuzz.Wire;

namespace Lintel.Fuzz.Judging;

/// <summary>What no request may lead to.</summary>
public enum FindingKind
{
    /// <summary>A status of 5xx that is not a documented 503.</summary>
    ServerError,

    /// <summary>No whole answer in time.</summary>
    Hang,

    /// <summary>An answer that HTTP can't read, or none.</summary>
    BrokenAnswer,

    /// <summary>A status, header, media type or body that the document does not say.</summary>
    Undocumented,

    /// <summary>A problem that tells of the inside: SQL, tables, columns, paths, types.</summary>
    Leak,

    /// <summary>Rows that are others though the request was refused, or only read.</summary>
    ChangedRows,

    /// <summary>An error in the log, whatever the caller was told.</summary>
    LoggedError,
}

/// <summary>One finding.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Text">What exactly.</param>
/// <param name="Request">The request behind which it was seen.</param>
public sealed record Finding(FindingKind Kind, string Text, SentRequest Request)
{
    /// <summary>What findings of the same cause have in common, most likely.</summary>
    public string Cause => $"{Kind} {Request.Method} {Request.Template} {new string([.. Text.Where(letter => !char.IsAsciiDigit(letter)).Take(90)])}";

    /// <summary>The file that shows it again; null: none was written.</summary>
    public string? Replay { get; init; }

    public override string ToString() => $"{Kind}: {Request.Method} {Cut(Request.Target)} → {Request.Status}: {Cut(Text, 1200)}{(Replay is null ? "" : $"\n  replay: {Replay}")}";

    private static string Cut(string text, int most = 160) => text.Length <= most ? text : text[..most] + "…";
}
