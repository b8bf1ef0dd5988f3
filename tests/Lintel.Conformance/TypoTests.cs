using CsCheck;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Search;

namespace Lintel.Conformance;

/// <summary>Every store forgives the same typing mistakes, and puts what it finds in the same order.</summary>
public abstract class TypoTests : StoreTests
{
    private static readonly ServiceModel Model = TestDatabase.Compile("""
          note:
            key: int
            managed: []
            fields:
              title: string(..2000)? searchable
              body: text? searchable
            search: { typos: true }
        """);

    private static readonly string[] Known = ["metallica", "zeppelin", "antônio", "привет", "überraschung", "सङ्गीतकार", "r2d2x", "queen", "rock", "and", "os", "𝒳𝒳𝒳𝒳", "live", "metal", "zeppelins"];

    /// <summary>How many random tables are searched.</summary>
    protected virtual int Iterations => 60;

    private static readonly Gen<string> Word = Gen.OneOf(Gen.Int[0, Known.Length - 1].Select(i => Known[i]), Gen.String[Gen.Char["abeо"], 1, 8]);

    private static readonly Gen<string> Field = Word.Array[0, 5].Select(words => string.Join(' ', words));

    private static readonly Gen<string> Asked = Gen.Select(Word, Gen.Int[0, 7], Gen.Int[0, 20], (word, how, at) => how switch
    {
        0 => word + "*",
        1 => "-" + word,
        2 => $"\"{word} and\"",
        3 => word,
        _ => Mistyped(word, how, at),
    });

    [Fact]
    public Task Random_mistakes_are_forgiven_as_the_definition_says() => Gen.Select(Gen.Select(Field, Field).Array[0, 10], Asked.Array[1, 3].Array[6]).SampleAsync(async (rows, searches) =>
    {
        await using var database = await CreateAsync(Model);
        if (rows.Length > 0) await database.InsertAsync("note", [.. rows.Select(row => System.Text.Json.JsonSerializer.Serialize(new { title = row.Item1, body = row.Item2 }))]);
        foreach (var search in searches.Select(terms => string.Join(' ', terms)))
        {
            if (SearchParser.Read(search, 500, 20, out _) is not { } terms) continue;
            var asked = SearchRelevance.Words(terms).ToArray();
            var expected = rows.Select((row, i) => (Id: i + 1, Order: Order(terms, asked, [SearchWords.Of(row.Item1), SearchWords.Of(row.Item2)])))
                .Where(row => row.Order is not null).OrderBy(row => row.Order).ThenBy(row => row.Id).Select(row => row.Id);
            Assert.True(string.Join(' ', expected) == await FindAsync(database, search), $"{search} in {string.Join(" | ", rows)}");
        }
    }, iter: Iterations, threads: 1);

    [Theory]
    [InlineData("metallica", "1 2")] // exactly so comes first
    [InlineData("metalica", "2 1")] // here the other is what was written
    [InlineData("mettallica", "1 2")]
    [InlineData("METALLIKA", "1 2")]
    [InlineData("metalilca live", "1")]
    [InlineData("metalica livee", "1")] // each word for itself
    [InlineData("metalica xyzzyx", "")]
    [InlineData("metalic*", "2")] // beginnings, phrases and what is excluded are taken as written
    [InlineData("\"metalica live\"", "")]
    [InlineData("metallica -metalica", "1")]
    [InlineData("liv", "")] // too short
    [InlineData("привед", "3")]
    [InlineData("antonoi", "4")]
    public async Task Mistakes_in_words_of_four_letters_and_more_are_forgiven(string search, string ids)
    {
        await using var database = await CreateAsync(Model);
        await database.InsertAsync("note", """{"title":"Metallica live"}""", """{"body":"Metalica"}""", """{"title":"Привет"}""", """{"title":"Antônio"}""");
        Assert.Equal(ids, await FindAsync(database, search));
    }

    [Fact]
    public async Task Pages_go_on_from_exact_rows_to_similar_ones()
    {
        await using var database = await CreateAsync(Model);
        await database.InsertAsync("note", [.. new[] { "zeppelins", "led zeppelin", "zepelin", "zeppelin", "led zeppelins", "zepellin", "zeppelin" }.Select(title => $"{{\"title\":\"{title}\"}}")]);
        var all = await FindAsync(database, "zeppelin");
        Assert.StartsWith("4 7 2 ", all, StringComparison.Ordinal);
        var (found, cursor) = (new List<long>(), (string?)null);
        do
        {
            using var page = await database.ReadAsync(Ask("zeppelin", new PageRequest { Limit = 2, After = cursor }));
            for (var i = 0; i < Math.Min(2, page.Rows.Count); i++) found.Add(page.Rows[i, 0].Integer);
            cursor = page.Rows.Count > 2 ? Cursor.Encode(page.Selection, page.Rows.Row(1), page.Rows.Arena) : null;
        }
        while (cursor is not null);
        Assert.Equal(all, string.Join(' ', found));
        Assert.Equal(7, found.Count);
    }

    [Fact]
    public async Task Many_long_words_and_long_texts_stay_within_the_time_of_a_request()
    {
        await using var database = await CreateAsync(Model);
        var random = new Random(1);
        string Letters(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('a' + random.Next(26))));
        var text = string.Join(' ', Enumerable.Range(0, 3000).Select(_ => Letters(5 + random.Next(8))));
        var signs = string.Join(' ', Enumerable.Range(0x20000, 40_000).Select(char.ConvertFromUtf32));
        await database.InsertAsync("note", [.. Enumerable.Repeat($"{{\"title\":\"x\",\"body\":\"{text}\"}}", 3), $"{{\"body\":\"{signs}\"}}"]);
        var words = string.Join(' ', Enumerable.Range(0, 19).Select(_ => Letters(25)));
        Assert.Equal("", await FindAsync(database, words));
        Assert.Equal("1 2 3", await FindAsync(database, string.Join(' ', text.Split(' ').Take(5).Select(word => word[..3] + "q" + word[3..]))));
    }

    /// <summary>Less is better; null: not found.</summary>
    private static double? Order(IReadOnlyList<SearchTerm> terms, string[] asked, string[] fields) => SearchCloseness.Of(terms, fields) switch
    {
        0 => null,
        WordSimilarity.Whole => -SearchRelevance.Of(asked, fields) - 1.0,
        var closeness => closeness / -1e6,
    };

    private static string Mistyped(string word, int how, int place)
    {
        var signs = word.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        var at = place % signs.Count;
        if (how == 4 && signs.Count > 1) signs.RemoveAt(at);
        else if (how == 5) signs.Insert(at, signs[at]);
        else if (how == 6) (signs[at], signs[(at + 1) % signs.Count]) = (signs[(at + 1) % signs.Count], signs[at]);
        else signs[at] = "e";
        return string.Concat(signs);
    }

    private static async Task<string> FindAsync(TestDatabase database, string text)
    {
        using var node = await database.ReadAsync(Ask(text, new PageRequest { Limit = 100, Count = CountMode.Exact }));
        Assert.Equal(node.Rows.Count, node.Total);
        return string.Join(' ', Enumerable.Range(0, node.Rows.Count).Select(row => node.Rows[row, 0].Integer));
    }

    private static ReadOperation Ask(string text, PageRequest page) =>
        new() { Resource = "note", Selection = new Selection { Names = [new("id", "")], Search = new SearchText(text, ""), Page = page } };
}
