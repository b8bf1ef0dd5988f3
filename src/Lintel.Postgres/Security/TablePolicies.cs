using Lintel.Expressions;
using Lintel.Model;
using Lintel.Sql.Lowering;

namespace Lintel.Postgres.Security;

/// <summary>
/// The policies of one table. Conditions see all rows: what asks no more than its row stands in the policy, where indexes serve it; the rest in a function of
/// the owner of the tables, whom no policy holds.
/// </summary>
internal sealed class TablePolicies
{
    private readonly PostgresDialect _dialect;
    private readonly CallerFunctions _caller;
    private readonly Resource _resource;
    private readonly string _table;
    private readonly Dictionary<string, string> _asked = [];
    private readonly List<string> _functions = [];
    private readonly List<string> _statements = [];
    private readonly List<string> _notes = [];

    public TablePolicies(PostgresDialect dialect, Resource resource)
    {
        (_dialect, _caller, _resource, _table) = (dialect, new CallerFunctions(dialect), resource, dialect.Table(resource.Entity));
        _statements.Add($"ALTER TABLE {_table} ENABLE ROW LEVEL SECURITY");
        _statements.AddRange(PolicyNames.Drop(dialect, resource.Entity));
        var access = resource.Access!;
        // What is written must be seen, as it was and as it then is; so must what it refers to.
        Expression[] referred = [.. resource.Relations.Where(relation => relation is { Kind: RelationKind.Reference, IsToParent: false }).Select(Readable)];
        Add(PolicyNames.Read, "SELECT", [access.Read.Condition], null);
        if (resource.Allowed.HasFlag(Allowed.Create)) Add(PolicyNames.Create, "INSERT", null, [access.Create.Condition, access.Read.Condition, .. referred]);
        if (resource.Allowed.HasFlag(Allowed.Update)) Add(PolicyNames.Update, "UPDATE", [access.Update.Condition, access.Read.Condition], [access.Update.Condition, access.Read.Condition, .. referred]);
        if (resource.Allowed.HasFlag(Allowed.Delete)) Add(PolicyNames.Delete, "DELETE", [access.Delete.Condition, access.Read.Condition], null);
    }

    /// <summary>The statements that make the functions which the policies ask.</summary>
    public IReadOnlyList<string> Functions => _functions;

    /// <summary>The statements that make the policies.</summary>
    public IReadOnlyList<string> Statements => _statements;

    /// <summary>What they don't allow though the contract does, in sentences.</summary>
    public IReadOnlyList<string> Notes => _notes;

    // Without a policy for it nobody may do something.
    private void Add(string command, string clause, Expression[]? before, Expression[]? after)
    {
        var (existing, written) = (before is null ? [] : Parts(before), after is null ? [] : Parts(after));
        if (existing.Concat(written).Any(part => part is ConstantExpression)) return;
        if (!existing.Concat(written).All(CanBeAsked))
        {
            _notes.Add($"nobody may {command} rows of {_table}: the condition compares what is told of the caller in a way that SQL does not");
            return;
        }
        var text = $"CREATE POLICY {PolicyNames.Policy(_dialect, command)} ON {_table} FOR {clause}";
        if (before is not null) text += $"\n  USING ({Condition(command, existing)})";
        if (after is not null) text += $"\n  WITH CHECK ({Condition(before is null ? command : PolicyNames.Updated, written)})";
        _statements.Add(text);
    }

    private string Condition(string command, IReadOnlyList<Expression> parts)
    {
        var (own, beyond) = (new List<string>(), new List<Expression>());
        foreach (var part in parts)
        {
            if (ExpressionQuery.OwnPolicy(_dialect, part, _caller) is { } text) own.Add($"({text})");
            else beyond.Add(part);
        }
        if (beyond.Count > 0) own.Add($"{Function(command, beyond)}({_table}.*)");
        return own.Count == 0 ? "true" : string.Join("\n    AND ", own);
    }

    private string Function(string command, List<Expression> parts)
    {
        var name = PolicyNames.Function(_dialect, _resource.Entity, command);
        var query = ExpressionQuery.Policy(_dialect, _resource, "(SELECT ($1).*)", parts.Count == 1 ? parts[0] : new ChainExpression(IsOr: false, parts), _caller);
        if (_asked.TryGetValue(query, out var same)) return same;
        _asked.Add(query, name);
        _functions.Add($"CREATE OR REPLACE FUNCTION {name}({_table}) RETURNS boolean\n  LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT\n  AS {_dialect.TextLiteral(query)}");
        return name;
    }

    private bool CanBeAsked(Expression part) => ExpressionFacts.Callers(part).All(caller => _caller.Reads(caller.As)) && !ExpressionFacts.ComparesMixture(part);

    /// <summary>The conditions that must all hold, each once; false alone where one never does.</summary>
    private static List<Expression> Parts(IEnumerable<Expression> conditions)
    {
        var parts = conditions.SelectMany(Flat).DistinctBy(part => part.ToString()).Where(part => part is not ConstantExpression { Value: { IsNull: false, AsBool: true } }).ToList();
        return parts.Find(part => part is ConstantExpression) is { } never ? [never] : parts;

        static IEnumerable<Expression> Flat(Expression condition) => condition is ChainExpression { IsOr: false } all ? all.Parts.SelectMany(Flat) : [condition];
    }

    /// <summary>That a reference leads nowhere, or to a row that the caller sees.</summary>
    private static Expression Readable(Relation reference)
    {
        var row = new RowVariable(0, reference.Source);
        var target = reference.Target.Access!.Read;
        if (target.IsPublic) return target.Condition;
        var absent = reference.SourceFields.Where(field => field.Nullable)
            .Select(field => new ComparisonExpression(ComparisonOperator.Equal, new PathExpression(row, [], field), new ConstantExpression(field.Type, Value.Null)));
        Expression[] either = [.. absent, ComputedPath.Behind(reference, target.Condition)];
        return either.Length == 1 ? either[0] : new ChainExpression(IsOr: true, either);
    }
}
