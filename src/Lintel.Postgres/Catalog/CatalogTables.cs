using System.Globalization;
using Lintel.Adoption.Catalog;

namespace Lintel.Postgres.Catalog;

/// <summary>Puts together what belongs to each table.</summary>
internal sealed class CatalogTables(CatalogColumns columns, List<string?[]> constraints, List<string?[]> indexes)
{
    private readonly ILookup<string, string?[]> _constraints = constraints.ToLookup(row => row[0]!);
    private readonly ILookup<string, string?[]> _indexes = indexes.ToLookup(row => row[0]!);
    private readonly List<CatalogTable> _found = [];
    private readonly List<CatalogOmission> _omissions = [];
    private Dictionary<string, CatalogName> _names = [];

    /// <summary>The tables that were asked for.</summary>
    public IReadOnlyList<CatalogTable> Found => _found;

    /// <summary>Those that can't be told of, or need not be.</summary>
    public IReadOnlyList<CatalogOmission> Omissions => _omissions;

    /// <summary>The names of all tables by their numbers, those among them that were not asked for.</summary>
    public IReadOnlyDictionary<string, CatalogName> Names => _names;

    /// <summary>Adds what the query of relations gave.</summary>
    public void Read(List<string?[]> relations, CatalogScope scope)
    {
        _names = relations.ToDictionary(row => row[0]!, row => new CatalogName(row[1], row[2]!));
        foreach (var row in relations)
        {
            var name = _names[row[0]!];
            if (!scope.Includes(name)) continue;
            if (WhyNot(row, scope) is { } reason) _omissions.Add(new CatalogOmission($"{Word(Kind(row))} {name}", reason));
            else _found.Add(Table(row, name));
        }
    }

    private string? WhyNot(string?[] row, CatalogScope scope)
    {
        if (CatalogText.IsTrue(row[4]) && !scope.Names(_names[row[0]!]))
            return $"It is a part of {row[7]}.{row[8]}, which serves its rows. --tables with its name takes it too.";
        if (!CatalogText.IsTrue(row[10])) return $"The role has no right to use the schema {row[1]}. GRANT USAGE ON SCHEMA gives it.";
        if (columns.Of(row[0]!).Count == 0) return "It has no columns.";
        return Rights(row) == CatalogRights.None ? "The role has no right to it. GRANT SELECT ON it gives one." : null;
    }

    private CatalogTable Table(string?[] row, CatalogName name)
    {
        var number = row[0]!;
        var own = _constraints[number].ToList();
        var estimate = long.Parse(row[6]!, CultureInfo.InvariantCulture);
        return new CatalogTable
        {
            Name = name,
            Kind = Kind(row),
            Comment = row[5],
            Columns = columns.Of(number),
            Key = own.Find(constraint => constraint[3] == "p") is { } key ? columns.Names(number, key[4]) : [],
            Uniques = [.. _indexes[number].Select(Unique).OfType<CatalogUnique>()],
            ForeignKeys = [.. own.Where(constraint => constraint[3] == "f" && _names.ContainsKey(constraint[5]!)).Select(ForeignKey)],
            Indexes = [.. _indexes[number].Select(Index)],
            Checks = [.. own.Where(constraint => constraint[3] == "c").Select(check => new CatalogCheck(check[2]!, check[8]!, columns.Names(number, check[4])))],
            Rights = Rights(row),
            Parent = row[8] is null ? null : new CatalogName(row[7], row[8]!),
            HasInsertTrigger = CatalogText.IsTrue(row[15]),
            HasHeirs = CatalogText.IsTrue(row[9]),
            EstimatedRows = estimate < 0 ? null : estimate,
        };
    }

    private CatalogForeignKey ForeignKey(string?[] row) =>
        new(row[2]!, columns.Names(row[0]!, row[4]), _names[row[5]!], columns.Names(row[5]!, row[6]), row[7] switch
        {
            "r" => "restrict",
            "c" => "cascade",
            "n" => "set null",
            "d" => "set default",
            _ => "no action",
        });

    private CatalogIndex Index(string?[] row) => new(row[1]!, Parts(row)) { Method = row[2]!, IsUnique = CatalogText.IsTrue(row[3]), Predicate = row[8] };

    private CatalogUnique? Unique(string?[] row)
    {
        if (!CatalogText.IsTrue(row[3]) || CatalogText.IsTrue(row[4]) || row[8] is not null) return null;
        var parts = Parts(row);
        if (parts is [{ Column: null } only])
            return CatalogText.Lowered(only.Expression) is { } column && columns.Of(row[0]!).Any(one => one.Name == column) ? new CatalogUnique(row[1]!, [column]) { IgnoreCase = true } : null;
        return parts.All(part => part.Column is not null) ? new CatalogUnique(row[1]!, [.. parts.Select(part => part.Column!)]) { NullsEqual = CatalogText.IsTrue(row[10]) } : null;
    }

    // What an index only carries along stands behind its keys.
    private CatalogIndexColumn[] Parts(string?[] row)
    {
        var (numbers, options, expressions) = (CatalogText.Numbers(row[5]), CatalogText.Numbers(row[6]), CatalogText.Texts(row[9]));
        return
        [
            .. numbers.Take(CatalogText.Number(row[7]!)).Select((number, at) =>
                new CatalogIndexColumn(columns.Name(row[0]!, number), number == "0" ? expressions[at] : null, (CatalogText.Number(options[at]) & 1) != 0)),
        ];
    }

    private static CatalogRights Rights(string?[] row) =>
        (CatalogText.IsTrue(row[11]) ? CatalogRights.Select : 0) | (CatalogText.IsTrue(row[12]) ? CatalogRights.Insert : 0)
        | (CatalogText.IsTrue(row[13]) ? CatalogRights.Update : 0) | (CatalogText.IsTrue(row[14]) ? CatalogRights.Delete : 0);

    private static CatalogTableKind Kind(string?[] row) => row[3] switch
    {
        "v" => CatalogTableKind.View,
        "m" => CatalogTableKind.MaterializedView,
        "f" => CatalogTableKind.ForeignTable,
        _ when CatalogText.IsTrue(row[4]) => CatalogTableKind.Partition,
        "p" => CatalogTableKind.PartitionedTable,
        _ => CatalogTableKind.Table,
    };

    private static string Word(CatalogTableKind kind) => kind switch
    {
        CatalogTableKind.View => "view",
        CatalogTableKind.MaterializedView => "materialized view",
        CatalogTableKind.ForeignTable => "foreign table",
        CatalogTableKind.Partition => "partition",
        CatalogTableKind.Table or CatalogTableKind.PartitionedTable => "table",
    };
}
