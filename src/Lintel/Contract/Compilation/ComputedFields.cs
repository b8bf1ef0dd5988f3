using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>
/// Compiles what fields are computed from. They name what all the rest declares, and so come when that is built and sound; where one names
/// another, that one is compiled first.
/// </summary>
internal sealed class ComputedFields
{
    /// <summary>Most computed fields of a resource.</summary>
    public const int MaxFields = 50;

    /// <summary>How many computed fields may be named one through the other.</summary>
    public const int MaxLevels = 16;

    private readonly DiagnosticBag _bag;
    private readonly Dictionary<Field, Entry> _entries = [];
    private readonly List<Entry> _compiling = [];

    private ComputedFields(ServiceDraft service, ServiceModel model)
    {
        _bag = service.Bag;
        foreach (var draft in service.Resources)
        {
            foreach (var field in draft.Fields.Where(field => field.Declaration?.Computed is not null))
                _entries.Add(field.Built!, new Entry(model.FindResource(draft.Name)!, field));
        }
    }

    public static void Run(ServiceDraft service, ServiceModel model)
    {
        var fields = new ComputedFields(service, model);
        foreach (var entry in fields._entries.Values)
            fields.Compile(entry);
        Patterns.CheckComputed(service);
    }

    private void Compile(Entry entry)
    {
        if (entry.State != State.Waiting)
            return;
        entry.State = State.Compiling;
        _compiling.Add(entry);
        var result = ExpressionCompiler.Compile(entry.Text.Text, entry.Resource, IsReady);
        _compiling.RemoveAt(_compiling.Count - 1);
        foreach (var error in result.Errors)
            _bag.Report(entry.IsCircular ? ExpressionRules.ComputedCycle : ExpressionRules.BadExpression, entry.Text.PlaceOf(error.Offset, error.Length), error.Message, error.Hint);
        entry.State = result.Expression is { } expression && Take(entry, expression) ? State.Ready : State.Broken;
    }

    private bool IsReady(Field field, out string? error)
    {
        error = null;
        if (!_entries.TryGetValue(field, out var entry))
            return true;
        var at = _compiling[^1];
        if (entry.State == State.Compiling)
        {
            at.IsCircular = true;
            var circle = _compiling[_compiling.IndexOf(entry)..].Append(entry).Select(one => one.Field.Name);
            error = $"'{field.Name}' would be computed from itself: {string.Join(" → ", circle)}.";
            return false;
        }

        if (_compiling.Count < MaxLevels)
            Compile(entry);
        if (_compiling.Count >= MaxLevels && entry.State == State.Waiting || entry.Level >= MaxLevels)
        {
            error = $"Computed fields are computed from each other at most {MaxLevels} times.";
            return false;
        }

        at.Level = Math.Max(at.Level, entry.Level + 1);
        return entry.State == State.Ready;
    }

    private bool Take(Entry entry, Expression expression)
    {
        var field = entry.Field;
        var (type, maxLength) = TypeOf(expression);
        if (field.IsStored)
        {
            var generated = ComputedPath.WithoutStored(expression);
            if (StoredExpressions.WhyNot(entry.Resource, generated) is { } reason)
            {
                _bag.Report(ExpressionRules.NotStorable, entry.Text.Place, $"{Wording.Quoted(field.Name)} can't be stored: {reason}.", "remove `stored`");
                return false;
            }

            if (ExpressionFacts.IsOfOneRow(generated))
                field.Column.Generate(generated, type);
            else
                Maintain(entry.Resource, field, generated, type);
        }

        // Without a version of its own a row is told by its own columns.
        var isOfTag = entry.Resource is { Version: not null, Owner: null } ? ExpressionFacts.IsOfAggregate(expression) : ExpressionFacts.IsOfOneRow(expression);
        field.Compute(expression, type, maxLength, looksBeyond: !isOfTag);
        return true;
    }

    // A text with a known greatest length is a string, by which lists can be sorted.
    private static (FieldType Type, int? MaxLength) TypeOf(Expression expression)
    {
        if (expression.Type is not { Kind: ScalarKind.String or ScalarKind.Text, IsArray: false })
            return (expression.Type, null);
        var length = ExpressionFacts.MaxLength(expression);
        return (FieldType.Of(length is null ? ScalarKind.Text : ScalarKind.String), length);
    }

    private static void Maintain(Resource resource, Field field, Expression expression, FieldType type)
    {
        field.Column.Maintain(expression, type);
        for (var owner = resource; owner is not null; owner = owner.Owner?.Source)
            owner.HasMaintained = true;
    }

    private enum State
    {
        Waiting,
        Compiling,
        Ready,
        Broken,
    }

    private sealed class Entry(Resource resource, FieldDraft draft)
    {
        public Resource Resource => resource;

        public Field Field => draft.Built!;

        public ScalarNode Text => draft.Declaration!.Computed!;

        public State State { get; set; }

        /// <summary>Whether it names itself, through others too.</summary>
        public bool IsCircular { get; set; }

        /// <summary>How many computed fields stand below it, one through the other.</summary>
        public int Level { get; set; }
    }
}
