using System.Diagnostics;
using System.Globalization;
using Lintel.Http.Tests.Pipeline;

namespace Lintel.Http.Tests.Rest;

/// <summary>What callers write reaches a database as a value, or not at all; and it is told from the rest in no time.</summary>
public sealed class InjectionTests
{
    private const string Contract = """
          author:
            key: int
            fields:
              name: string(1..20000) searchable
              born: int?
          book:
            key: int
            fields:
              title: string(1..20000) searchable
              author: author
              pages: int?
        """;

    private static readonly string[] Hostile =
    [
        "' OR 1=1 --", "'; DROP TABLE book; --", "\"; DELETE FROM book; --", "1) UNION SELECT * FROM author --", "/* x */ 1", "// x", "-- x", "#", "?1", ":p0", "$1", "@p", "\\", "\0", "a\0b", "%", "_", "*",
        "`id`", "[id]", "{\"a\":1}", "title AND 1=1", "NEAR(a b)", "title:a", "a | b & !c", "a <-> b", "\ud83d\ude00", "\u202e", "${7*7}", "<script>", "sqlite_master", "pg_sleep(10)", "rowid", "book.title", "\"title\"",
        new string('(', 10_000), new string(')', 10_000), new string('\'', 10_000), new string('"', 9_999), new string('-', 10_000), string.Concat(Enumerable.Repeat("()", 5_000)), string.Concat(Enumerable.Repeat("a*", 5_000)),
    ];

    // Where a caller's text is one value among others: any text is fine, and no text makes another statement.
    private static readonly string[] Values = ["books?title=§", "books?title[ne]=§", "books?title[in]=§", "books?title[contains]=§", "books?title[startsWith]=§", "books?author.name=§", "books:aggregate?count=*&title=§"];

    // Where it is a name, or of a language.
    private static readonly string[] Names =
    [
        "books?sort=§", "books?sort=-§,title", "books?fields=§", "books?fields=author(§)", "books?include=§", "books?filter=§", "books?filter=title%20==%20§", "books?§=1", "books?title[§]=1", "books?limit=§", "books?after=§", "books?count=§",
        "books:aggregate?count=*&group=§", "books:aggregate?count=§", "books:aggregate?countDistinct=§", "books:aggregate?sum=§", "books:aggregate?sum=x:§", "books:aggregate?sum=§:pages", "books:aggregate?max=§",
        "books:aggregate?count=*&group=month(§)", "books:aggregate?count=*&group=title&having=§", "books:aggregate?count=*&group=title&sort=§", "books:aggregate?count=*&limit=§", "books:aggregate?count=*&filter=§",
    ];

    private static readonly string[] Searches = ["books?search=§&sort=id", "books?search=§", "books:aggregate?count=*&search=§"];

    [Fact]
    public async Task As_a_value_any_text_is_asked_for_by_the_same_statement()
    {
        RecordingStore store = null!;
        await using var service = await StartAsync(made => store = made);
        var before = await service.DumpAsync();
        foreach (var place in Values)
        {
            var plain = await AskAsync(service, store, place, "plain");
            Assert.Equal(200, plain.Reply.Status);
            foreach (var text in Hostile)
            {
                var (reply, statements) = await AskAsync(service, store, place, text);
                // No text holds NUL, and so none can be asked for.
                if (text.Contains('\0', StringComparison.Ordinal)) Assert.Equal(400, reply.Status);
                else Assert.Equal(plain.Statements, reply.Expect(200) is var _ ? statements : []);
            }
        }
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task As_a_name_or_an_expression_it_is_refused_before_the_database()
    {
        RecordingStore store = null!;
        await using var service = await StartAsync(made => store = made);
        foreach (var place in Names)
        {
            foreach (var text in Hostile)
            {
                var (reply, statements) = await AskAsync(service, store, place, text);
                if (reply.Status == 200 && IsMeant(place, text)) continue;
                Assert.True(reply.Status is >= 400 and < 500, $"{place} with {Shown(text)}: {reply.Status} {reply.Body}");
                Assert.Empty(statements);
                Assert.DoesNotContain("SELECT ", reply.Body.Replace(text, "", StringComparison.Ordinal), StringComparison.Ordinal);
            }
        }
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task As_a_search_it_is_words_or_refused()
    {
        RecordingStore store = null!;
        await using var service = await StartAsync(made => store = made);
        foreach (var place in Searches)
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            foreach (var text in Hostile)
            {
                var (reply, statements) = await AskAsync(service, store, place, text);
                Assert.True(reply.Status is 200 or >= 400 and < 500, $"{place} with {Shown(text)}: {reply.Status} {reply.Body}");
                Assert.All(statements, statement => Assert.DoesNotContain("DROP", statement, StringComparison.Ordinal));
                known.UnionWith(statements);
            }
            // Statements differ by which features are asked for, not by what is looked for.
            Assert.InRange(known.Count, 1, 8);
        }
        Assert.Empty(service.Log.Errors);
    }

    [Fact]
    public async Task None_of_it_takes_ten_milliseconds()
    {
        await using var service = await StartAsync(_ => { });
        foreach (var place in (string[])[.. Values, .. Names, .. Searches])
        {
            foreach (var text in Hostile)
            {
                // The least of some tries is what it takes; the others were disturbed.
                var least = TimeSpan.MaxValue;
                for (var i = 0; i < 20 && least >= TimeSpan.FromMilliseconds(10); i++)
                {
                    var start = Stopwatch.GetTimestamp();
                    await service.GetAsync(Target(place, text));
                    var took = Stopwatch.GetElapsedTime(start);
                    if (took < least) least = took;
                }
                Assert.True(least < TimeSpan.FromMilliseconds(10), string.Create(CultureInfo.InvariantCulture, $"{place} with {Shown(text)} took {least.TotalMilliseconds} ms."));
            }
        }
    }

    private static async Task<TestService> StartAsync(Action<RecordingStore> made)
    {
        var service = await TestService.StartAsync(Contract, new TestOptions
        {
            Around = inner =>
            {
                var store = new RecordingStore(inner);
                made(store);
                return store;
            },
        });
        await service.CreateAsync("authors", """{"name":"Ann","born":1900}""", """{"name":"Bob"}""");
        await service.CreateAsync("books", """{"title":"One","authorId":1,"pages":100}""", """{"title":"Two","authorId":2}""");
        return service;
    }

    private static async Task<(Reply Reply, string[] Statements)> AskAsync(TestService service, RecordingStore store, string place, string text)
    {
        store.Runs.Clear();
        var reply = await service.GetAsync(Target(place, text));
        return (reply, [.. store.Runs.SelectMany(run => run.Statements)]);
    }

    private static string Target(string place, string text) => place.Replace("§", Uri.EscapeDataString(text), StringComparison.Ordinal);

    // A star counts rows, a name names, and what stands in quotes is a text of the language, a value like others.
    private static bool IsMeant(string place, string text) => text switch
    {
        "*" => place.Contains("count=§", StringComparison.Ordinal),
        "\"title\"" => place.Contains("title%20==%20§", StringComparison.Ordinal) || place.Contains(":aggregate", StringComparison.Ordinal),
        _ => place.Contains("§:", StringComparison.Ordinal) && text.All(letter => char.IsAsciiLetter(letter) || letter == '_'),
    };

    private static string Shown(string text) => text.Length <= 60 ? $"'{text}'" : $"'{text[..10]}…' ({text.Length})";
}
