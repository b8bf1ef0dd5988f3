using Lintel.Errors;

namespace Lintel.Expressions;

/// <summary>How messages show what was written.</summary>
internal static class Wording
{
    /// <summary>The text, cut where it is long.</summary>
    public static string Short(string text) => text.Length <= 40 ? text : text[..(char.IsHighSurrogate(text[39]) ? 39 : 40)] + "…";

    /// <summary>The nearest of some names as a question, or null where none is near.</summary>
    public static string? DidYouMean(string written, IEnumerable<string> names)
    {
        var (best, least) = ((string?)null, Math.Max(1, written.Length / 3) + 1);
        foreach (var name in names)
        {
            var distance = Spelling.Distance(written, name);
            if (distance < least) (best, least) = (name, distance);
        }
        return best is null ? null : $"did you mean '{best}'?";
    }
}
