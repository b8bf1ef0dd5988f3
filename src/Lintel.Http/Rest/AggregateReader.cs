using Lintel.Binding;
using Lintel.Errors;
using Lintel.Operations;

namespace Lintel.Http.Rest;

/// <summary>Reads what an aggregate asks: <c>group=status,month(createdAt)&amp;sum=revenue:quantity*unitPrice</c>.</summary>
internal sealed class AggregateReader(ProblemList problems)
{
    private readonly List<AggregateTerm> _groups = [];
    private readonly List<Measure> _measures = [];
    private FilterText? _having;

    /// <summary>The parameters that are read here.</summary>
    public static IReadOnlyList<string> Words { get; } = ["group", .. MeasureTable.Names, "having"];

    /// <summary>Reads one parameter.</summary>
    public void Read(string name, string value)
    {
        if (name == "having") _having = new FilterText(value, "?having");
        else if (MeasureTable.TryFind(name, out var function)) Terms(name, value, term => _measures.Add(new Measure(function, term)));
        else Terms(name, value, _groups.Add);
    }

    /// <summary>The operation that was asked for.</summary>
    public AggregateOperation ToOperation(string resource, Selection selection) =>
        new() { Resource = resource, Selection = selection, Groups = _groups, Measures = _measures, Having = _having };

    /// <summary>Splits at commas that stand in no parentheses, brackets or quotes; without blanks around the parts.</summary>
    public static List<string> Split(string value)
    {
        var parts = new List<string>();
        var (start, depth, quote) = (0, 0, '\0');
        for (var i = 0; i < value.Length; i++)
        {
            var letter = value[i];
            if (quote != '\0')
            {
                if (letter == '\\') i++;
                else if (letter == quote) quote = '\0';
            }
            else if (letter is '\'' or '"') quote = letter;
            else if (letter is '(' or '[') depth++;
            else if (letter is ')' or ']') depth--;
            else if (letter == ',' && depth == 0)
            {
                parts.Add(value[start..i].Trim());
                start = i + 1;
            }
        }
        parts.Add(value[start..].Trim());
        return parts;
    }

    private void Terms(string parameter, string value, Action<AggregateTerm> add)
    {
        foreach (var part in Split(value))
        {
            var name = Name(part);
            var text = part[name.Length..].TrimStart(':').Trim();
            if (text.Length > 0) add(new AggregateTerm(name.Length > 0 ? name : null, text, "?" + parameter));
            else problems.Add(ErrorCatalogue.InvalidParameter, "?" + parameter, $"'{parameter}' is a list of fields or expressions, each of which may have a name before it, as in {parameter}=x:total.");
        }
    }

    // No expression begins with a name and a colon.
    private static string Name(string part)
    {
        var length = 0;
        while (length < part.Length && (char.IsAsciiLetter(part[length]) || part[length] == '_' || (length > 0 && char.IsAsciiDigit(part[length])))) length++;
        return length < part.Length && part[length] == ':' ? part[..length] : "";
    }
}
