using System.Globalization;
using System.Text;
using Lintel.Conformance;
using Lintel.Postgres.Testing;
using Lintel.Search;

namespace Lintel.Postgres.Tests;

/// <summary>PostgreSQL's function gives the words that the engine sees, character by character and in long texts.</summary>
public class SearchFunctionTests
{
    protected virtual PostgresServer Server => PostgresServer.Shared;

    [Fact]
    public async Task Every_character_is_the_same_to_both()
    {
        var texts = new List<string>();
        var text = new StringBuilder();
        for (var point = 1; point <= 0x3FFFF; point++)
        {
            if (!Rune.IsValid(point)) continue;
            text.Append('a').Append(new Rune(point)).Append("b ");
            if (text.Length < 1500) continue;
            texts.Add(text.ToString());
            text.Clear();
        }
        texts.Add($"{text} {char.ConvertFromUtf32(0xE0001)}x{char.ConvertFromUtf32(0xE01EF)}y{char.ConvertFromUtf32(0x10FFFD)}");
        texts.Add("e\u0301\u0300 \u0300 a\u0300b");
        texts.Add(new string('x', 300) + " " + string.Concat(Enumerable.Repeat("é𝒳", 80)));
        await CompareAsync(texts);
    }

    [Fact]
    public async Task Random_texts_are_the_same_to_both()
    {
        var random = new Random(1);
        await CompareAsync([.. Enumerable.Range(0, 2000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => Character(random))))]);
    }

    [Fact]
    public async Task Words_are_as_similar_as_the_extension_pg_trgm_finds_them()
    {
        await using var database = await Database.CreateAsync(TestDatabase.Compile("  note:\n    fields:\n      title: text searchable\n    search: { typos: true }\n"), server: Server);
        await database.ExecuteAsync("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public");
        await using var connection = await database.Schema.ConnectAsync();
        var random = new Random(1);
        string Word() => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => random.Next(8) == 0 ? (char)('0' + random.Next(10)) : (char)('a' + random.Next(3))));
        for (var i = 0; i < 500; i++)
        {
            var (left, right) = (Word(), Word());
            await using var command = new Npgsql.NpgsqlCommand($"SELECT public.similarity($1, $2)::float8, {PostgresSimilarity.Similarity}($1, $2)", connection);
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = left });
            command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = right });
            await using var reader = await command.ExecuteReaderAsync(TestDatabase.Cancellation);
            Assert.True(await reader.ReadAsync(TestDatabase.Cancellation));
            var (expected, ours) = (reader.GetDouble(0), WordSimilarity.Of(left, right));
            Assert.Equal(ours, reader.GetInt32(1));
            Assert.True(Math.Abs(expected - (ours / 1e6)) < 2e-6 || (ours == 0 && expected < 0.300_001), $"{left} {right}: {expected} {ours}");
        }
    }

    private static string Character(Random random) => random.Next(4) switch
    {
        0 => char.ConvertFromUtf32(random.Next(1, 0x80)),
        1 => " ",
        2 => char.ConvertFromUtf32(random.Next(0xA0, 0x600)),
        _ => char.ConvertFromUtf32(random.Next(2) == 0 ? random.Next(0x1E00, 0xD7FF) : random.Next(0xE000, 0x20000)),
    };

    private async Task CompareAsync(IReadOnlyList<string> texts)
    {
        await using var database = await Database.CreateAsync(TestDatabase.Compile("  note:\n    fields:\n      title: text searchable\n"), server: Server);
        await using var connection = await database.Schema.ConnectAsync();
        await using var command = new Npgsql.NpgsqlCommand($"SELECT {PostgresSearch.Function}(t, 100000, NULL) FROM unnest($1::text[]) WITH ORDINALITY AS u(t, n) ORDER BY n", connection);
        command.Parameters.Add(new Npgsql.NpgsqlParameter { Value = texts.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(TestDatabase.Cancellation);
        foreach (var text in texts)
        {
            Assert.True(await reader.ReadAsync(TestDatabase.Cancellation));
            var (expected, actual) = (SearchWords.Of(text, 100_000), reader.GetString(0));
            Assert.True(expected == actual, string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", expected.Split(' ').Zip(actual.Split(' ')).Where(pair => pair.First != pair.Second).Take(5))} of {text}"));
        }
    }
}
