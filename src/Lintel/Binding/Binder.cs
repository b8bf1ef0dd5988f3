using System.Globalization;
using Lintel.Access;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>Resolves operations against a model. Stateless and thread-safe; nothing is read from a store.</summary>
public sealed class Binder
{
    private readonly ServiceModel _model;
    private readonly ServiceLimits _limits;
    private readonly TimeProvider _clock;
    private readonly ExpressionBinder _expressions;
    private readonly AggregateBinder _aggregates;

    /// <summary>A binder of a model's operations.</summary>
    /// <param name="model">The model.</param>
    /// <param name="clock">What <c>now()</c> tells.</param>
    public Binder(ServiceModel model, TimeProvider clock)
    {
        _model = model;
        _limits = model.Limits;
        _clock = clock;
        _expressions = new ExpressionBinder(_limits);
        _aggregates = new AggregateBinder(_limits, _expressions);
    }

    /// <summary>The time that a request goes by, in microseconds since the Unix epoch.</summary>
    public long Now() => (_clock.GetUtcNow().UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Resolves a read; a problem where the caller made a mistake.</summary>
    public Problem? BindRead(ReadOperation operation, out BoundRead? bound)
    {
        if (!UsualRead.Is(operation)) return BindRead(operation, null, out bound);
        bound = UsualRead.Bind(operation, Find(operation.Resource), Now());
        if (bound is not null) return null;
        if (BindRead(operation, null, out bound) is { } problem) return problem;
        UsualRead.Keep(operation, bound!);
        return null;
    }

    /// <summary>Resolves a read of what a function gives, or of a table; a problem where the caller made a mistake.</summary>
    /// <param name="operation">The read.</param>
    /// <param name="arguments">What the function is given, complete and checked; null: no function is called.</param>
    /// <param name="bound">The read with all names resolved.</param>
    public Problem? BindRead(ReadOperation operation, RowDraft? arguments, out BoundRead? bound)
    {
        bound = null;
        var resource = Find(operation.Resource);
        var problems = new ProblemList();
        var parameters = new List<Value>();
        var now = Now();
        var view = CallerView.Of(_model, operation.Caller, now);
        if (view.Refuse(resource) is { } refused) return refused;
        var binder = new SelectionBinder(_limits, problems, parameters, _expressions, view, now);
        var filter = new List<BoundFilter>();
        if (operation.Scope is { } scope)
        {
            var relation = Find(scope.Resource).FindRelation(scope.Relation) ?? throw new ArgumentException($"No relation '{scope.Relation}'.", nameof(operation));
            if (view.Refuse(relation.Source) is { } closed) return closed;
            if (!view.MaySee(relation)) view.Refuse(problems, null, relation.Name);
            if (!KeyBinder.TryRead(relation.Source, scope.Key, out var parent)) return NoSuchRow(relation.Source);
            filter.AddRange(Below(relation, Slots(parameters, parent)));
        }
        if (operation.Key is not null)
        {
            if (!KeyBinder.TryRead(resource, operation.Key, out var key)) return NoSuchRow(resource);
            filter.AddRange(ByKey(resource, Slots(parameters, key)));
        }
        var call = operation.Call is { } called ? CallBinder.Bind(FindFunction(called.Function), arguments!, problems, parameters) : null;
        var isOne = operation.Key is not null || call is { Function.Returns.IsMany: false };
        // A function that gives one row gives one of nothing but nulls where there is none.
        if (call is not null && isOne) filter.AddRange(resource.Key.Select(field => new Comparison(new BoundPath([], field), FilterOperator.IsNotNull, -1)));
        var selection = isOne ? binder.BindOne(resource, operation.Selection, filter) : binder.BindList(resource, operation.Selection, filter);
        if (problems.ToProblem() is { } problem) return problem;
        var nowSlot = parameters.Count;
        parameters.Add(Value.Of(now));
        bound = new BoundRead
        {
            Resource = resource,
            Selection = selection,
            Call = call,
            Single = isOne,
            Access = view.Bind(selection, parameters),
            Parameters = [.. parameters],
            NowSlot = nowSlot,
            MostBytes = _limits.ResultRows,
        };
        return null;
    }

    /// <summary>What a function is given. Findings go to <paramref name="problems"/>, so that passes can add theirs.</summary>
    public RowDraft BindInput(FunctionCall call, ProblemList problems) => CallBinder.BindInput(FindFunction(call.Function), call, problems);

    /// <summary>Resolves a call of a function for all that it gives; a problem where it can't be called so.</summary>
    /// <param name="call">The call.</param>
    /// <param name="arguments">What the function is given, complete and checked.</param>
    /// <param name="view">What the caller may see: of rows of a resource they get nothing else.</param>
    /// <param name="bound">The call with typed arguments.</param>
    internal Problem? BindInvoke(FunctionCall call, RowDraft arguments, CallerView view, out BoundInvoke? bound)
    {
        bound = null;
        var problems = new ProblemList();
        var parameters = new List<Value>();
        var function = FindFunction(call.Function);
        var rows = function.Returns is { Kind: FunctionResultKind.Rows } given ? given.Rows : null;
        if (rows is not null && view.Refuse(rows) is { } refused) return refused;
        var bind = CallBinder.Bind(function, arguments, problems, parameters);
        var access = rows is null ? null : view.Bind([rows], parameters);
        // What CALL gives stands in no statement that could ask more of it.
        if (function.Native is { IsProcedure: true } && access?.Of(rows!, fromOwner: false) is not null)
            return view.Refusal.Because($"'{function.Name}' is a procedure, and may give {rows!.Plural} that the caller does not see.");
        bound = new BoundInvoke
        {
            Resource = function.Input,
            Call = bind,
            Access = access,
            Selection = CallBinder.Everything(function, view),
            Parameters = [.. parameters],
            MostBytes = _limits.ResultRows,
        };
        return problems.ToProblem();
    }

    /// <summary>The function that an operation names; front ends name only those that exist.</summary>
    public ServiceFunction FindFunction(string name) =>
        _model.FindFunction(name) ?? throw new ArgumentException($"No function '{name}'.", nameof(name));

    /// <summary>Resolves an aggregate; a problem where the caller made a mistake.</summary>
    public Problem? BindAggregate(AggregateOperation operation, out BoundAggregate? bound)
    {
        bound = null;
        var (resource, now, problems) = (Find(operation.Resource), Now(), new ProblemList());
        var view = CallerView.Of(_model, operation.Caller, now);
        if (view.Refuse(resource) is { } refused) return refused;
        bound = _aggregates.Bind(resource, operation, view, now, problems);
        return problems.ToProblem();
    }

    /// <summary>
    /// Resolves what a write answers with: its row, read by a key that is not known yet. The key takes the first slots.
    /// </summary>
    /// <param name="resource">The resource.</param>
    /// <param name="selection">What of the row.</param>
    /// <param name="caller">Who is answered.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch: that of the write.</param>
    /// <param name="bound">The read.</param>
    public Problem? BindAnswer(Resource resource, Selection selection, Caller caller, long now, out BoundRead? bound) => BindAnswer(resource, selection, CallerView.Of(_model, caller, now), null, now, out bound);

    /// <summary>Resolves the read of a row that is about to be written, all of it, by a key that is not known yet. The key takes the first slots.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="selection">What of the row.</param>
    /// <param name="writer">What who writes may see: no row of another tenant is there for them.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch: that of the write.</param>
    internal BoundRead BindLooked(Resource resource, Selection selection, CallerView writer, long now) =>
        BindAnswer(resource, selection, CallerView.Everything, writer, now, out var bound) is { } problem ? throw new InvalidOperationException(problem.ToString()) : bound!;

    private Problem? BindAnswer(Resource resource, Selection selection, CallerView view, CallerView? writer, long now, out BoundRead? bound)
    {
        bound = null;
        var problems = new ProblemList();
        var parameters = new List<Value>(new Value[resource.Key.Count]);
        var key = ByKey(resource, [.. Enumerable.Range(0, resource.Key.Count)]);
        var bare = selection with { Conditions = [], Filter = null, Where = null, Search = null, Order = [], Page = PageRequest.Default };
        var within = writer is null ? [] : Within(resource, writer, parameters);
        var answer = new SelectionBinder(_limits, problems, parameters, _expressions, view, now).BindOne(resource, bare, [.. key, .. within]);
        if (problems.ToProblem() is { } problem) return problem;
        var nowSlot = parameters.Count;
        parameters.Add(Value.Of(now));
        bound = new BoundRead
        {
            Resource = resource,
            Selection = answer,
            Single = true,
            Access = view.Bind(answer, parameters),
            Parameters = [.. parameters],
            NowSlot = nowSlot,
            MostBytes = _limits.ResultRows,
        };
        return null;
    }

    /// <summary>Resolves the rows of a create. Findings go to <paramref name="problems"/>, so that passes can add theirs.</summary>
    public WriteDraft BindCreate(CreateOperation operation, ProblemList problems)
    {
        var resource = Find(operation.Resource);
        var binder = new InputBinder(problems, operation.Trusted);
        // Rows are told apart by their index; one alone is the body itself.
        return new WriteDraft
        {
            IsWhole = true,
            IsPart = operation.Trusted,
            Rows = [.. operation.Rows.Select((row, i) => binder.BindCreate(resource, row, operation.Rows.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"/{i}") : ""))],
        };
    }

    /// <summary>Resolves the changes of an update.</summary>
    public WriteDraft BindUpdate(UpdateOperation operation, ProblemList problems)
    {
        var resource = Find(operation.Resource);
        var binder = new InputBinder(problems, trusted: false);
        if (operation.Action is { } name)
        {
            var action = FindAction(resource, name);
            return new WriteDraft { IsWhole = false, Rows = [InputBinder.BindAction(resource, action)], Input = binder.BindInput(action.Input, operation.Patch) };
        }
        var row = operation.Restores ? binder.BindRestore(resource, operation.Patch) : binder.BindPatch(resource, operation.Patch);
        return new WriteDraft { IsWhole = false, Rows = [row] };
    }

    /// <summary>Resolves the row of an upsert, as it shall be. Whether it is new, and may give what it gives, the store must tell.</summary>
    public WriteDraft BindUpsert(UpsertOperation operation, ProblemList problems)
    {
        var binder = new InputBinder(problems, trusted: false);
        return new WriteDraft { IsWhole = true, Rows = [binder.BindWhole(Find(operation.Resource), operation.Row, "")] };
    }

    /// <summary>
    /// Resolves which row an upsert means: its conditions are those of the key or of one unique set. The row is given their values, so that it has
    /// them when it is new. Findings go to <paramref name="problems"/>.
    /// </summary>
    /// <returns>The read of that row, with all that a look at it shows.</returns>
    public BoundRead BindUnique(Resource resource, IReadOnlyList<Condition> conditions, Caller caller, long now, RowDraft row, ProblemList problems)
    {
        var fields = conditions.Select(condition => condition.Operator == FilterOperator.Equal ? resource.FindField(condition.Path) : null).ToArray();
        if (!IsUnique(resource, fields, out var unique))
        {
            var sets = resource.Entity.Uniques.Select(unique => unique.Told).Prepend(resource.Entity.Key)
                .Select(columns => string.Join('&', columns.Select(column => resource.Fields.First(field => field.IsIn(column)).Name + "=…")));
            problems.Add(ErrorCatalogue.InvalidParameter, "?", $"Which {resource.Name} is meant must be told by what is unique: {string.Join(", or ", sets)}.");
        }
        var parameters = new List<Value>();
        // One that is deleted softly is found too: what is unique is its still.
        var looked = Looked(resource) with { Deleted = DeletedRows.Include };
        var which = new List<BoundFilter>();
        var view = CallerView.Of(_model, caller, now);
        // By what one may not see no row is told apart.
        new FilterBinder(_limits, problems, parameters, view).Bind(resource, conditions, which);
        which.AddRange(Within(resource, view, parameters));
        // The row that a new one could not stand beside is the one that is meant.
        var taken = which.Select(part => part is Comparison told && unique is not null && IgnoresCase(unique, told.Path.Field) ? told with { IgnoresCase = true } : part);
        var selection = new SelectionBinder(_limits, problems, parameters, _expressions, CallerView.Everything, now).BindOne(resource, looked, [.. taken]);
        for (var i = 0; problems.Count == 0 && i < fields.Length; i++)
        {
            if (ValueReader.TryRead(fields[i]!.Type, conditions[i].Values[0], out var value, out _)) Agree(row, fields[i]!, value, problems);
        }
        return new BoundRead { Resource = resource, Selection = selection, Single = true, Parameters = [.. parameters, Value.Of(now)], NowSlot = parameters.Count };
    }

    /// <summary>Resolves the rows that a write of all that is found is about: their keys, in order.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="selection">Which rows; it must say so.</param>
    /// <param name="most">The most rows that may be found; the read delivers one more.</param>
    /// <param name="view">What the caller may see: they find nothing else.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    /// <param name="bound">The read.</param>
    internal Problem? BindFound(Resource resource, Selection selection, int most, CallerView view, long now, out BoundRead? bound)
    {
        bound = null;
        if (view.Refuse(resource) is { } refused) return refused;
        var problems = new ProblemList();
        if (selection is { Conditions.Count: 0, Filter: null, Where: null, Search: null, Deleted: not DeletedRows.Only })
            problems.Add(ErrorCatalogue.InvalidParameter, "?filter", $"Which {resource.Plural} are meant must be told by a filter.");
        if (most < 1 || most > _limits.Affected)
            problems.Add(ErrorCatalogue.InvalidParameter, "?maxAffected", $"'maxAffected' is a whole number from 1 to {_limits.Affected}.");
        var parameters = new List<Value>();
        var filtered = new Selection { Conditions = selection.Conditions, Filter = selection.Filter, Where = selection.Where, Search = selection.Search, Deleted = selection.Deleted };
        var filter = new SelectionBinder(_limits, problems, parameters, _expressions, view, now).BindList(resource, filtered, []).Filter;
        if (problems.ToProblem() is { } problem) return problem;
        BoundPath[] columns = [.. resource.Key.Select(field => new BoundPath([], field))];
        var found = new BoundSelection
        {
            Resource = resource,
            Columns = columns,
            Shown = columns.Length,
            Includes = [],
            Filter = filter,
            Order = [.. columns.Select((column, i) => new BoundOrder(column, false, i))],
            Page = new BoundPage { Limit = most },
        };
        var access = view.Bind(found, parameters);
        bound = new BoundRead { Resource = resource, Selection = found, Access = access, Parameters = [.. parameters, Value.Of(now)], NowSlot = parameters.Count };
        return null;
    }

    /// <summary>What a look at a row that is about to be written shows of it: what is computed tells nothing of how the row is.</summary>
    public static Selection Looked(Resource resource) =>
        new() { Names = [.. resource.Fields.Where(field => !field.WriteOnly && !field.IsComputed).Select(field => new SelectedName(field.Name, ""))] };

    /// <summary>Sets a field of a row to what its path or its query says; the body must not say otherwise.</summary>
    public static void Agree(RowDraft row, Field field, Value value, ProblemList problems)
    {
        if (row.WasGiven(field) && row[field] != value) problems.Add(ErrorCatalogue.NotWritable, row.PointerOf(field.Name), $"'{field.Name}' differs from the one that is asked for.");
        row.Take(field, value);
    }

    private static bool IgnoresCase(UniqueConstraint unique, Field field) => unique.Columns.Any(column => field.IsIn(column) && unique.IgnoresCaseOf(column));

    /// <summary>Whether fields are those of the key, or of a unique set, which is given then; of one that ignores case, where several have the same fields.</summary>
    private static bool IsUnique(Resource resource, Field?[] fields, out UniqueConstraint? unique)
    {
        unique = resource.Entity.Uniques.Where(unique => AreThose([.. unique.Told])).OrderByDescending(unique => unique.IgnoreCase).FirstOrDefault();
        return unique is not null || AreThose(resource.Entity.Key);

        bool AreThose(IReadOnlyList<Column> columns) =>
            columns.Count == fields.Length && columns.All(column => Array.Exists(fields, field => field is { IsStored: true } && field.IsIn(column)));
    }

    /// <summary>Resolves pairs. A pair that can't be read is a finding with the index of the pair.</summary>
    public BoundLink BindLink(LinkOperation operation, ProblemList problems)
    {
        var resource = Find(operation.Resource);
        var relation = resource.FindRelation(operation.Relation) ?? throw new ArgumentException($"No relation '{operation.Relation}'.", nameof(operation));
        var columns = new Value[resource.Key.Count + relation.Target.Key.Count][];
        for (var i = 0; i < columns.Length; i++) columns[i] = new Value[operation.Pairs.Count];
        for (var pair = 0; pair < operation.Pairs.Count; pair++)
        {
            var (source, target) = operation.Pairs[pair];
            if (KeyBinder.TryRead(resource, source, out var from) & KeyBinder.TryRead(relation.Target, target, out var to))
            {
                for (var i = 0; i < from.Length; i++) columns[i][pair] = from[i];
                for (var i = 0; i < to.Length; i++) columns[from.Length + i][pair] = to[i];
            }
            else
            {
                problems.Add(ErrorCatalogue.WrongType, string.Create(CultureInfo.InvariantCulture, $"/{pair}"), "The keys of this pair can't be read.");
            }
        }
        return new BoundLink
        {
            Resource = resource,
            Relation = relation,
            Count = operation.Pairs.Count,
            Source = [.. Enumerable.Range(0, resource.Key.Count)],
            Target = [.. Enumerable.Range(resource.Key.Count, relation.Target.Key.Count)],
            Parameters = [.. columns.Select(Value.Of)],
        };
    }

    /// <summary>Reads a key; a problem where no row can have it.</summary>
    public static Problem? BindKey(Resource resource, IReadOnlyList<string> parts, out Value[] key) =>
        KeyBinder.TryRead(resource, parts, out key) ? null : NoSuchRow(resource);

    /// <summary>The resource that an operation names; front ends name only those that exist.</summary>
    public Resource Find(string name) =>
        _model.FindResource(name) ?? throw new ArgumentException($"No resource '{name}'.", nameof(name));

    /// <summary>The action that an operation names; front ends name only those that exist.</summary>
    public static ResourceAction FindAction(Resource resource, string name) =>
        resource.FindAction(name) ?? throw new ArgumentException($"'{resource.Name}' has no action '{name}'.", nameof(name));

    /// <summary>That a row is of the caller's tenant, where rows are of tenants: no other is there to be written.</summary>
    private static BoundFilter[] Within(Resource resource, CallerView view, List<Value> parameters)
    {
        if (view.IsOfEverything || resource.Tenant is not { } field) return [];
        // Nothing equals null: who is of no tenant finds no row.
        return [new Comparison(new BoundPath([], field), FilterOperator.Equal, Slots(parameters, [view.Tenant ?? Value.Null])[0])];
    }

    /// <summary>The problem of a key that no row has.</summary>
    public static Problem NoSuchRow(Resource resource) => ErrorCatalogue.NotFound.Because($"There is no such {resource.Name}.");

    // What a reference holds may be other than the key by which its row was named.
    private static IEnumerable<BoundFilter> Below(Relation relation, int[] slots) => relation is { Kind: RelationKind.Reverse, Inverse: { } way } && !relation.SourceFields.SequenceEqual(relation.Source.Key)
        ? relation.Source.Key.Select((field, i) => new Comparison(new BoundPath([way], field), FilterOperator.Equal, slots[i]))
        : [new Within(relation, slots)];

    private static IEnumerable<BoundFilter> ByKey(Resource resource, int[] slots) =>
        resource.Key.Select((field, i) => new Comparison(new BoundPath([], field), FilterOperator.Equal, slots[i]));

    private static int[] Slots(List<Value> parameters, Value[] values)
    {
        var first = parameters.Count;
        parameters.AddRange(values);
        return [.. Enumerable.Range(first, values.Length)];
    }
}
