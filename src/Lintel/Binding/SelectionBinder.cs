using System.Globalization;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Resolves a selection with all its levels. One binder serves one operation.</summary>
/// <param name="limits">What may be asked for.</param>
/// <param name="problems">What is wrong.</param>
/// <param name="parameters">The values of the operation.</param>
/// <param name="expressions">Reads conditions in the expression language.</param>
/// <param name="view">What the caller may see.</param>
/// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
internal sealed class SelectionBinder(ServiceLimits limits, ProblemList problems, List<Value> parameters, ExpressionBinder expressions, CallerView view, long now)
{
    // Rows of a list that are held at once while it is streamed.
    private const int RowsInBatch = 500;

    private readonly FilterBinder _filters = new(limits, problems, parameters, view);
    private readonly PathBinder _paths = new(limits, problems, view);
    private int _relations;

    /// <summary>The rows of a list.</summary>
    public BoundSelection BindList(Resource resource, Selection selection, IReadOnlyList<BoundFilter> within) =>
        Bind(resource, selection, [.. within, .. Shown(resource, selection)], Shape.Page, [], 0, 1);

    /// <summary>One row.</summary>
    public BoundSelection BindOne(Resource resource, Selection selection, IReadOnlyList<BoundFilter> key) =>
        Bind(resource, selection, [.. key, .. Shown(resource, selection)], Shape.One, [], 0, 1);

    // Which rows relations lead to, the lowering of each step knows: so no path can lead to what is hidden.
    private static Deleted[] Shown(Resource resource, Selection selection) => Deleted.Of(resource, selection.Deleted) is { } shown ? [shown] : [];

    private BoundSelection Bind(
        Resource resource, Selection selection, List<BoundFilter> filter, Shape shape, IReadOnlyList<Field> matched, int depth, long rows)
    {
        var columns = new ColumnSet();
        var relations = new List<Asked>();
        var showsActions = Names(resource, selection, columns, relations);
        var shown = columns.Count;
        if (showsActions && resource.State is { } state) columns.Add(state);
        var actions = showsActions ? Offered(resource, columns) : null;

        _filters.Bind(resource, selection.Conditions, filter);
        if (selection.Filter is { } text) expressions.Bind(resource, text, view, now, filter, parameters, problems);
        if (selection.Where is { } tree) new FilterTreeBinder(limits, problems, parameters, view, now).Bind(resource, tree, filter);
        if (selection.Search is { } search && SearchBinder.Bind(resource, search, limits, view, parameters, problems) is { } matching) filter.Add(matching);
        var order = shape == Shape.One ? [] : Order(resource, selection.Order, filter, columns);
        var page = shape != Shape.Page ? null : selection.Page.Whole ? Whole(selection.Page, ref rows) : Page(resource, selection.Page, order, ref rows);
        var tag = shape == Shape.One && depth == 0 ? Tag(resource, columns) : [];
        foreach (var field in matched) columns.Add(field);
        if (rows > limits.Rows)
            problems.Add(ErrorCatalogue.InvalidParameter, "?include", string.Create(CultureInfo.InvariantCulture, $"This could read more than {limits.Rows} rows; ask for fewer relations or a smaller page."));

        var includes = new List<BoundInclude>(relations.Count);
        foreach (var asked in relations)
        {
            foreach (var field in asked.Relation.SourceFields) columns.Add(field);
            if (Include(asked, depth + 1, rows) is { } include) includes.Add(include);
        }
        return new BoundSelection
        {
            Resource = resource,
            Columns = columns.Paths,
            Shown = shown,
            Actions = actions,
            Includes = includes,
            Filter = filter.Count switch { 0 => null, 1 => filter[0], _ => new AllOf(filter) },
            Order = order,
            Page = page,
            MakesCursors = shape == Shape.Whole && selection.Page.Cursors,
            TagColumns = tag,
        };
    }

    private BoundInclude? Include(Asked asked, int depth, long rows)
    {
        var (relation, nested, alias) = asked;
        if (depth > limits.IncludeDepth || ++_relations > limits.Includes)
        {
            if (_relations <= limits.Includes + 1)
                problems.Add(ErrorCatalogue.InvalidParameter, "?include", $"At most {limits.Includes} relations, {limits.IncludeDepth} levels deep, can come along.");
            return null;
        }
        var shape = relation.Kind switch
        {
            RelationKind.Reference => Shape.One,
            // What is owned comes whole, as a part of its owner, where no page is asked for.
            RelationKind.Children => nested.Page is { Limit: null, After: null, Before: null, Backward: false } ? Shape.Whole : Shape.Page,
            RelationKind.Reverse or RelationKind.ManyToMany => Shape.Page,
        };
        if (shape == Shape.Whole) rows *= relation.MaxItems;
        // The links of a many-to-many relation are matched by the store itself; its rows need only their own columns.
        var matched = relation.Kind == RelationKind.ManyToMany ? [] : relation.TargetFields;
        return new BoundInclude(relation, Bind(relation.Target, nested, [], shape, matched, depth, rows), alias);
    }

    // Tells whether the actions are among what is wanted.
    private bool Names(Resource resource, Selection selection, ColumnSet columns, List<Asked> relations)
    {
        var actions = false;
        if (selection.Names is null)
        {
            foreach (var field in resource.Fields)
            {
                // Whose a row is goes without saying, but to who sees rows of all tenants.
                if (!field.WriteOnly && view.MaySee(field) && (field.Role != FieldRole.Tenant || view.IsOfEverything)) columns.Add(field);
            }
        }
        // Every read passes here, and most name nothing: loops allocate nothing.
        for (var i = 0; i < selection.Names?.Count; i++) actions |= Name(resource, selection.Names[i], columns, relations);
        for (var i = 0; i < selection.Includes.Count; i++) actions |= Name(resource, selection.Includes[i], columns, relations);
        return actions;
    }

    // Tells whether it is the actions.
    private bool Name(Resource resource, SelectedName name, ColumnSet columns, List<Asked> relations)
    {
        if (name.Name == Selection.ActionsName) return HasActions(resource, name);
        if (resource.FindRelation(name.Name) is { } hidden && !view.MaySee(hidden)) view.Refuse(problems, name.Pointer, name.Name);
        else if (resource.FindRelation(name.Name) is { } relation) Merge(relations, new Asked(relation, name.Selection ?? Selection.Default, name.Alias));
        else if (resource.FindField(name.Name) is not { WriteOnly: false } field)
            problems.Add(ErrorCatalogue.UnknownField, name.Pointer, $"'{resource.Name}' has no field or relation '{name.Name}'.{PathBinder.Suggest(resource, name.Name)}");
        else if (name.Selection is not null)
            problems.Add(ErrorCatalogue.UnknownField, name.Pointer, $"'{resource.Name}.{name.Name}' is a field; only a relation has fields of its own.");
        else if (!view.MaySee(field)) view.Refuse(problems, name.Pointer, name.Name);
        else columns.Add(field);
        return false;
    }

    private bool HasActions(Resource resource, SelectedName name)
    {
        if (name.Selection is not null) problems.Add(ErrorCatalogue.UnknownField, name.Pointer, $"'{name.Name}' is a list of names, and has no fields.");
        else if (resource.Actions.Count == 0) problems.Add(ErrorCatalogue.UnknownField, name.Pointer, $"'{resource.Name}' has no actions to be shown as '{name.Name}'.{Elsewhere(resource)}");
        else return true;
        return false;
    }

    // Those that the caller may do at all, each with what the row says of it.
    private List<OfferedAction> Offered(Resource resource, ColumnSet columns)
    {
        var offered = new List<OfferedAction>();
        var rights = new Dictionary<Policy, int>();
        foreach (var action in resource.Actions)
        {
            var allowed = action.Access is not { } asked ? true : view.Allows(asked);
            if (allowed == false) continue;
            var column = -1;
            if (allowed is null && !rights.TryGetValue(action.Access!, out column)) rights[action.Access!] = column = columns.Add(view.RightTo(action, parameters));
            offered.Add(new OfferedAction(action, column));
        }
        return offered;
    }

    private static string Elsewhere(Resource resource) =>
        resource.Relations.FirstOrDefault(relation => relation.Target.Actions.Count > 0) is { } other ? $" Those of its {other.Name} are '{other.Name}.{Selection.ActionsName}'." : "";

    // include=lines and fields=lines(quantity) speak of the same rows: the names and relations of both come.
    private static void Merge(List<Asked> relations, Asked asked)
    {
        var at = relations.FindIndex(known => known.Relation == asked.Relation && known.Alias == asked.Alias);
        if (at < 0)
        {
            relations.Add(asked);
            return;
        }
        var (known, again) = (relations[at].Selection, asked.Selection);
        relations[at] = asked with
        {
            Selection = known with
            {
                Names = known.Names is null ? again.Names : again.Names is null ? known.Names : [.. known.Names, .. again.Names],
                Includes = [.. known.Includes, .. again.Includes],
            },
        };
    }

    private List<BoundOrder> Order(Resource resource, IReadOnlyList<OrderTerm> terms, List<BoundFilter> filter, ColumnSet columns)
    {
        var order = new List<BoundOrder>(terms.Count + resource.Key.Count);
        if (terms.Count > limits.Sort)
            problems.Add(ErrorCatalogue.InvalidParameter, terms[limits.Sort].Pointer, $"At most {limits.Sort} sort terms are allowed.");
        for (var i = 0; i < Math.Min(terms.Count, limits.Sort); i++)
        {
            var term = terms[i];
            if (_paths.Bind(resource, term.Path, term.Pointer) is not { } path) continue;
            if (!path.IsSingle || !OperatorTable.Sorts(path.Field))
                problems.Add(ErrorCatalogue.InvalidParameter, term.Pointer, $"A list can't be sorted by '{term.Path}'.");
            else if (Has(order, path))
                problems.Add(ErrorCatalogue.InvalidParameter, term.Pointer, $"'{term.Path}' stands twice.");
            else order.Add(new BoundOrder(path, term.Descending, columns.Add(path)));
        }
        if (terms.Count == 0 && filter.Find(static part => part is Matching) is Matching matching)
        {
            var path = new BoundPath([], SearchBinder.Relevance(parameters[matching.Slot]));
            order.Add(new BoundOrder(path, false, columns.Add(path)));
        }
        if (IsTotal(resource, order, filter)) return order;
        // The key makes the order total; in the direction of the last term one index can serve it all.
        var descending = order is [.., { Descending: true }];
        // Rows without one stand in the order of all that can be ordered, so that only the same stands beside the same.
        var ends = resource.Key.Count > 0 ? resource.Key : resource.Fields;
        for (var i = 0; i < ends.Count; i++)
        {
            if (resource.Key.Count == 0 && !(ends[i] is { IsStored: true, WriteOnly: false } field && view.MaySee(field) && OperatorTable.Sorts(field))) continue;
            var path = new BoundPath([], ends[i]);
            if (!Has(order, path)) order.Add(new BoundOrder(path, descending, columns.Add(path)));
        }
        return order;
    }

    // Behind what no two rows share nothing is left to order, and the index that keeps it unique serves the order as it is. One of its terms always has a value,
    // by which stores that nest rows know that there is a row.
    private bool IsTotal(Resource resource, List<BoundOrder> order, List<BoundFilter> filter)
    {
        foreach (var unique in resource.Entity.Uniques)
        {
            // Of each tenant one row may have it, and who is of one sees no other.
            var columns = view.IsOfEverything ? unique.Columns : unique.Told;
            if (!unique.IgnoreCase && columns.All(column => !column.Nullable && (IsOrdered(column) || IsGiven(column)))) return order.Exists(term => term.Path is { Hops.Count: 0, Nullable: false, Field.IsStored: true });
        }
        return false;

        bool IsOrdered(Column column) => order.Exists(term => term.Path.Hops.Count == 0 && term.Path.Field.IsIn(column));
        bool IsGiven(Column column) => filter.Exists(part => part is Comparison { Operator: FilterOperator.Equal } equal && equal.Path.Hops.Count == 0 && equal.Path.Field.IsIn(column));
    }

    private BoundPage Page(Resource resource, PageRequest page, List<BoundOrder> order, ref long rows)
    {
        var limit = page.Limit ?? Math.Min(ServiceLimits.UsualPage, resource.MaxLimit);
        if (limit < 1 || limit > resource.MaxLimit)
            problems.Add(ErrorCatalogue.InvalidParameter, page.Places.Limit, $"'{NameIn(page.Places.Limit)}' is a whole number from 1 to {resource.MaxLimit}.");
        rows *= limit;
        var after = CursorAt(page.After, page.Places.After, resource, order);
        var before = CursorAt(page.Before, page.Places.Before, resource, order);
        return new BoundPage { Limit = limit, Backward = page.Backward, Cursor = page.Backward ? before : after, End = page.Backward ? after : before, Count = page.Count };
    }

    private CursorSlot[] CursorAt(string? text, string pointer, Resource resource, List<BoundOrder> order)
    {
        if (text is null) return [];
        if (!Cursor.TryDecode(text, resource, order, out var values))
            problems.Add(ErrorCatalogue.InvalidCursor, pointer, "The cursor is damaged, or belongs to a list with another sort order or another search.");
        var cursor = new CursorSlot[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            parameters.Add(values[i]);
            cursor[i] = new CursorSlot(parameters.Count - 1, values[i].IsNull);
        }
        return cursor;
    }

    /// <summary>What a part of a page is called where it was said.</summary>
    public static ReadOnlySpan<char> NameIn(string pointer) => pointer.AsSpan(pointer.AsSpan().LastIndexOfAny("?/.") + 1);

    // Of a list that is streamed no more rows are held at once than a batch has.
    private BoundPage? Whole(PageRequest page, ref long rows)
    {
        rows *= RowsInBatch;
        if (page.Limit is not { } limit) return null;
        if (limit < 1) problems.Add(ErrorCatalogue.InvalidParameter, page.Places.Limit, $"'{NameIn(page.Places.Limit)}' is a whole number from 1 to {int.MaxValue}.");
        return new BoundPage { Limit = limit, LooksAhead = false };
    }

    // Of a field that the caller may not see, or nobody, a tag would tell, by guessing.
    private List<int> Tag(Resource resource, ColumnSet columns)
    {
        foreach (var field in resource.Key) columns.Add(field); // what a Location is made of
        if (resource.Version is { } version) return [columns.Add(version)];
        return [.. resource.Fields.Where(field => field is { IsComputed: false, WriteOnly: false } && view.MaySee(field)).Select(field => columns.Add(field))];
    }

    private static bool Has(List<BoundOrder> order, BoundPath path)
    {
        for (var i = 0; i < order.Count; i++)
        {
            if (Same(order[i].Path, path)) return true;
        }
        return false;
    }

    private static bool Same(BoundPath left, BoundPath right) =>
        left.Field == right.Field && left.Hops.Count == right.Hops.Count && (left.Hops.Count == 0 || left.Hops.SequenceEqual(right.Hops));

    /// <summary>A relation that was asked for.</summary>
    private readonly record struct Asked(Relation Relation, Selection Selection, string? Alias);

    private enum Shape
    {
        One,
        Whole,
        Page,
    }

    /// <summary>The columns of one level, each once.</summary>
    private sealed class ColumnSet
    {
        private readonly List<BoundPath> _paths = [];

        public IReadOnlyList<BoundPath> Paths => _paths;

        public int Count => _paths.Count;

        // Every column of every read passes here: a loop allocates nothing, a lambda would.
        public int Add(Field field)
        {
            for (var i = 0; i < _paths.Count; i++)
            {
                if (_paths[i].Field == field && _paths[i].Hops.Count == 0) return i;
            }
            _paths.Add(new BoundPath([], field));
            return _paths.Count - 1;
        }

        public int Add(BoundPath path)
        {
            for (var i = 0; i < _paths.Count; i++)
            {
                if (Same(_paths[i], path)) return i;
            }
            _paths.Add(path);
            return _paths.Count - 1;
        }
    }
}
