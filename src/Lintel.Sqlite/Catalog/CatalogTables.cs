using System.Globalization;
using Lintel.Adoption.Catalog;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Catalog;

/// <summary>Puts together what belongs to each table.</summary>
internal sealed class CatalogTables(SqliteConnection connection, List<string?[]> columns, List<string?[]> references, List<string?[]> indexes, Dictionary<string, long> estimates)
{
    private readonly ILookup<string, string?[]> _columns = columns.ToLookup(row => row[0]!);
    private readonly ILookup<string, string?[]> _references = references.ToLookup(row => row[0]!);
    private readonly ILookup<string, string?[]> _indexes = indexes.ToLookup(row => row[0]!);
    private readonly List<CatalogTable> _found = [];
    private readonly List<CatalogOmission> _omissions = [];

    /// <summary>The tables that were asked for.</summary>
    public IReadOnlyList<CatalogTable> Found => _found;

    /// <summary>Those that can't be told of, or need not be.</summary>
    public IReadOnlyList<CatalogOmission> Omissions => _omissions;

    /// <summary>Adds what the query of tables gave.</summary>
    public void Read(List<string?[]> tables, CatalogScope scope)
    {
        foreach (var row in tables.OrderBy(row => row[0], StringComparer.Ordinal))
        {
            var name = new CatalogName(null, row[0]!);
            if (!scope.Includes(name)) continue;
            switch (row[1])
            {
                case "table": _found.Add(Table(name, row[2]!, row[3] == "1")); break;
                case "view": View(name); break;
                case "shadow": _omissions.Add(new CatalogOmission($"table {name}", "It belongs to a virtual table, which keeps its rows there.")); break;
                default: _omissions.Add(new CatalogOmission($"virtual table {name}", "Its rows are made by a module, whose columns and conditions are no others' to know.")); break;
            }
        }
    }

    private CatalogTable Table(CatalogName name, string sql, bool isWithoutRowId)
    {
        var statement = new TableStatement(sql);
        var rows = _columns[name.Name].Where(row => row[6] != "1").ToList();
        var names = rows.ConvertAll(row => row[1]!);
        var keys = rows.Where(row => row[5] != "0").OrderBy(row => int.Parse(row[5]!, CultureInfo.InvariantCulture)).Select(row => row[1]!).ToList();
        // The key of such a table is another name of the number of its rows, and so has no index of its own.
        var isRowId = keys.Count == 1 && !isWithoutRowId && _indexes[name.Name].All(index => index[3] != "pk");
        var indexes = _indexes[name.Name].GroupBy(row => row[1]!).Select(Index).ToList();
        return new CatalogTable
        {
            Name = name,
            Kind = CatalogTableKind.Table,
            Columns = [.. rows.Select(row => Column(row) with { Collation = statement.Collation(row[1]!), IsIdentity = isRowId && row[5] != "0" })],
            Key = keys,
            Uniques = [.. indexes.Where(index => index is { IsUnique: true, Predicate: null } && index.Columns.All(part => part.Column is not null) && !IsKey(name, index.Name)).Select(index => Unique(name, index))],
            ForeignKeys = [.. _references[name.Name].GroupBy(row => row[1]!).Select(group => ForeignKey(name, statement, [.. group])).OfType<CatalogForeignKey>()],
            Indexes = indexes,
            Checks = [.. statement.Checks(name.Name, names)],
            EstimatedRows = estimates.TryGetValue(name.Name, out var estimate) ? estimate : null,
        };
    }

    // SQLite looks at the statement of a view only now: it may name a table that is gone.
    private void View(CatalogName name)
    {
        List<string?[]> rows;
        try
        {
            var literal = $"'{name.Name.Replace("'", "''", StringComparison.Ordinal)}'";
            rows = connection.Query($"SELECT '', name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo({literal}) ORDER BY cid", 7);
        }
        catch (Exception exception) when (exception is StoreException or InvalidOperationException)
        {
            _omissions.Add(new CatalogOmission($"view {name}", "SQLite can't run it: it names what is not there."));
            return;
        }
        _found.Add(new CatalogTable
        {
            Name = name,
            Kind = CatalogTableKind.View,
            Columns = [.. rows.Select(row => Column(row) with { Rights = CatalogRights.Select })],
            Rights = CatalogRights.Select,
        });
    }

    // Tables without WITHOUT ROWID let a key be null for the sake of old files; a row without its key is none that could be asked for.
    private static CatalogColumn Column(string?[] row) => new()
    {
        Name = row[1]!,
        Type = DeclaredType.Read(row[2]),
        Nullable = row[3] == "0" && row[5] == "0",
        Default = row[6] is "2" or "3" ? null : row[4],
        IsGenerated = row[6] is "2" or "3",
    };

    private CatalogForeignKey? ForeignKey(CatalogName table, TableStatement statement, string?[][] rows)
    {
        string[] own = [.. rows.Select(row => row[3]!)];
        if (_columns.FirstOrDefault(group => group.Key.Equals(rows[0][2], StringComparison.OrdinalIgnoreCase)) is not { } target)
        {
            _omissions.Add(new CatalogOmission($"foreign key {table} ({string.Join(", ", own)})", $"There is no table {rows[0][2]}, to which it refers."));
            return null;
        }
        // Without names it means the key.
        string[] others = rows[0][4] is null
            ? [.. target.Where(row => row[5] != "0").OrderBy(row => int.Parse(row[5]!, CultureInfo.InvariantCulture)).Select(row => row[1]!)]
            : [.. rows.Select(row => target.FirstOrDefault(column => column[1]!.Equals(row[4], StringComparison.OrdinalIgnoreCase))?[1]).OfType<string>()];
        if (others.Length != own.Length)
        {
            _omissions.Add(new CatalogOmission($"foreign key {table} ({string.Join(", ", own)})", $"{rows[0][2]} has no such columns, to which it refers."));
            return null;
        }
        var name = statement.Reference(own) ?? $"{table.Name}_{string.Join('_', own)}_fkey";
        return new CatalogForeignKey(name, own, new CatalogName(null, target.Key), others, rows[0][5]!.ToLowerInvariant());
    }

    private static CatalogIndex Index(IGrouping<string, string?[]> rows)
    {
        var first = rows.First();
        var (parts, predicate) = first[9] is { } sql ? TableStatement.Index(sql) : ([], null);
        return new CatalogIndex(rows.Key, [.. rows.Select((row, at) => new CatalogIndexColumn(row[5], row[5] is null ? parts.ElementAtOrDefault(at) ?? "" : null, row[6] == "1"))])
        {
            IsUnique = first[2] == "1",
            Predicate = first[4] == "1" ? predicate ?? "" : null,
        };
    }

    private bool IsKey(CatalogName table, string index) => _indexes[table.Name].Any(row => row[1] == index && row[3] == "pk");

    private CatalogUnique Unique(CatalogName table, CatalogIndex index) =>
        new(index.Name, [.. index.Columns.Select(part => part.Column!)]) { IgnoreCase = _indexes[table.Name].Any(row => row[1] == index.Name && row[7] == "NOCASE") };
}
