using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lintel.Model;
using Lintel.Sql.Dialect;
using Lintel.Sql.Lowering;

namespace Lintel.Sql.Schema;

/// <summary>The statements that create tables and what belongs to them.</summary>
public sealed class TableScript(SqlDialect dialect)
{
    /// <summary>How the names of rules begin, and nothing that is not ours.</summary>
    public const string RulePrefix = "lintel_rule_";

    private const int LongestTable = 38; // a name has at most 63 characters in PostgreSQL

    /// <summary>The whole schema, one statement an entry, in an order in which it can run.</summary>
    public IReadOnlyList<string> Create(ServiceModel model) =>
        [.. Tables(model.Entities), .. model.Entities.SelectMany(Notes), .. model.Entities.SelectMany(Indexes).Select(index => index.Text), .. model.Entities.SelectMany(RulesBehind), .. dialect.Search.Create(model)];

    /// <summary>Tables that may refer to each other in a circle: references to what is made later follow behind all tables.</summary>
    public IEnumerable<string> Tables(IReadOnlyList<Entity> entities)
    {
        var waiting = entities.Select(entity => entity.Table).ToHashSet(StringComparer.Ordinal);
        var later = new List<string>();
        foreach (var entity in entities)
        {
            waiting.Remove(entity.Table);
            ForeignKey[] ahead = dialect.RefersAhead ? [] : [.. entity.ForeignKeys.Where(key => waiting.Contains(key.TargetTable))];
            yield return Table(entity, except: ahead);
            later.AddRange(ahead.Select(key => $"ALTER TABLE {dialect.Identifier(entity.Table)} ADD {ForeignKey(key)}"));
        }
        foreach (var statement in later) yield return statement;
    }

    /// <summary>A table with its columns, key, checks and references, of which some may be left out.</summary>
    /// <param name="entity">The table.</param>
    /// <param name="name">Its name; null: its own.</param>
    /// <param name="except">The references that are left out; null: none.</param>
    /// <param name="others">The definitions of columns that the contract does not know; null: none.</param>
    public string Table(Entity entity, string? name = null, IReadOnlyCollection<ForeignKey>? except = null, IEnumerable<string>? others = null)
    {
        var lines = entity.Columns.Select(column => Column(entity, column)).ToList();
        lines.AddRange(others ?? []);
        if (!IsKeyInline(entity)) lines.Add($"PRIMARY KEY ({Names(entity.Key)})");
        lines.AddRange(entity.ForeignKeys.Except(except ?? []).Select(ForeignKey));
        lines.AddRange(Rules(entity).Select(rule => rule.Kept.Clause).OfType<string>());
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"CREATE TABLE {dialect.Identifier(name ?? entity.Table)} (\n  ");
        return text.AppendJoin(",\n  ", lines).Append("\n)").Append(dialect.TableOptions(entity)).ToString();
    }

    /// <summary>A column as it stands in its table, or is added to one that is there.</summary>
    public string Column(Entity entity, Column column, bool isAdded = false, bool isChecked = true)
    {
        var text = new StringBuilder();
        if (Generated(column) is { } generated)
        {
            text.Append(CultureInfo.InvariantCulture, $"{dialect.Identifier(column.Name)} {dialect.TypeName(column.Type)} GENERATED ALWAYS AS ({generated}) {(isAdded ? dialect.AddedGeneration : "STORED")}");
            return text.Append(Note(column.Type)).ToString();
        }
        text.Append(CultureInfo.InvariantCulture, $"{dialect.Identifier(column.Name)} {Type(column.Type)}");
        if (column.Identity) text.Append(dialect.IdentityClause);
        if (Maintained(column) is { } note && dialect.NoteStatement(entity.Table, column.Name, note) is null) text.Append(CultureInfo.InvariantCulture, $" /* {note} */");
        if (!IsNullable(column) && !(column.Identity && dialect.IdentityIsKey)) text.Append(" NOT NULL");
        if (!column.Default.IsNull) text.Append(CultureInfo.InvariantCulture, $" DEFAULT {dialect.Literal(column.Type, column.Default)}");
        if (isChecked && Check(column) is { } check)
            text.Append(CultureInfo.InvariantCulture, $" CONSTRAINT {dialect.Identifier($"ck_{entity.Table}_{column.Name}")} CHECK ({check})");
        return text.ToString();
    }

    /// <summary>A column's type with what it does not tell itself.</summary>
    public string Type(FieldType type) => dialect.TypeName(type) + Note(type);

    /// <summary>What a column is computed from; null: its values are given.</summary>
    public string? Generated(Column column) => column.Generated is { } expression ? ExpressionQuery.Generated(dialect, expression) : null;

    /// <summary>The note by which a column is told that holds what the engine computes, and of what; null: it holds other values.</summary>
    public static string? Maintained(Column column) => column.Maintained is { } expression
        ? MaintainedColumns.Prefix + Hash(expression.ToString())
        : null;

    /// <summary>Whether a column may be null; one that the engine fills behind a write is so until then.</summary>
    public static bool IsNullable(Column column) => column.Nullable || column.Maintained is not null;

    /// <summary>The statements that note what the engine computes, where that does not stand in the table itself.</summary>
    public IEnumerable<string> Notes(Entity entity) => entity.Columns
        .Select(column => Maintained(column) is { } note ? dialect.NoteStatement(entity.Table, column.Name, note) : null).OfType<string>();

    /// <summary>The condition of a column's check; null: it has none.</summary>
    public string? Check(Column column)
    {
        if (column.Generated is not null) return null;
        var name = dialect.Identifier(column.Name);
        var conditions = new List<string>();
        if (dialect.TypeCheck(name, column.Type) is { } check) conditions.Add(check);
        if (column.Type is { Kind: ScalarKind.Enum, IsArray: false })
            conditions.Add($"{name} IN ({string.Join(", ", column.Type.Members.Select(dialect.TextLiteral))})");
        if (!column.Type.IsArray)
        {
            if (column.Minimum is { } least)
                conditions.Add($"{name} {(least.Exclusive ? ">" : ">=")} {dialect.Literal(column.Type, least.Value)}");
            if (column.Maximum is { } most)
                conditions.Add($"{name} {(most.Exclusive ? "<" : "<=")} {dialect.Literal(column.Type, most.Value)}");
        }
        return conditions.Count == 0 ? null : string.Join(" AND ", conditions);
    }

    /// <summary>A reference as it stands in its table.</summary>
    public string ForeignKey(ForeignKey key) =>
        $"CONSTRAINT {dialect.Identifier(key.Name)} FOREIGN KEY ({Names(key.Columns)}) {References(key)}";

    /// <summary>What stands behind the columns of a reference, or behind a column that is one.</summary>
    public string References(ForeignKey key) =>
        $"REFERENCES {dialect.Identifier(key.TargetTable)} ({Names(key.TargetColumns)}) ON DELETE {Action(key.OnDelete)}";

    /// <summary>The indexes of a table, those that keep uniqueness among them.</summary>
    public IEnumerable<IndexScript> Indexes(Entity entity)
    {
        foreach (var unique in entity.Uniques)
            yield return Index(entity, unique.Name, true, unique.Columns, unique.Columns.Select(column => Term(column, false, unique.IgnoresCaseOf(column))));
        foreach (var index in entity.Indexes)
        {
            var columns = index.Columns.Select(column => column.Column).ToArray();
            yield return Index(entity, index.Name, false, columns, index.Columns.Select(column => Term(column.Column, column.Descending, false)));
        }
    }

    /// <summary>What keeps the rules of a table. A name is made of what is kept: a rule that changes is another one, and two that become the same SQL are one.</summary>
    public IEnumerable<(Rule Rule, KeptRule Kept)> Rules(Entity entity)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in entity.Rules)
        {
            var condition = ExpressionQuery.Check(dialect, rule.Condition, dialect.RuleRow)!;
            // A row from before the rule can be deleted all the same; once it is restored, it must hold.
            if (entity.DeletedAt is { } deletedAt) condition = $"({dialect.RuleRow}{dialect.Identifier(deletedAt.Name)} IS NOT NULL OR {condition})";
            if (!known.Add(condition)) continue;
            foreach (var kept in dialect.KeepRule(entity.Table, RuleName(entity.Table, condition), condition)) yield return (rule, kept);
        }
    }

    /// <summary>The statements that make a new table keep those rules that don't stand in the table itself.</summary>
    public IEnumerable<string> RulesBehind(Entity entity) => Rules(entity).Where(rule => rule.Kept.Clause is null).Select(rule => rule.Kept.Text);

    /// <summary>Names, quoted, with commas between.</summary>
    public string Names(IEnumerable<Column> columns) => string.Join(", ", columns.Select(column => dialect.Identifier(column.Name)));

    /// <summary>What becomes of a row when the one it refers to is deleted, in SQL.</summary>
    public static string Action(OnDelete action) => action switch
    {
        OnDelete.Restrict => "RESTRICT",
        OnDelete.Cascade => "CASCADE",
        OnDelete.SetNull => "SET NULL",
    };

    private static string RuleName(string table, string condition)
    {
        var hash = Hash($"{table}\n{condition}");
        return $"{RulePrefix}{table[..Math.Min(table.Length, LongestTable)]}_{hash}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 6));

    private string Note(FieldType type) => dialect.StorageNote(type) is { } note ? $" /* {note} */" : "";

    private bool IsKeyInline(Entity entity) => dialect.IdentityIsKey && entity.Key is [{ Identity: true }];

    private string Term(Column column, bool descending, bool ignoreCase) =>
        dialect.IndexTerm(dialect.Identifier(column.Name), descending, ignoreCase, column.Nullable);

    private IndexScript Index(Entity entity, string name, bool unique, IReadOnlyList<Column> columns, IEnumerable<string> parts)
    {
        var terms = parts.ToArray();
        var what = unique ? "UNIQUE INDEX" : "INDEX";
        var text = $"CREATE {what} {dialect.Identifier(name)} ON {dialect.Identifier(entity.Table)} ({string.Join(", ", terms)})";
        return new IndexScript(name, unique, columns, terms, text);
    }
}

/// <summary>An index as it is created.</summary>
/// <param name="Name">The name.</param>
/// <param name="Unique">Whether it keeps uniqueness.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Terms">The same in SQL, with collation and direction.</param>
/// <param name="Text">The statement.</param>
public sealed record IndexScript(string Name, bool Unique, IReadOnlyList<Column> Columns, IReadOnlyList<string> Terms, string Text);
