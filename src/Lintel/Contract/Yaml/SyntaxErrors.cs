using Lintel.Contract.Rules;
using YamlDotNet.Core;

namespace Lintel.Contract.Yaml;

/// <summary>Turns a failure of the YAML parser into a diagnostic that names what was probably meant.</summary>
internal static class SyntaxErrors
{
    public static void Report(YamlException failure, SourceFile file, DiagnosticBag bag)
    {
        var start = Math.Clamp((int)failure.Start.Index, 0, file.Text.Length);
        var place = new Place(file, start, Math.Max(1, (int)failure.End.Index - start));
        var (line, column) = file.Locate(start);
        var text = file.LineText(line);
        var value = ValueStart(text);
        var rest = value < 0 ? "" : text[value..].TrimEnd();

        if (value >= 0 && column - 1 >= value && rest.Length > 0 && "@`%>|!&*".Contains(rest[0], StringComparison.Ordinal))
        {
            bag.Report(YamlRules.LeadingSign, new Place(file, start - (column - 1) + value, rest.Length),
                $"In YAML a value can't begin with `{rest[0]}`.", $"quote it: {Wording.YamlQuoted(rest)}");
        }
        else if (value >= 0 && column - 1 >= value && rest.Contains(": ", StringComparison.Ordinal) && rest[0] is not ('"' or '\'' or '{' or '['))
        {
            bag.Report(YamlRules.CutByColon, new Place(file, start - (column - 1) + value, rest.Length),
                "YAML reads `: ` as the end of a key, so this text can't stand without quotes.", $"quote it: {Wording.YamlQuoted(rest)}");
        }
        else
        {
            bag.Report(YamlRules.Syntax, place, $"This is not YAML: {Sentence(failure.Message)}",
                text.AsSpan().TrimStart(' ').StartsWith("\t") ? "indent with spaces; YAML does not allow tabs" : "look at this line's indentation, quotes and brackets, and at the line above");
        }
    }

    // Where the value behind the line's first `key: ` or `- ` begins; -1 where there is none.
    private static int ValueStart(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var dash = line.AsSpan().TrimStart().StartsWith("- ") ? line.IndexOf('-', StringComparison.Ordinal) : -1;
        var before = colon >= 0 ? colon : dash;
        if (before < 0)
            return -1;
        var start = before + 1;
        while (start < line.Length && line[start] == ' ')
            start++;
        return start < line.Length ? start : -1;
    }

    private static string Sentence(string message)
    {
        var text = message.Trim().TrimEnd('.');
        return text.Length == 0 ? "it can't be parsed." : $"{char.ToLowerInvariant(text[0])}{text[1..]}.";
    }
}
