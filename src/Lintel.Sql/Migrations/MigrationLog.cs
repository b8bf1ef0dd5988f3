using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Lintel.Sql.Dialect;
using Lintel.Sql.Schema;
using Lintel.Stores;

namespace Lintel.Sql.Migrations;

/// <summary>The engine's own tables: which steps were begun, and what contracts made. Checksums are a chain, so that a change of any record shows.</summary>
internal sealed class MigrationLog(SchemaConnection connection)
{
    private const string First = "";

    private readonly EngineTables _tables = connection.Tables;
    private readonly SqlDialect _dialect = connection.Dialect;

    /// <summary>Makes the tables where they are not there.</summary>
    public async Task CreateAsync()
    {
        if (await ExistsAsync().ConfigureAwait(false)) return;
        foreach (var statement in _tables.Create) await connection.ExecuteAsync(statement).ConfigureAwait(false);
    }

    /// <summary>All names on record.</summary>
    public async Task<IReadOnlyList<StoredName>> NamesAsync()
    {
        if (!await ExistsAsync().ConfigureAwait(false)) return [];
        var rows = await connection.QueryAsync($"SELECT table_name, column_name, known_as FROM {EngineTables.Names} ORDER BY 1, 2, 3", 3).ConfigureAwait(false);
        return [.. rows.Select(row => new StoredName(row[0]!, row[1]!, row[2]!))];
    }

    /// <summary>Puts names on record, and takes those off whose table or column is gone.</summary>
    public async Task RememberAsync(IEnumerable<StoredName> added, IEnumerable<StoredName> gone)
    {
        foreach (var name in gone)
            await connection.ExecuteAsync($"DELETE FROM {EngineTables.Names} WHERE table_name = {Text(name.Table)} AND column_name = {Text(name.Column)}").ConfigureAwait(false);
        var rows = added.Select(name => $"({Text(name.Table)}, {Text(name.Column)}, {Text(name.Name)})").ToArray();
        if (rows.Length > 0) await connection.ExecuteAsync($"INSERT INTO {EngineTables.Names} VALUES {string.Join(", ", rows)}").ConfigureAwait(false);
    }

    /// <summary>All steps on record, the first one first.</summary>
    public async Task<MigrationHistory> ReadAsync()
    {
        if (!await ExistsAsync().ConfigureAwait(false)) return new MigrationHistory([], null);
        var rows = await connection.QueryAsync(
            $"SELECT CAST(number AS text), started, ended, contract, sentence, statements, checksum, state, message FROM {EngineTables.Migrations} ORDER BY {EngineTables.Migrations}.number", 9).ConfigureAwait(false);
        MigrationRecord[] records = [.. rows.Select(Record)];
        var last = First;
        foreach (var record in records)
        {
            last = Checksum(last, record.Sentence, record.Sql);
            if (record.Checksum != last) return new MigrationHistory(records, record.Number);
        }
        return new MigrationHistory(records, null);
    }

    /// <summary>Puts on record that a step begins. Gives its number.</summary>
    public async Task<long> BeginAsync(MigrationStep step, string schema)
    {
        var last = await connection.QueryAsync($"SELECT CAST(number AS text), checksum FROM {EngineTables.Migrations} ORDER BY {EngineTables.Migrations}.number DESC LIMIT 1", 2).ConfigureAwait(false);
        var (number, before) = last is [var row] ? (long.Parse(row[0]!, CultureInfo.InvariantCulture) + 1, row[1]!) : (1, First);
        var sql = string.Join(";\n", step.Statements);
        await connection.ExecuteAsync(string.Create(CultureInfo.InvariantCulture,
            $"INSERT INTO {EngineTables.Migrations} VALUES ({number}, {_tables.Now}, NULL, {Text(schema)}, {Text(step.Sentence)}, {Text(sql)}, {Text(Checksum(before, step.Sentence, sql))}, {Text(Word(StepState.Running))}, NULL)")).ConfigureAwait(false);
        return number;
    }

    /// <summary>The statement that puts on record how a step ended.</summary>
    public string Ended(long number, StepState state, string? message = null) => string.Create(CultureInfo.InvariantCulture,
        $"UPDATE {EngineTables.Migrations} SET ended = {_tables.Now}, state = {Text(Word(state))}, message = {(message is null ? "NULL" : Text(message))} WHERE number = {number}");

    /// <summary>Puts on record that steps which seem to run do not: the lock is ours, and so no one else migrates.</summary>
    public Task<int> InterruptAsync() => connection.ExecuteAsync(
        $"UPDATE {EngineTables.Migrations} SET state = {Text(Word(StepState.Interrupted))} WHERE state = {Text(Word(StepState.Running))}");

    private async Task<bool> ExistsAsync() => (await connection.QueryAsync(_tables.Exists, 1).ConfigureAwait(false)).Count > 0;

    private string Text(string text) => _dialect.TextLiteral(text);

    private static MigrationRecord Record(string?[] row) => new()
    {
        Number = long.Parse(row[0]!, CultureInfo.InvariantCulture),
        Started = row[1]!,
        Ended = row[2],
        Schema = row[3]!,
        Sentence = row[4]!,
        Sql = row[5]!,
        Checksum = row[6]!,
        State = Enum.TryParse<StepState>(row[7], ignoreCase: true, out var state) ? state : StepState.Failed,
        Message = row[8],
    };

    private static string Word(StepState state) => state switch
    {
        StepState.Running => "running",
        StepState.Done => "done",
        StepState.Failed => "failed",
        StepState.Interrupted => "interrupted",
    };

    private static string Checksum(string before, string sentence, string sql) => Hash($"{before}\n{sentence}\n{sql}");

    /// <summary>SHA-256, in hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
