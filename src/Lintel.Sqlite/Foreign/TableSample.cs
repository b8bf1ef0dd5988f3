using Lintel.Adoption.Catalog;
using Lintel.Sqlite.Catalog;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Foreign;

/// <summary>Looks at the first rows of a table, to tell what its columns hold.</summary>
internal static class TableSample
{
    private const int Rows = 500;

    private static readonly SqliteDialect Dialect = new();

    /// <summary>The columns, each with the type of the contract that its values suggest.</summary>
    public static IReadOnlyList<CatalogColumn> Suggest(SqliteConnection connection, string table, IReadOnlyList<CatalogColumn> columns)
    {
        var samples = columns.Select(_ => new ColumnSample()).ToArray();
        try
        {
            connection.ForEach($"SELECT {string.Join(", ", columns.Select(column => Dialect.Identifier(column.Name)))} FROM {Dialect.Identifier(table)} LIMIT {Rows}", row =>
            {
                for (var i = 0; i < samples.Length; i++) samples[i].Add(StoredValue.OfColumn(row, i));
            });
        }
        catch (Exception exception) when (exception is StoreException { Failure: StoreFailure.TimedOut } or InvalidOperationException)
        {
            // A view may take long, or lead nowhere: then its columns are what they are declared as.
        }
        return [.. columns.Select((column, i) => column with { Suggested = SqliteTypeMap.Of(column.Name, column.Type, samples[i]) })];
    }
}
