using Npgsql;

namespace Lintel.Postgres.Schema;

/// <summary>Statements that run once, without being prepared, and take as long as they need.</summary>
internal sealed class Catalog(NpgsqlConnection connection, CancellationToken cancellation)
{
    /// <summary>Runs a statement. Gives the number of rows that it changed.</summary>
    public async Task<int> ExecuteAsync(string statement)
    {
        using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
        return await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Rows of text.</summary>
    public async Task<List<string?[]>> QueryAsync(string query)
    {
        using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
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
