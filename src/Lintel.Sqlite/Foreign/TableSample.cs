using Lintel.Adoption.Catalog;
using Lintel.Sqlite.Native;
using Lintel.Stores;

namespace Lintel.Sqlite.Foreign;

/// <summary>Looks at the first rows of a table, to tell what its columns hold.</summary>
internal static class TableSample
{
    private const int Rows = 500;

    /// <summary>The type of the contract for each column, by its name and its declared type.</summary>
    public static IReadOnlyList<AdoptedType> Read(SqliteConnection connection, string table, IReadOnlyList<(string Name, string Declared)> columns, SqliteDialect dialect)
    {
        var samples = columns.Select(_ => new ColumnSample()).ToArray();
        try
        {
            connection.ForEach($"SELECT {string.Join(", ", columns.Select(column => dialect.Identifier(column.Name)))} FROM {dialect.Identifier(table)} LIMIT {Rows}", row =>
            {
                for (var i = 0; i < samples.Length; i++) samples[i].Add(StoredValue.OfColumn(row, i));
            });
        }
        catch (Exception exception) when (exception is StoreException { Failure: StoreFailure.TimedOut } or InvalidOperationException)
        {
            // A view may take long, or lead nowhere: then its columns are what they are declared as.
        }
        return [.. columns.Select((column, i) => SqliteTypeMap.Of(column.Name, column.Declared, samples[i]))];
    }
}
