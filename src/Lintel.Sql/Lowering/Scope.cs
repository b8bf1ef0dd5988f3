using System.Globalization;
using System.Text;
using Lintel.Binding;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>
/// A table in a FROM clause with the references that were followed from it. A path that is used twice is joined once.
/// </summary>
internal sealed class Scope
{
    private readonly SqlDialect _dialect;
    private readonly string _table;
    private readonly ParameterList _parameters;
    private readonly AliasSource _aliases;
    private readonly List<Join> _joins = [];
    private readonly List<string> _before = [];
    private readonly Dictionary<Column, string> _instead = [];
    private readonly Dictionary<(string, Field), string> _computed = [];

    /// <summary>A table with an alias of its own.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="parameters">The placeholders of the statement.</param>
    /// <param name="aliases">The aliases of the statement.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="via">The relation that leads to its rows from rows that are seen; null: none does.</param>
    /// <param name="source">What gives the rows instead of the table; null: the table does.</param>
    public Scope(SqlDialect dialect, ParameterList parameters, AliasSource aliases, Resource resource, Relation? via = null, string? source = null)
        : this(dialect, parameters, aliases, resource, (source is null ? aliases.Instead(resource.Entity) : null) ?? SeenRows.Table(dialect, parameters, aliases, resource, via, source))
    {
    }

    private Scope(SqlDialect dialect, ParameterList parameters, AliasSource aliases, Resource resource, string table)
    {
        _table = table;
        _dialect = dialect;
        _parameters = parameters;
        _aliases = aliases;
        Resource = resource;
        Alias = aliases.Next();
    }

    /// <summary>A table whose rows are locked: its own name, since a lock reaches all that stands for a table, with what is seen of it among the conditions.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="parameters">The placeholders of the statement.</param>
    /// <param name="aliases">The aliases of the statement.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="conditions">The conditions, to which that is added.</param>
    public static Scope Locked(SqlDialect dialect, ParameterList parameters, AliasSource aliases, Resource resource, List<string> conditions)
    {
        var scope = new Scope(dialect, parameters, aliases, resource, dialect.Table(resource.Entity));
        if (aliases.Access?.Of(resource, fromOwner: false) is { } condition) conditions.Add(scope.Policy(condition));
        return scope;
    }

    /// <summary>The resource whose table it is.</summary>
    public Resource Resource { get; }

    /// <summary>The table's alias.</summary>
    public string Alias { get; }

    /// <summary>The search that found the rows; null: none did.</summary>
    public Matching? Searched { get; set; }

    /// <summary>Says that a column of the table equals an expression, which shall be written in orders and cursors since an index begins with it.</summary>
    public void Instead(Column column, string expression) => _instead[column] = expression;

    /// <summary>Names another table before this one; conditions tie the two together.</summary>
    public void Before(Entity table, string alias) => _before.Add($"{_dialect.Table(table)} AS {alias}, ");

    /// <summary>Runs the rest for each row of a source that is no table of the model, in the order of its rows.</summary>
    public void ForEach(string source) => _before.Insert(0, source + " CROSS JOIN ");

    /// <summary>A column of the table itself.</summary>
    public string Own(Column column) => Qualified(Alias, column);

    /// <summary>A field at the end of references: its column, or what it is computed from.</summary>
    public string Column(BoundPath path)
    {
        var alias = Follow(path.Hops, path.Hops.Count);
        if (path.Field.IsStored) return _dialect.Column(Qualified(alias, path.Field.Column), path.Field.Column.Type);
        if (path.Field.Role == FieldRole.Relevance) return Relevance();
        if (path.Field.Role == FieldRole.Right) return _dialect.Expressions.AsColumn(new SqlOperand(Policy(path.Field.Computed!), path.Field.Type, false));
        // Written once: databases compute what an order and a column have in common only where both are the same text.
        if (_computed.TryGetValue((alias, path.Field), out var known)) return known;
        var expression = ComputedPath.Of(Resource, path.Hops, path.Field);
        var value = new ExpressionLowering(_dialect, _parameters, _aliases, this).Value(expression);
        // A number alone in an order would be the place of a column.
        if (expression is ConstantExpression) value = $"(SELECT {value})";
        return _computed[(alias, path.Field)] = _dialect.Expressions.AsColumn(new SqlOperand(value, path.Field.Type, expression is PathExpression));
    }

    /// <summary>The same where rows are ordered by it.</summary>
    public string OrderColumn(BoundPath path) =>
        path is { Hops.Count: 0, Field.IsStored: true } && _instead.TryGetValue(path.Field.Column, out var other) ? other : Column(path);

    /// <summary>The alias at the end of the first hops, all of them references.</summary>
    public string Follow(IReadOnlyList<Relation> hops, int count)
    {
        var alias = Alias;
        for (var i = 0; i < count; i++)
        {
            var hop = hops[i];
            var join = _joins.Find(join => join.From == alias && join.Relation == hop);
            if (join is null) _joins.Add(join = Joined(alias, hop));
            alias = join.Alias;
        }
        return alias;
    }

    /// <summary>The FROM clause's text without the word: the table, and the joins.</summary>
    public string From()
    {
        var text = new StringBuilder();
        foreach (var table in _before) text.Append(table);
        text.Append(CultureInfo.InvariantCulture, $"{_table} AS {Alias}");
        return text.Append(Joins()).ToString();
    }

    /// <summary>The joins alone, each with a space before it.</summary>
    public string Joins()
    {
        var text = new StringBuilder();
        foreach (var join in _joins)
        {
            text.Append(CultureInfo.InvariantCulture, $" LEFT JOIN {join.Table} AS {join.Alias} ON ");
            var both = join.Relation.SourceFields.Zip(join.Relation.TargetFields);
            text.AppendJoin(" AND ", both.Select(pair => $"{Qualified(join.Alias, pair.Second.Column)} = {Qualified(join.From, pair.First.Column)}"));
            if (join.Shown is { } shown) text.Append(CultureInfo.InvariantCulture, $" AND {shown}");
        }
        return text.ToString();
    }

    /// <summary>A column of a table by its alias.</summary>
    public string Qualified(string alias, Column column) => $"{alias}.{_dialect.Identifier(column.Name)}";

    private Join Joined(string from, Relation relation)
    {
        var alias = _aliases.Next();
        var table = SeenRows.Table(_dialect, _parameters, _aliases, relation.Target, relation);
        return new Join(from, relation, alias, table, relation.LeavesOutHidden ? Hidden.Condition(_dialect, _aliases, relation.Target, alias) : null);
    }

    // A policy sees all rows, whatever is seen of this table and of those that references lead to: so it starts at the row anew.
    private string Policy(Expression condition)
    {
        var (all, values) = (_aliases.OfAllRows, _parameters.Unseen);
        var scope = new Scope(_dialect, values, all, Resource);
        var conditions = Resource.Key.Select(field => $"{scope.Own(field.Column)} = {Own(field.Column)}").ToList();
        new ExpressionLowering(_dialect, values, all, scope).Add(condition, conditions);
        return $"EXISTS (SELECT 1 FROM {scope.From()} WHERE {string.Join(" AND ", conditions)})";
    }

    private string Relevance()
    {
        var words = Search(ParameterSource.SearchedWords);
        return _dialect.Search.Relevance(Resource.Entity, Alias, words, Search(ParameterSource.SearchQuery), Resource.Entity.Search!.Typos ? Search(ParameterSource.SearchMistyped) : null);

        string Search(ParameterSource source) => _parameters.Add(source, Searched!.Slot, FieldType.Of(ScalarKind.Text));
    }

    private sealed record Join(string From, Relation Relation, string Alias, string Table, string? Shown);
}

/// <summary>The aliases of one statement: <c>t0</c>, <c>t1</c> and so on.</summary>
/// <param name="instead">The names of what stands for tables in this statement; null: each stands for itself.</param>
/// <param name="access">Which rows of the tables are seen; null: all of each.</param>
internal sealed class AliasSource(IReadOnlyDictionary<Entity, string>? instead = null, BoundAccess? access = null)
{
    private readonly AliasSource? _outer;
    private int _count;

    private AliasSource(AliasSource outer)
        : this() => _outer = outer;

    /// <summary>Which rows of the tables are seen; null: all of each.</summary>
    public BoundAccess? Access => access;

    /// <summary>Aliases of the same statement, where all rows of each table are seen.</summary>
    public AliasSource OfAllRows => new(this);

    /// <summary>The name of what stands for a table; null: it stands for itself.</summary>
    public string? Instead(Entity entity) => instead?.GetValueOrDefault(entity);

    /// <summary>The next alias.</summary>
    public string Next() => _outer is not null ? _outer.Next() : string.Create(CultureInfo.InvariantCulture, $"t{_count++}");
}
