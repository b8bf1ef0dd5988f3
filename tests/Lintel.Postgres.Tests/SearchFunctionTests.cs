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
