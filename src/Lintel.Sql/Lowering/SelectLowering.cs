using System.Globalization;
using System.Text;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>The parts that statements of every way of reading are made of. One serves one statement.</summary>
/// <param name="dialect">The dialect.</param>
/// <param name="nowSlot">The slot of the time of the request.</param>
/// <param name="access">Which rows of the tables are seen; null: all of each.</param>
/// <param name="instead">The names of what stands for tables in this statement; null: each stands for itself.</param>
/// <param name="findsOne">Whether it finds one row by its key, and nothing beside it.</param>
internal sealed class SelectLowering(SqlDialect dialect, int nowSlot, BoundAccess? access, IReadOnlyDictionary<Entity, string>? instead = null, bool findsOne = false)
{
    private readonly AliasSource _aliases = new(instead, access);

    /// <summary>The placeholders so far.</summary>
    public ParameterList Parameters { get; } = new(dialect, nowSlot) { FindsOne = findsOne };

    /// <summary>The table of a resource, with an alias of its own.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="source">What gives the rows instead of the table; null: the table does.</param>
    /// <param name="via">The relation that leads to its rows from rows that are seen; null: none does.</param>
    public Scope Scope(Resource resource, string? source = null, Relation? via = null) => new(dialect, Parameters, _aliases, resource, via, source);

    /// <summary>The table of a resource whose rows are locked; what is seen of it is added to the conditions.</summary>
    public Scope Locked(Resource resource, List<string> conditions) => Lowering.Scope.Locked(dialect, Parameters, _aliases, resource, conditions);

    /// <summary>An alias for what is no table of the model.</summary>
    public string Alias() => _aliases.Next();

    /// <summary>Adds the conditions of a selection: its filter, and that rows stand between its cursors.</summary>
    public void Rows(BoundSelection selection, Scope scope, List<string> conditions)
    {
        Filter(selection, scope, conditions);
        if (selection.Page is { Cursor.Count: > 0 } begun) KeysetLowering.Lower(selection, begun.Cursor, begun.Backward, scope, Parameters, dialect, conditions);
        if (selection.Page is { End.Count: > 0 } ended) KeysetLowering.Lower(selection, ended.End, !ended.Backward, scope, Parameters, dialect, conditions);
    }

    /// <summary>Adds the conditions of a filter that stands alone.</summary>
    public void Filter(Resource resource, BoundFilter? filter, Scope scope, List<string> conditions) =>
        new FilterLowering(dialect, Parameters, _aliases, AccessPatterns.IsDeclared(resource, filter)).Lower(filter, scope, conditions);

    /// <summary>What lowers expressions on the rows of a table; null: on those of the one table at hand, whose columns need no alias.</summary>
    public ExpressionLowering Expressions(Scope? scope) => new(dialect, Parameters, _aliases, scope);

    /// <summary>Adds the condition that rows belong to one row of a relation's source, whose matched fields are given as expressions.</summary>
    public void Match(Relation relation, Scope scope, IReadOnlyList<string> source, List<string> conditions) =>
        new FilterLowering(dialect, Parameters, _aliases).Match(relation, scope, source, conditions);

    /// <summary>The order of a selection, in the direction in which its page is read.</summary>
    public IEnumerable<string> Order(BoundSelection selection, Func<BoundOrder, string> expression)
    {
        var backward = selection.Page is { Backward: true };
        return selection.Order.Select(term => dialect.OrderTerm(expression(term), term.Descending != backward, term.Path.Nullable));
    }

    /// <summary>The limit of a selection: a row more than it shows tells that there are more, where anyone looks. Empty where all rows come.</summary>
    public static string Limit(BoundSelection selection) =>
        selection.Page is { } page ? string.Create(CultureInfo.InvariantCulture, $"\nLIMIT {page.Limit + (page.LooksAhead ? 1L : 0L)}") : "";

    /// <summary>The number of a selection's rows, whatever its page, as a statement.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="source">What gives the rows instead of the table; null: the table does.</param>
    public string Count(BoundSelection selection, string? source = null)
    {
        var scope = Scope(selection.Resource, source);
        var conditions = new List<string>();
        Filter(selection, scope, conditions);
        return Text(["count(*)"], scope.From(), conditions, []);
    }

    /// <summary>The same of the rows that belong to one row of a relation's source, whose matched fields are given as expressions.</summary>
    public string Count(BoundSelection selection, Relation relation, IReadOnlyList<string> source)
    {
        var scope = Scope(selection.Resource, via: relation);
        var conditions = new List<string>();
        Match(relation, scope, source, conditions);
        Filter(selection, scope, conditions);
        return Text(["count(*)"], scope.From(), conditions, []);
    }

    /// <summary>A SELECT.</summary>
    public static string Text(IEnumerable<string> columns, string from, List<string> conditions, IEnumerable<string> order)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"SELECT {string.Join(", ", columns)}\nFROM {from}");
        if (conditions.Count > 0) text.Append("\nWHERE ").AppendJoin("\n  AND ", conditions);
        if (string.Join(", ", order) is { Length: > 0 } terms) text.Append("\nORDER BY ").Append(terms);
        return text.ToString();
    }

    private void Filter(BoundSelection selection, Scope scope, List<string> conditions) =>
        new FilterLowering(dialect, Parameters, _aliases, AccessPatterns.IsDeclared(selection)).Lower(selection.Filter, scope, conditions);
}
