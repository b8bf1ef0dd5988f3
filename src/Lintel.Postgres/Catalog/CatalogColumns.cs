using Lintel.Adoption.Catalog;

namespace Lintel.Postgres.Catalog;

/// <summary>The columns of all relations of a database.</summary>
internal sealed class CatalogColumns(List<string?[]> rows, CatalogTypes types)
{
    private readonly ILookup<string, string?[]> _rows = rows.ToLookup(row => row[0]!);
    private readonly Dictionary<string, CatalogColumn[]> _built = [];

    /// <summary>The columns of a relation, in its order.</summary>
    public IReadOnlyList<CatalogColumn> Of(string relation)
    {
        if (_built.TryGetValue(relation, out var known)) return known;
        // A type that holds itself ends here.
        _built[relation] = [];
        return _built[relation] = [.. _rows[relation].Select(Column)];
    }

    /// <summary>The names of columns by their numbers: <c>{1,2}</c>. A number of the row as a whole, or of an expression, names none.</summary>
    public string[] Names(string relation, string? numbers) =>
        [.. CatalogText.Numbers(numbers).Select(number => Name(relation, number)).OfType<string>()];

    /// <summary>The name of one column; null: an expression.</summary>
    public string? Name(string relation, string number) => _rows[relation].FirstOrDefault(row => row[1] == number)?[2];

    private CatalogColumn Column(string?[] row)
    {
        var (identity, generated, fallback) = (row[8]!, row[9]!, row[7]);
        return new CatalogColumn
        {
            Name = row[2]!,
            Type = types.Of(row[3]!, row[4]!, row[5]!),
            Nullable = !CatalogText.IsTrue(row[6]),
            Default = generated.Length > 0 ? null : fallback,
            IsIdentity = identity.Length > 0 || generated.Length == 0 && fallback?.StartsWith("nextval(", StringComparison.Ordinal) == true,
            IsDefaultDenied = CatalogText.IsTrue(row[15]),
            IsGenerated = generated.Length > 0 || identity == "a" || CatalogText.IsTrue(row[16]),
            Comment = row[10],
            Collation = row[11],
            Rights = (CatalogText.IsTrue(row[12]) ? CatalogRights.Select : 0)
                | (CatalogText.IsTrue(row[13]) ? CatalogRights.Insert : 0)
                | (CatalogText.IsTrue(row[14]) ? CatalogRights.Update : 0),
        };
    }
}
