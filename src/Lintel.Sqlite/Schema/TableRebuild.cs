using System.Globalization;
using Lintel.Model;
using Lintel.Sql.Migrations;
using Lintel.Sql.Schema;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Schema;

/// <summary>A table that is made anew: what it takes over, what can't be, and what is lost.</summary>
internal sealed class TableRebuild(Entity entity, StoredTable stored, TableScript script, SqliteDialect dialect, SqliteConnection connection)
{
    private readonly string _made = $"lintel_new_{entity.Table}";

    /// <summary>Why a change can't be made, with what to do instead; null: it can.</summary>
    public async Task<string?> ObstacleAsync(SchemaChange change, Func<string, string, Task<long>> count)
    {
        switch (change)
        {
            case OtherKey: return "a key can't be changed; add a resource with the new key, and copy the rows";
            case MissingColumn { NeedsValues: true } missing:
                return await count(entity.Table, "1 = 1").ConfigureAwait(false) > 0 ? missing.Remedy : null;
            case OtherComputation { Column: { Generated: null, Maintained: null, Nullable: false, Default.IsNull: true } }:
                return await count(entity.Table, "1 = 1").ConfigureAwait(false) > 0 ? "rows that exist would have no value for it; give it a default, or another name" : null;
            case OtherType type:
                if (Converted(type.Column, type.There) is not { } converted) return "there is no one way from the one to the other; add a field of the new type, and copy the values";
                return type.Column.Type is { IsScaledInteger: true, IsArray: false } && await count(entity.Table, $"abs({converted}) >= {Power(type.Column.Type.Precision)}").ConfigureAwait(false) is var large and > 0
                    ? $"{Rows(large)} have a value with too many digits; change them first" : null;
            case OtherCheck { Check: { } check } other when other.There.Type == script.Type(other.Column.Type):
                return await count(entity.Table, $"NOT ({check})").ConfigureAwait(false) is var wrong and > 0
                    ? $"{Rows(wrong)} would break it; change them first: SELECT * FROM {Name(entity.Table)} WHERE NOT ({check})" : null;
            case OtherNull { There.Nullable: true, Column.Default.IsNull: true, Column: var column }:
                return await count(entity.Table, $"{Name(column.Name)} IS NULL").ConfigureAwait(false) is var without and > 0
                    ? $"{Rows(without)} have no value; give them one first, or give the field a default" : null;
            case MissingReference { Key: var key }:
                var given = string.Join(" AND ", key.Columns.Select(column => $"{Name(column.Name)} IS NOT NULL"));
                var same = string.Join(" AND ", key.Columns.Zip(key.TargetColumns, (own, other) => $"t.{Name(other.Name)} = {Name(entity.Table)}.{Name(own.Name)}"));
                return await count(entity.Table, $"{given} AND NOT EXISTS (SELECT 1 FROM {Name(key.TargetTable)} AS t WHERE {same})").ConfigureAwait(false) is var orphans and > 0
                    ? $"{Rows(orphans)} refer to what is not there; change them first" : null;
            case MissingIndex { IsOfRows: true, Index: var index }:
                return Twice(index) is var groups and > 0 ? $"{groups.ToString("N0", CultureInfo.InvariantCulture)} values stand in several rows; change them first" : null;
            default: return null;
        }
    }

    /// <summary>What a change loses; null: nothing.</summary>
    public async Task<string?> LossAsync(SchemaChange change, Func<string, string, Task<long>> count)
    {
        switch (change)
        {
            case UnknownColumn { IsOurs: true, There: var column }:
                return column is { Generated: null, Maintained: null }
                    ? $"{entity.Table}.{column.Name}: {await ValuesAsync(column.Name, count).ConfigureAwait(false)}"
                    : $"{entity.Table}.{column.Name}: what is computed for it";
            case OtherType { Column: { Type.IsScaledInteger: true, Type.IsArray: false } column } type when Scale(type.There.Type) is { } scale && scale > column.Type.Scale:
                return await count(entity.Table, $"{Name(column.Name)} % {Power(scale - column.Type.Scale)} <> 0").ConfigureAwait(false) is var cut and > 0
                    ? $"{entity.Table}.{column.Name}: digits of {Values(cut)}" : null;
            case OtherComputation { There: { Generated: null, Maintained: null } column }:
                return $"{entity.Table}.{column.Name}: {await ValuesAsync(column.Name, count).ConfigureAwait(false)} that were given";
            default: return null;
        }
    }

    /// <summary>The statements. What the contract does not know of the table is taken over as it is.</summary>
    public IReadOnlyList<string> Statements(SchemaChange[] changes)
    {
        var gone = changes.OfType<UnknownColumn>().Where(change => change.IsOurs).Select(change => change.There.Name)
            .Concat(changes.OfType<StaleColumn>().Select(change => change.There.Name)).ToHashSet(StringComparer.Ordinal);
        var others = stored.Columns.Where(column => entity.Columns.All(known => known.Name != column.Name) && !gone.Contains(column.Name)).ToArray();
        var forgotten = changes.OfType<ForgottenIndex>().Select(change => change.There.Name).ToHashSet(StringComparer.Ordinal);
        var taken = entity.Columns.Where(column => column.Generated is null && Value(column) is not null).ToArray();
        var names = taken.Select(column => Name(column.Name)).Concat(others.Where(column => column.Generated is null).Select(column => Name(column.Name))).ToArray();
        var values = taken.Select(column => Value(column)!).Concat(names[taken.Length..]);
        return
        [
            script.Table(entity, _made, others: others.Select(Loosened)),
            $"INSERT INTO {Name(_made)} ({string.Join(", ", names)})\nSELECT {string.Join(", ", values)} FROM {Name(entity.Table)}",
            .. Numbers(),
            $"DROP TABLE {Name(entity.Table)}",
            $"ALTER TABLE {Name(_made)} RENAME TO {Name(entity.Table)}",
            .. script.Indexes(entity).Select(index => index.Text),
            .. script.RulesBehind(entity),
            .. Kept(forgotten, gone),
        ];
    }

    /// <summary>What a row has in a column; null: nothing yet.</summary>
    private string? Value(Column column)
    {
        if (stored.Find(column.Name) is not { } there) return column.Default.IsNull ? null : Default(column);
        if (column.Maintained is not null) return there.Maintained == TableScript.Maintained(column) ? Name(column.Name) : null;
        if (there.Generated is not null || there.Maintained is not null) return column.Default.IsNull ? null : Default(column);
        var value = Converted(column, there) ?? Name(column.Name);
        return there.Nullable && !column.Nullable && !column.Default.IsNull ? $"coalesce({value}, {Default(column)})" : value;
    }

    /// <summary>How a value of the old type becomes one of the new; null: there is no one way.</summary>
    private string? Converted(Column column, StoredColumn there)
    {
        var name = Name(column.Name);
        if (there.Type == script.Type(column.Type)) return name;
        if (Scale(there.Type) is { } old && column.Type is { IsScaledInteger: true, IsArray: false })
        {
            if (column.Type.Scale >= old) return $"{name} * {Power(column.Type.Scale - old)}";
            // Half a digit goes away from zero, as PostgreSQL has it.
            var cut = Power(old - column.Type.Scale);
            return $"({name} + CASE WHEN {name} < 0 THEN -{cut} ELSE {cut} END / 2) / {cut}";
        }
        if (there.Type == "INTEGER" && column.Type is { Kind: ScalarKind.Double, IsArray: false }) return $"CAST({name} AS REAL)";
        if (there.Type is "INTEGER" or "REAL" && column.Type is { Kind: ScalarKind.String or ScalarKind.Text, IsArray: false }) return $"CAST({name} AS TEXT)";
        // A uuid, an address or JSON is text as it stands.
        if (there.Type.StartsWith("TEXT /* ", StringComparison.Ordinal) && !there.Type.Contains('[', StringComparison.Ordinal) && column.Type is { Kind: ScalarKind.String or ScalarKind.Text, IsArray: false }) return name;
        return null;
    }

    /// <summary>How many digits behind the point an integer stands for; null: the type is none.</summary>
    private static int? Scale(string type)
    {
        const string Note = "INTEGER /* scale ";
        if (type == "INTEGER") return 0;
        return type.StartsWith(Note, StringComparison.Ordinal) ? int.Parse(type.AsSpan(Note.Length).TrimEnd("*/ "), CultureInfo.InvariantCulture) : null;
    }

    private static string Power(int exponent) => "1" + new string('0', exponent);

    private string Default(Column column) => dialect.Literal(column.Type, column.Default);

    // Rows that are written without it are not refused.
    private static string Loosened(StoredColumn column) =>
        column is { Nullable: false, HasDefault: false, Generated: null } ? column.Definition!.Replace(" NOT NULL", "", StringComparison.OrdinalIgnoreCase) : column.Definition!;

    /// <summary>Numbers that were once given are not given again.</summary>
    private IEnumerable<string> Numbers()
    {
        if (!entity.Columns.Any(column => column.Identity)) yield break;
        yield return $"DELETE FROM sqlite_sequence WHERE name = {dialect.TextLiteral(_made)}";
        yield return $"INSERT INTO sqlite_sequence (name, seq) SELECT {dialect.TextLiteral(_made)}, seq FROM sqlite_sequence WHERE name = {dialect.TextLiteral(entity.Table)}";
    }

    /// <summary>What others made of the table, which goes when it is dropped.</summary>
    private IEnumerable<string> Kept(HashSet<string> forgotten, HashSet<string> gone)
    {
        var ours = script.Indexes(entity).Select(index => index.Name).ToHashSet(StringComparer.Ordinal);
        var rows = connection.Query($"SELECT name, sql FROM sqlite_schema WHERE tbl_name = {dialect.TextLiteral(entity.Table)} AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY name", 2);
        var without = stored.Indexes.Where(there => there.Columns.Any(gone.Contains)).Select(index => index.Name).ToHashSet(StringComparer.Ordinal);
        return rows.Where(row => !ours.Contains(row[0]!) && !forgotten.Contains(row[0]!) && !without.Contains(row[0]!) && !row[0]!.StartsWith("lintel_", StringComparison.Ordinal)).Select(row => row[1]!);
    }

    private long Twice(IndexScript index)
    {
        var terms = string.Join(", ", index.Terms);
        var given = string.Join(" AND ", index.Columns.Select(column => $"{Name(column.Name)} IS NOT NULL"));
        return long.Parse(connection.Query($"SELECT CAST(count(*) AS text) FROM (SELECT 1 FROM {Name(entity.Table)} WHERE {given} GROUP BY {terms} HAVING count(*) > 1)", 1)[0][0]!, CultureInfo.InvariantCulture);
    }

    private async Task<string> ValuesAsync(string column, Func<string, string, Task<long>> count) => Values(await count(entity.Table, $"{Name(column)} IS NOT NULL").ConfigureAwait(false));

    private static string Values(long count) => StepBuilder.Counted(count, "value");

    private static string Rows(long count) => StepBuilder.Counted(count, "row");

    private string Name(string name) => dialect.Identifier(name);
}
