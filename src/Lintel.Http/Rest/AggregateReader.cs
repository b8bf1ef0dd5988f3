using System.Globalization;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Operations;

namespace Lintel.Http.Rest;

/// <summary>Reads what an aggregate asks: <c>group=status,month(createdAt)&amp;sum=revenue:quantity*unitPrice</c>.</summary>
internal sealed class AggregateReader(ProblemList problems)
{
    private readonly List<AggregateTerm> _groups = [];
    private readonly List<Measure> _measures = [];
    private readonly List<OrderTerm> _order = [];
    private FilterText? _having;
    private int? _limit;

    /// <summary>The parameters that are read here.</summary>
    public static IReadOnlyList<string> Words { get; } = ["group", .. MeasureTable.Names, "having", "sort", "limit"];

    /// <summary>Reads a parameter; false where it is none of the words.</summary>
    public bool TryRead(string name, string value)
    {
        switch (name)
        {
            case "group": Terms(name, value, _groups.Add); break;
            case "having": _having = new FilterText(value, "?having"); break;
            case "sort": Sort(value); break;
            case "limit": Limit(value); break;
            case var _ when MeasureTable.TryFind(name, out var function): Terms(name, value, term => _measures.Add(new Measure(function, term))); break;
            default: return false;
        }
        return true;
    }

    /// <summary>The operation that was asked for.</summary>
    /// <param name="resource">The name of the resource.</param>
    /// <param name="rows">Which rows.</param>
    public AggregateOperation ToOperation(string resource, Selection rows) => new()
    {
        Resource = resource,
        Selection = rows with { Order = _order, Page = new PageRequest { Limit = _limit } },
        Groups = _groups,
        Measures = _measures,
        Having = _having,
    };

    private void Terms(string parameter, string value, Action<AggregateTerm> add)
    {
        foreach (var part in Split(value))
        {
            var name = Name(part);
            var text = name.Length > 0 ? part[(name.Length + 1)..].TrimStart() : part;
            if (text.Length > 0) add(new AggregateTerm(name.Length > 0 ? name : null, text, "?" + parameter));
            else problems.Add(ErrorCatalogue.InvalidParameter, "?" + parameter,
                $"'{parameter}' is a list of fields or expressions, each of which may have a name before it, as in {parameter}=x:total.");
        }
    }

    private void Sort(string value)
    {
        foreach (var part in Split(value))
        {
            var descending = part is ['-', ..];
            var key = descending ? part[1..] : part;
            if (key.Length > 0) _order.Add(new OrderTerm(key, descending, "?sort"));
            else problems.Add(ErrorCatalogue.InvalidParameter, "?sort", "'sort' is a list of keys of the answer such as -sum.total,status.");
        }
    }

    private void Limit(string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)) _limit = limit;
        else problems.Add(ErrorCatalogue.InvalidParameter, "?limit", "'limit' is a whole number, at least 1.");
    }

    // No expression begins with a name and a colon.
    private static string Name(string part)
    {
        var length = 0;
        while (length < part.Length && (char.IsAsciiLetter(part[length]) || part[length] == '_' || (length > 0 && char.IsAsciiDigit(part[length])))) length++;
        return length < part.Length && part[length] == ':' ? part[..length] : "";
    }

    // At commas that stand in no parentheses, brackets or quotes.
    private static List<string> Split(string value)
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
}
