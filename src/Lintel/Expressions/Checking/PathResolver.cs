using System.Globalization;
using Lintel.Expressions.Syntax;
using Lintel.Model;

namespace Lintel.Expressions.Checking;

/// <summary>Where a path ends: a field, or a relation to many.</summary>
internal readonly record struct PathEnd(RowVariable Row, IReadOnlyList<Relation> Hops, Field? Field, Relation? Many);

/// <summary>Finds what paths mean: rows by the names that expressions give them, relations and fields by those of the model.</summary>
internal sealed class PathResolver(ExpressionScope scope, ExpressionLimits limits, List<ExpressionError> errors)
{
    private readonly RowVariable _root = new(0, scope.Row);
    private readonly List<(string Name, RowVariable Row)> _rows = [];
    private readonly List<GuardedName> _guarded = [];
    private Collected? _collected;

    /// <summary>How many relations to many stand around what is read.</summary>
    public int Depth { get; private set; }

    /// <summary>The names so far that not everybody may see.</summary>
    public IReadOnlyList<GuardedName> Guarded => _guarded;

    /// <summary>The fields and relations of a resource, for hints.</summary>
    public IEnumerable<string> Names(Resource of) =>
        of.Fields.Where(field => limits.WriteOnly || !field.WriteOnly).Select(field => field.Name).Concat(of.Relations.Select(relation => relation.Name));

    /// <summary>Names the row at hand while something is checked.</summary>
    public T Within<T>(string name, RowVariable row, Func<T> check)
    {
        _rows.Add((name, row));
        Depth++;
        var outer = _collected;
        _collected = null;
        var result = check();
        _collected = outer;
        Depth--;
        _rows.RemoveAt(_rows.Count - 1);
        return result;
    }

    /// <summary>The relation to many whose rows the paths in <c>sum(lines.quantity * lines.unitPrice)</c> go over; null after an error.</summary>
    public (PathEnd Over, RowVariable Row, T Body)? Collect<T>(SyntaxNode at, string function, Func<T?> check)
        where T : class
    {
        var outer = _collected;
        var mine = _collected = new Collected();
        Depth++;
        var body = check();
        Depth--;
        _collected = outer;
        if (body is null) return null;
        if (mine.Over is { } over) return (over, mine.Row!, body);
        errors.Add(new ExpressionError(at.Offset, at.Length, $"'{function}' goes over many rows, and nothing here leads to any.", $"name a relation to many: {function}(lines.quantity)"));
        return null;
    }

    /// <summary>Whether a path leads to a relation to many rows, or through one. What is wrong with it is not told.</summary>
    public bool PassesMany(SyntaxNode path)
    {
        var (outer, told, guarded) = (_collected, errors.Count, _guarded.Count);
        var mine = _collected = new Collected();
        Resolve(path);
        _collected = outer;
        errors.RemoveRange(told, errors.Count - told);
        _guarded.RemoveRange(guarded, _guarded.Count - guarded);
        return mine.Over is not null;
    }

    /// <summary>Checks something within a relation to many that does not go over its rows.</summary>
    public T Beside<T>(Func<T> check)
    {
        var outer = _collected;
        _collected = null;
        var result = check();
        _collected = outer;
        return result;
    }

    /// <summary>The end of a path; null after an error.</summary>
    public PathEnd? Resolve(SyntaxNode syntax)
    {
        var parts = new List<(string Name, int Offset)>();
        var node = syntax;
        while (node is MemberSyntax member)
        {
            parts.Add((member.Name, member.NameOffset));
            node = member.Target;
        }
        if (node is not NameSyntax first)
        {
            errors.Add(new ExpressionError(node.Offset, node.Length, "Only a row has fields, and this is none.", "write the path of a field, such as customer.tier"));
            return null;
        }
        parts.Add((first.Name, first.Offset));
        parts.Reverse();
        var row = _rows.FindLast(named => named.Name == first.Name).Row;
        if (row is not null && parts.Count > 1) return Walk(row, parts, 1);
        if (row is null && scope.Input is { } input && first.Name == RowVariable.InputName && (parts.Count > 1 || scope.Row.FindField(first.Name) is null)) return Given(input, parts);
        if (row is null) return Walk(_root, parts, 0);
        return Fail(first.Offset, first.Length, $"'{first.Name}' is a row, not a value.", $"name a field of it: {first.Name}.{row.Resource.Key[0].Name}");
    }

    /// <summary>A field of what an action is given.</summary>
    private PathEnd? Given(Resource given, List<(string Name, int Offset)> parts)
    {
        if (parts.Count == 1) return Fail(parts[0].Offset, parts[0].Name.Length, "'input' is all that the action is given, not a value.", given.Fields is [var some, ..] ? $"name one: input.{some.Name}" : "declare it: input: { name: string }");
        var (name, offset) = parts[1];
        if (given.FindField(name) is not { } field)
            return Fail(offset, name.Length, $"The action is given no '{Wording.Short(name)}'.", Wording.DidYouMean(name, given.Fields.Select(known => known.Name)) ?? $"declare it: input: {{ {Wording.Short(name)}: string }}");
        return parts.Count == 2 ? new PathEnd(RowVariable.Input(given), [], field, null) : Fail(parts[2].Offset, parts[2].Name.Length, $"'{name}' is a value, and has no fields.", "end the path here");
    }

    private PathEnd? Walk(RowVariable row, List<(string Name, int Offset)> parts, int next)
    {
        var hops = new List<Relation>();
        var at = row.Resource;
        for (var i = next; i < parts.Count; i++)
        {
            var (name, offset) = parts[i];
            var last = i == parts.Count - 1;
            if (last && at.FindField(name) is { } field && (limits.WriteOnly || !field.WriteOnly))
            {
                if (field.MayBeUnseen) _guarded.Add(new GuardedName(field, null, offset));
                return new PathEnd(row, hops, field, null);
            }
            if (at.FindRelation(name) is not { } relation)
            {
                var isField = !last && at.FindField(name) is not null;
                return Fail(offset, name.Length, isField ? $"'{name}' is a field, and has no fields." : $"'{at.Name}' has no field '{Wording.Short(name)}'.",
                    isField ? "end the path here" : Meant(name, at));
            }
            if (relation.MayBeUnseen) _guarded.Add(new GuardedName(null, relation, offset));
            if (relation.IsToOne)
            {
                // A reference alone means its key where that is one field: customer is customerId.
                if (last && relation.SourceFields is [var key]) return new PathEnd(row, hops, key, null);
                if (last) return Fail(offset, name.Length, $"'{name}' has several values.", $"name one of them: {name}.{relation.Target.Fields[0].Name}");
                hops.Add(relation);
            }
            else if (last && _collected is null) return new PathEnd(row, hops, null, relation);
            else if (_collected is null || !_collected.Add(row, hops, relation, Depth))
            {
                return Fail(offset, name.Length, $"'{name}' leads to many rows.", _collected is null
                    ? $"ask for one of them: {name}.exists(x, x.{(last ? relation.Target.Fields[0].Name : parts[i + 1].Name)} == …)"
                    : "one sum goes over one relation: name the row, as in orders.sum(o, o.lines.sum(l, l.quantity))");
            }
            else
            {
                if (last) return new PathEnd(_collected.Row!, [], null, relation);
                row = _collected.Row!;
                hops = [];
            }
            at = relation.Target;
            if (hops.Count > limits.Hops)
                return Fail(offset, name.Length, string.Create(CultureInfo.InvariantCulture, $"A path may have at most {limits.Hops} references."), "ask in another way");
        }
        throw new InvalidOperationException("A path ends with a name.");
    }

    private string? Meant(string name, Resource at)
    {
        var rows = at == scope.Row ? _rows.Select(named => named.Name) : [];
        return Wording.DidYouMean(name, Names(at).Concat(rows)) ?? (Names(at).Any() ? $"it has {string.Join(", ", Names(at).Take(12))}" : null);
    }

    private PathEnd? Fail(int offset, int length, string message, string? hint)
    {
        errors.Add(new ExpressionError(offset, length, message, hint));
        return null;
    }

    /// <summary>The one relation that the paths of a sum have in common.</summary>
    private sealed class Collected
    {
        public PathEnd? Over { get; private set; }

        public RowVariable? Row { get; private set; }

        public bool Add(RowVariable from, IReadOnlyList<Relation> hops, Relation relation, int depth)
        {
            if (from == Row) return false;
            if (Over is { } over) return over.Row == from && over.Many == relation && over.Hops.SequenceEqual(hops);
            Over = new PathEnd(from, hops, null, relation);
            Row = new RowVariable(depth, relation.Target);
            return true;
        }
    }
}
