using Npgsql;

namespace Lintel.Postgres.Schema;

/// <summary>Statements that run once, without being prepared.</summary>
internal sealed class Catalog(NpgsqlConnection connection, CancellationToken cancellation)
{
    public async Task ExecuteAsync(string statement)
    {
        using var command = new NpgsqlCommand(statement, connection);
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Rows of text.</summary>
    public async Task<List<string?[]>> QueryAsync(string query)
    {
        using var command = new NpgsqlCommand(query, connection);
        var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        await using var _ = reader.ConfigureAwait(false);
        var rows = new List<string?[]>();
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
        {
            var row = new string?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : reader.GetString(i);
            rows.Add(row);
        }
        return rows;
    }
}
