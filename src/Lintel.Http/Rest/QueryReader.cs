using System.Globalization;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Microsoft.AspNetCore.WebUtilities;

namespace Lintel.Http.Rest;

/// <summary>Reads a query string into a selection. Reserved words win; every other parameter is a filter; nothing is ignored.</summary>
/// <param name="resource">The resource whose rows are asked for.</param>
/// <param name="limits">How much may be asked for.</param>
/// <param name="problems">What is wrong.</param>
/// <param name="function">The function that is given parameters of its own, which win over all others; null: none.</param>
internal sealed class QueryReader(Resource resource, ServiceLimits limits, ProblemList problems, ServiceFunction? function = null)
{
    private static readonly Dictionary<RestAsk, string[]> Words = new()
    {
        [RestAsk.List] = ["fields", "include", "filter", "search", "sort", "limit", "after", "before", "count"],
        [RestAsk.Stream] = ["fields", "include", "filter", "search", "sort", "limit"],
        [RestAsk.Aggregate] = [.. AggregateReader.Words, "filter", "search"],
        [RestAsk.One] = ["fields", "include"],
        [RestAsk.Invoke] = [],
        // What a write answers is whole, so that a client knows what it gets.
        [RestAsk.Create] = ["include"],
        [RestAsk.Import] = ["onError"],
        [RestAsk.Replace] = ["include"],
        [RestAsk.Upsert] = ["include"],
        [RestAsk.Change] = ["include"],
        [RestAsk.ChangeAll] = ["filter", "search", "maxAffected"],
        [RestAsk.Act] = ["include"],
        [RestAsk.Restore] = ["include"],
        [RestAsk.Delete] = [],
        [RestAsk.DeleteAll] = ["filter", "search", "maxAffected"],
        [RestAsk.Link] = [],
        [RestAsk.Unlink] = [],
    };

    // Of a resource with soft deletes; elsewhere these are no words, and a field may have such a name.
    private static readonly Dictionary<RestAsk, string[]> SoftWords = new()
    {
        [RestAsk.List] = ["deleted"],
        [RestAsk.Stream] = ["deleted"],
        [RestAsk.Aggregate] = ["deleted"],
        [RestAsk.One] = ["deleted"],
        [RestAsk.Delete] = ["purge"],
        [RestAsk.DeleteAll] = ["deleted", "purge"],
    };

    private static readonly RestAsk[] Filtered = [RestAsk.List, RestAsk.Stream, RestAsk.Aggregate, RestAsk.Upsert, RestAsk.ChangeAll, RestAsk.DeleteAll];

    private static readonly string[] PagesElsewhere = ["offset", "page", "skip", "cursor", "pageToken"];

    private readonly List<Condition> _conditions = [];
    private readonly List<InputMember> _given = [];
    private IReadOnlyList<SelectedName>? _names;
    private IReadOnlyList<SelectedName> _includes = [];
    private IReadOnlyList<OrderTerm> _order = [];
    private FilterText? _filter;
    private SearchText? _search;
    private int? _limit;
    private string? _after;
    private string? _before;
    private CountMode _count;
    private DeletedRows _deleted;
    private bool _skips;
    private AggregateReader? _aggregate;
    private RestAsk _ask;

    /// <summary>What the function is given.</summary>
    public InputValue Given => InputValue.Object(_given);

    /// <summary>The most rows that a write of all that is found may find.</summary>
    public int MaxAffected { get; private set; } = UpdateOperation.DefaultMaxAffected;

    /// <summary>Whether rows shall go for good.</summary>
    public bool Purges { get; private set; }

    /// <summary>The selection that a query string asks for.</summary>
    public Selection Read(ReadOnlyMemory<char> query, RestAsk ask)
    {
        _ask = ask;
        List<string>? seen = null; // most reads of one row have no query string
        foreach (var pair in new QueryStringEnumerable(query))
        {
            seen ??= new List<string>(8);
            if (seen.Count == limits.Parameters)
            {
                problems.Add(ErrorCatalogue.InvalidParameter, null, string.Create(CultureInfo.InvariantCulture, $"At most {limits.Parameters} parameters are allowed."));
                break;
            }
            var name = pair.DecodeName().ToString();
            if (seen.Contains(name))
            {
                problems.Add(ErrorCatalogue.UnknownParameter, "?" + name, $"'{name}' stands twice.");
                continue;
            }
            seen.Add(name);
            Read(name, pair.DecodeValue().ToString());
        }
        if (seen is null && ask == RestAsk.One) return Selection.Default;
        if (ask == RestAsk.DeleteAll && _deleted != DeletedRows.Exclude && !Purges)
            problems.Add(ErrorCatalogue.InvalidParameter, "?deleted", "What is deleted can only be purged: send purge=true too.");
        if (_after is not null && _before is not null) problems.Add(ErrorCatalogue.InvalidParameter, "?before", "Only one of 'after' and 'before' can be given.");
        return new Selection
        {
            Names = _names,
            Includes = _includes,
            Conditions = _conditions,
            Filter = _filter,
            Deleted = _deleted,
            Search = _search,
            Order = _order,
            Page = new PageRequest { Limit = _limit, After = _after, Before = _before, Backward = _before is not null, Count = _count, Whole = ask == RestAsk.Stream },
        };
    }

    private string[] Soft => resource.DeletedAt is not null && SoftWords.TryGetValue(_ask, out var words) ? words : [];

    /// <summary>The aggregate that a query string asks for.</summary>
    public AggregateOperation ReadAggregate(ReadOnlyMemory<char> query)
    {
        _aggregate = new AggregateReader(problems);
        var rows = Read(query, RestAsk.Aggregate);
        return _aggregate.ToOperation(resource.Name, rows);
    }

    /// <summary>Whether an import is asked to leave out rows that are refused.</summary>
    public bool ReadImport(ReadOnlyMemory<char> query)
    {
        Read(query, RestAsk.Import);
        return _skips;
    }

    private void Read(string name, string value)
    {
        if (function?.Input.FindField(name) is not null)
        {
            _given.Add(new InputMember(name, value.Length == 0 ? InputValue.EmptyCell : InputValue.Untyped(value)));
            return;
        }
        if (!Words[_ask].Contains(name) && !Soft.Contains(name))
        {
            if (Filtered.Contains(_ask)) Filter(name, value);
            else Unknown(name);
            return;
        }
        if (_aggregate?.TryRead(name, value) == true) return;
        switch (name)
        {
            case "fields": _names = new FieldsReader("?fields", limits.Fields, problems).ReadFields(value); break;
            case "include": _includes = new FieldsReader("?include", limits.Fields, problems).ReadPaths(value); break;
            case "filter": _filter = new FilterText(value, "?filter"); break;
            case "search": _search = new SearchText(value, "?search"); break;
            case "sort": _order = Sort(value); break;
            case "limit": _limit = Limit(value); break;
            case "maxAffected": MaxAffected = Affected(value); break;
            case "after": _after = value; break;
            case "before": _before = value; break;
            case "count": _count = Count(value); break;
            case "onError": _skips = Skips(value); break;
            case "deleted": _deleted = Deleted(value); break;
            case "purge": Purges = Purge(value); break;
        }
    }

    private int Limit(string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit)) return limit;
        problems.Add(ErrorCatalogue.InvalidParameter, "?limit", $"'limit' is a whole number from 1 to {resource.MaxLimit}.");
        return 1;
    }

    private int Affected(string value)
    {
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var most)) return most;
        problems.Add(ErrorCatalogue.InvalidParameter, "?maxAffected", $"'maxAffected' is a whole number from 1 to {limits.Affected}.");
        return 1;
    }

    private bool Skips(string value)
    {
        if (value is not ("refuse" or "skip")) problems.Add(ErrorCatalogue.InvalidParameter, "?onError", "'onError' is 'refuse', which is meant when nothing is said, or 'skip'.");
        return value == "skip";
    }

    private CountMode Count(string value)
    {
        if (value is "exact") return CountMode.Exact;
        if (value is "estimated") return CountMode.Estimated;
        problems.Add(ErrorCatalogue.InvalidParameter, "?count", "'count' is 'exact' or 'estimated'.");
        return CountMode.None;
    }

    private DeletedRows Deleted(string value)
    {
        if (value is "include") return DeletedRows.Include;
        if (value is "only") return DeletedRows.Only;
        problems.Add(ErrorCatalogue.InvalidParameter, "?deleted", "'deleted' is 'include' or 'only'.");
        return DeletedRows.Exclude;
    }

    private bool Purge(string value)
    {
        if (value is not ("true" or "false")) problems.Add(ErrorCatalogue.InvalidParameter, "?purge", "'purge' is true or false.");
        return value is "true";
    }

    private List<OrderTerm> Sort(string value)
    {
        var order = new List<OrderTerm>();
        foreach (var part in value.Split(','))
        {
            var descending = part is ['-', ..];
            var path = descending ? part[1..] : part;
            if (path.Length == 0) problems.Add(ErrorCatalogue.InvalidParameter, "?sort", "'sort' is a list of fields such as -createdAt,name.");
            else order.Add(new OrderTerm(path, descending, "?sort"));
        }
        return order;
    }

    private void Filter(string name, string value)
    {
        var bracket = name.IndexOf('[', StringComparison.Ordinal);
        var path = bracket < 0 ? name : name[..bracket];
        // A name that is no field at all is more likely a mistyped word than a field of another resource.
        var first = path.AsSpan(0, path.IndexOf('.', StringComparison.Ordinal) is var dot and >= 0 ? dot : path.Length);
        if (resource.FindField(first) is null && resource.FindRelation(first) is null)
        {
            Unknown(path);
            return;
        }
        var found = FilterOperator.Equal;
        if (bracket >= 0 && (name is not [.., ']'] || !OperatorTable.TryFind(name.AsSpan(bracket + 1)[..^1], out found)))
        {
            problems.Add(ErrorCatalogue.InvalidOperator, "?" + name, $"The operators are {string.Join(", ", OperatorTable.Names)}.");
            return;
        }
        switch (found)
        {
            case FilterOperator.IsNull when value is "true" or "false":
                _conditions.Add(new Condition(path, value is "true" ? FilterOperator.IsNull : FilterOperator.IsNotNull, [], "?" + name));
                break;
            case FilterOperator.IsNull:
                problems.Add(ErrorCatalogue.InvalidParameter, "?" + name, "'null' is compared with true or false.");
                break;
            case FilterOperator.In or FilterOperator.NotIn:
                _conditions.Add(new Condition(path, found, [.. SplitList(value).Select(InputValue.Untyped)], "?" + name));
                break;
            default:
                _conditions.Add(new Condition(path, found, [InputValue.Untyped(value)], "?" + name));
                break;
        }
    }

    /// <summary>Splits at commas; a part in double quotes may hold commas, and a doubled quote stands for one.</summary>
    internal static List<string> SplitList(string value)
    {
        var parts = new List<string>();
        var at = 0;
        while (true)
        {
            if (at < value.Length && value[at] == '"')
            {
                var part = new System.Text.StringBuilder();
                for (at++; at < value.Length; at++)
                {
                    if (value[at] != '"') part.Append(value[at]);
                    else if (at + 1 < value.Length && value[at + 1] == '"') part.Append(value[at++]);
                    else break;
                }
                parts.Add(part.ToString());
                at = value.IndexOf(',', Math.Min(at, value.Length));
            }
            else
            {
                var comma = value.IndexOf(',', at);
                parts.Add(comma < 0 ? value[at..] : value[at..comma]);
                at = comma;
            }
            if (at < 0) return parts;
            at++;
        }
    }

    private void Unknown(string name)
    {
        if (Elsewhere(name) is { } advice)
        {
            problems.Add(ErrorCatalogue.UnknownParameter, "?" + name, advice);
            return;
        }
        var words = Words[_ask].Concat(function?.Input.Fields.Select(field => field.Name) ?? []).Concat(Soft).Concat(Filtered.Contains(_ask) ? resource.Fields.Where(field => !field.WriteOnly).Select(field => field.Name) : []);
        var nearest = words.MinBy(word => Spelling.Distance(name, word));
        var hint = nearest is not null && Spelling.Distance(name, nearest) <= Math.Max(1, name.Length / 3) ? $" Did you mean '{nearest}'?" : "";
        problems.Add(ErrorCatalogue.UnknownParameter, "?" + name, $"There is no parameter '{name}' here.{hint}");
    }

    private string? Elsewhere(string name) => _ask switch
    {
        RestAsk.List when PagesElsewhere.Contains(name) => $"There is no parameter '{name}' here: a list goes on with 'after' and the cursor in 'page.next'.",
        RestAsk.Stream when name is "after" or "before" or "count" || PagesElsewhere.Contains(name) => $"There is no parameter '{name}' here: a whole list has no pages.",
        RestAsk.Import when name is "fields" or "include" => $"There is no parameter '{name}' here: an import answers how many rows were created.",
        RestAsk.Create when name == "onError" => "There is no parameter 'onError' here: it is for bodies of many rows.",
        RestAsk.Aggregate when name is "after" or "before" || PagesElsewhere.Contains(name) => $"There is no parameter '{name}' here: an aggregate has no pages, but 'limit' may be larger.",
        not (RestAsk.List or RestAsk.Stream or RestAsk.One or RestAsk.Aggregate or RestAsk.Invoke) when name == "fields" => "There is no parameter 'fields' here: a write answers the whole row.",
        _ => null,
    };
}
