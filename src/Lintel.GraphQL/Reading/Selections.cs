using System.Globalization;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>Makes selections of plans, with the arguments of one request.</summary>
/// <param name="arguments">Reads the arguments.</param>
internal sealed class Selections(Arguments arguments)
{
    /// <summary>Where pages are said.</summary>
    public static readonly PagePlaces First = new("/first", "/after", "/before");

    private static readonly PagePlaces Last = First with { Limit = "/last" };

    /// <summary>What is asked of one row.</summary>
    public Selection One(RowPlan plan) => new() { Names = Names(plan.Fields, plan.Includes) };

    /// <summary>What is asked of rows that are shown in several places.</summary>
    public Selection Rows(RowViews views) => new() { Names = Names(views.Names, views.Includes) };

    /// <summary>What is asked of a list.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="asked">The field with the arguments.</param>
    public Selection Many(ListPlan plan, Documents.AskedField asked)
    {
        var resource = plan.Resource;
        var given = arguments.Of(asked);
        var page = Page(given, plan);
        var selection = new Selection { Names = Names(plan.Rows.Names, plan.Rows.Includes), Page = page };
        if (Given(given, "orderBy") is { } order) selection = selection with { Order = OrderReader.Read(order, resource) };
        if (Given(given, "search") is { } search) selection = selection with { Search = new SearchText(search.Text, "/search") };
        return Given(given, "where") is { } where ? new WhereReader(arguments.Schema).Read(where, resource, selection) : selection;
    }

    private List<SelectedName> Names(IReadOnlyList<SelectedName> fields, IReadOnlyList<RelatedPlan> includes)
    {
        var names = new List<SelectedName>(fields.Count + includes.Count);
        names.AddRange(fields);
        for (var i = 0; i < includes.Count; i++)
        {
            var include = includes[i];
            var below = include.One is { } one ? One(one) : Many(include.List!, include.Asked);
            names.Add(new SelectedName(include.Relation.Name, $"/{include.Asked.Key}", below, IsFirst(includes, i) ? null : i.ToString(CultureInfo.InvariantCulture)));
        }
        return names;
    }

    // The first of a relation needs nothing that keeps it apart.
    private static bool IsFirst(IReadOnlyList<RelatedPlan> includes, int place)
    {
        for (var i = 0; i < place; i++)
        {
            if (includes[i].Relation == includes[place].Relation) return false;
        }
        return true;
    }

    private static PageRequest Page(IReadOnlyDictionary<string, InputValue> given, ListPlan plan)
    {
        var (first, last) = (Number(given, "first"), Number(given, "last"));
        if (first is not null && last is not null) throw new ArgumentProblem("/last", "Only one of 'first' and 'last' can be given.");
        return new PageRequest
        {
            // Where nothing is asked of rows, one is read for form's sake.
            Limit = plan.NeedsRows ? first ?? last : 1,
            Backward = last is not null,
            After = Given(given, "after")?.Text,
            Before = Given(given, "before")?.Text,
            Cursors = plan.MakesCursors,
            Count = plan.Counts ? CountMode.Exact : CountMode.None,
            Places = last is null ? First : Last,
        };
    }

    private static int? Number(IReadOnlyDictionary<string, InputValue> given, string name) =>
        Given(given, name) is { } value ? int.Parse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;

    private static InputValue? Given(IReadOnlyDictionary<string, InputValue> given, string name) => given.TryGetValue(name, out var value) && value.Kind != InputKind.Null ? value : null;
}
