using CsCheck;
using Lintel.Binding;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Search;

namespace Lintel.Conformance;

/// <summary>Every store finds the same rows: those that have the words which a naive reader sees.</summary>
public abstract class SearchTests : StoreTests
{
    private static readonly ServiceModel Model = TestDatabase.Compile("""
          note:
            key: int
            managed: []
            fields:
              title: string(..2000)? searchable
              kind: enum(a, b) = a
              body: text? searchable
        """);

    /// <summary>What may stand in a text, with the words that it is, written down by hand.</summary>
    private static readonly (string Text, string[] Words)[] Pieces =
    [
        ("rock", ["rock"]), ("Rocket", ["rocket"]), ("ROLL", ["roll"]), ("ro", ["ro"]), ("r2d2", ["r2d2"]), ("42", ["42"]), ("4.2", ["4", "2"]), ("-7e5", ["7e5"]),
        ("rock-n-roll", ["rock", "n", "roll"]), ("don't", ["don", "t"]), ("don’t", ["don", "t"]), ("O'Brien", ["o", "brien"]), ("snake_case", ["snake", "case"]),
        ("ann@mail.example", ["ann", "mail", "example"]), ("https://a.example/x?y=1", ["https", "a", "example", "x", "y", "1"]), ("/usr/local", ["usr", "local"]), ("C++", ["c"]),
        ("Antônio", ["antonio"]), ("ANTONIO", ["antonio"]), ("a\u0301rbol", ["arbol"]), ("ØRSTED", ["orsted"]), ("straße", ["straße"]), ("İstanbul", ["istanbul"]), ("Ｆｕｌｌ１", ["full1"]),
        ("Привет", ["привет"]), ("ПРИВЕТ", ["привет"]), ("ёлка", ["елка"]), ("Άλφας", ["αλφασ"]), ("Հայ", ["հայ"]), ("שלום", ["שלום"]), ("مرحبا", ["مرحبا"]), ("हिन्दी", ["हिन्दी"]),
        ("東京都", ["東", "京", "都"]), ("京都", ["京", "都"]), ("カタカナ", ["カ", "タ", "カ", "ナ"]), ("日本rock", ["日", "本", "rock"]), ("서울", ["서울"]), ("𠮷野", ["𠮷", "野"]),
        ("😀", []), ("👩‍🚀", []), ("rock😀roll", ["rock", "roll"]), ("—", []), ("\u00A0", []), ("%", []), ("_", []), ("\\", []), ("'", []), ("a\tb\r\nc", ["a", "b", "c"]), ("½", ["½"]), ("𝒳", ["𝒳"]),
    ];

    /// <summary>How many random tables are searched.</summary>
    protected virtual int Iterations => 100;

    private static readonly Gen<int[]> Field = Gen.Int[0, Pieces.Length - 1].Array[0, 6];

    private static readonly Gen<(int[]? Title, int[]? Body)> Row = Gen.Select(Field, Field, Gen.Int[0, 9], (title, body, absent) => (absent == 0 ? null : title, absent == 1 ? null : body));

    private static readonly Gen<Term> Asked = Gen.Select(Gen.Int[0, Pieces.Length - 1].Array[1, 2], Gen.Int[0, 4], Gen.Int[1, 3], (pieces, form, cut) => form switch
    {
        0 => Term.Beginning(pieces[0], cut),
        1 => new Term('"' + Joined(pieces) + '"', Words(pieces), false, false),
        2 => new Term('"' + Joined(pieces) + "\"*", Words(pieces), true, false),
        3 => new Term("-" + Chunk(pieces[0]), Words([pieces[0]]), false, true),
        _ => new Term(Chunk(pieces[0]), Words([pieces[0]]), false, false),
    });

    [Fact]
    public Task Searches_agree_with_a_naive_reader() => Gen.Select(Row.Array[0, 12], Asked.Array[1, 3].Array[8]).SampleAsync(async (rows, searches) =>
    {
        await using var database = await CreateAsync(Model);
        if (rows.Length > 0) await database.InsertAsync("note", [.. rows.Select(row => $"{{\"title\":{Quoted(row.Title)},\"body\":{Quoted(row.Body)}}}")]);
        foreach (var search in searches.Where(terms => terms.Any(term => !term.IsExcluded && term.Words.Length > 0)))
        {
            var expected = Enumerable.Range(0, rows.Length).Where(i => search.All(term => term.Holds(rows[i]))).Select(i => i + 1);
            var text = string.Join(' ', search.Select(term => term.Text));
            Assert.True(string.Join(' ', expected) == await FindAsync(database, text), $"{text} in {string.Join(" | ", rows.Select(row => $"{Quoted(row.Title)} {Quoted(row.Body)}"))}");
        }
    }, iter: Iterations, threads: 1);

    [Fact]
    public async Task The_best_come_first_and_pages_go_on_behind_them()
    {
        await using var database = await CreateAsync(Model);
        string[] rows =
        [
            """{"title":"Nothing","body":"rock in a long text about stones and other things that lie around"}""",
            """{"title":"A long title that also has rock in it"}""",
            """{"title":"Rock"}""",
            """{"title":"Rock","body":"rock"}""",
            """{"title":"Rock"}""",
            """{"title":"Paper"}""",
        ];
        await database.InsertAsync("note", rows);
        Assert.Equal("3 5 4 2 1", await FindAsync(database, "rock", sort: null));
        Assert.Equal("1 2 3 4 5", await FindAsync(database, "rock"));
        var (forward, cursors) = (new List<long>(), new List<string>());
        while (true)
        {
            using var page = await database.ReadAsync(Ask("rock", null, new PageRequest { Limit = 2, After = cursors.LastOrDefault() }));
            for (var i = 0; i < Math.Min(2, page.Rows.Count); i++) forward.Add(page.Rows[i, 0].Integer);
            if (page.Rows.Count <= 2) break;
            cursors.Add(Cursor.Encode(page.Selection, page.Rows.Row(1), page.Rows.Arena));
            // Other rows change nothing in what was shown.
            await database.InsertAsync("note", """{"title":"Other","body":"rock and a great many other words besides, so that it comes last of all of them, behind any that was there before"}""");
        }
        Assert.Equal("3 5 4 2 1", string.Join(' ', forward.Take(5)));
        Assert.NotNull(database.Binder.BindRead(Ask("rocks", null, new PageRequest { After = cursors[0] }), out _));
        using var back = await database.ReadAsync(Ask("rock", null, new PageRequest { Limit = 2, Before = cursors[1], Backward = true }));
        Assert.Equal((4, 5), (back.Rows[0, 0].Integer, back.Rows[1, 0].Integer));
    }

    [Fact]
    public async Task What_is_written_is_found_and_what_is_gone_is_not()
    {
        await using var database = await CreateAsync("""
              folder:
                key: int
                managed: []
                fields: { name: string }
              note:
                key: int
                managed: []
                fields:
                  folder: folder onDelete cascade
                  title: string searchable
                  count: int = 0
            """);
        await database.InsertAsync("folder", """{"name":"a"}""", """{"name":"b"}""");
        await database.InsertAsync("note", """{"folderId":1,"title":"first one"}""", """{"folderId":2,"title":"second one"}""", """{"folderId":2,"title":"third one"}""");
        Assert.Equal("1 2 3", await FindAsync(database, "one"));
        await Done(database, new UpdateOperation { Resource = "note", Key = ["2"], Patch = Json.Read("""{"title":"changed"}""") });
        await Done(database, new UpdateOperation { Resource = "note", Key = ["3"], Patch = Json.Read("""{"count":5}""") });
        Assert.Equal("1 3", await FindAsync(database, "one"));
        Assert.Equal("2", await FindAsync(database, "CHANGED"));
        await Done(database, new DeleteOperation { Resource = "note", Key = ["1"] });
        await Done(database, new DeleteOperation { Resource = "folder", Key = ["2"] });
        Assert.Equal("", await FindAsync(database, "one"));
        Assert.Equal("", await FindAsync(database, "changed"));

        static async Task Done(TestDatabase database, Operation operation)
        {
            using var outcome = await database.Engine.ExecuteAsync(operation, TestDatabase.Cancellation);
            Assert.Null(outcome.Problem);
        }
    }

    [Fact]
    public async Task Rows_that_come_along_are_searched_too()
    {
        await using var database = await CreateAsync("""
              folder:
                key: int
                managed: []
                fields: { name: string }
              note:
                key: int
                managed: []
                fields:
                  folder: folder
                  title: string searchable
            """);
        await database.InsertAsync("folder", """{"name":"a"}""", """{"name":"b"}""");
        await database.InsertAsync("note", """{"folderId":1,"title":"one and another"}""", """{"folderId":2,"title":"two"}""", """{"folderId":1,"title":"one"}""", """{"folderId":1,"title":"two"}""");
        var found = new Selection { Names = [new("id", "")], Search = new SearchText("one", ""), Page = new PageRequest { Limit = 1 } };
        Assert.Equal(["[1] notes={[3] [1]}", "[2] notes={}"], await database.LinesAsync(new() { Resource = "folder", Selection = new() { Names = [new("id", ""), new("notes", "", found)] } }));
    }

    [Theory]
    [InlineData("track", "1 2")]
    [InlineData("TRACKS", "1 2")]
    [InlineData("run", "2 3")]
    [InlineData("\"run shoe\"", "3")]
    [InlineData("\"shoe running\"", "")]
    [InlineData("track -runs", "1")]
    [InlineData("shoe -\"runs shoes\"", "")]
    [InlineData("tra*", "1 2")]
    [InlineData("the", "2")] // no word is left out
    public async Task In_english_endings_are_ignored(string search, string ids)
    {
        await using var database = await CreateAsync("  note:\n    key: int\n    managed: []\n    fields:\n      title: string searchable\n    search: { language: english }\n");
        await database.InsertAsync("note", """{"title":"One track"}""", """{"title":"the tracks run"}""", """{"title":"running shoes"}""");
        Assert.Equal(ids, await FindAsync(database, search));
        Assert.Equal(ids.Length, (await FindAsync(database, search, sort: null)).Length);
    }

    [Fact]
    public async Task Texts_of_any_length_can_be_written_and_their_beginning_is_searched()
    {
        await using var database = await CreateAsync(Model);
        var words = string.Join(' ', Enumerable.Range(0, 130_000).Select(i => $"w{i:x}"));
        var long1 = new string('x', 150);
        await database.InsertAsync("note", $$"""{"title":"{{long1}}y {{string.Concat(Enumerable.Repeat("𠮷", 500))}}","body":"{{words}}"}""", $$"""{"body":"{{string.Concat(Enumerable.Repeat("the end ", 600))}} the stop"}""");
        Assert.Equal("1", await FindAsync(database, "w0 wff"));
        Assert.Equal("", await FindAsync(database, "w1fbcf")); // stands behind what is looked at
        Assert.Equal("1", await FindAsync(database, long1 + "z")); // longer words are cut
        Assert.Equal("2", await FindAsync(database, "\"the stop\"")); // however often its words stood there before
        Assert.Equal("", await FindAsync(database, "\"stop the\""));
    }

    [Theory]
    [InlineData("'; DROP TABLE note; --")]
    [InlineData("\" OR 1=1 --")]
    [InlineData("a OR NEAR(b, c) AND NOT d*")]
    [InlineData("title:rock {a b}:c ^d + e")]
    [InlineData("rock & roll | !x <-> (y):*AB")]
    [InlineData("/* */ -- ;")]
    [InlineData("x\\ '' $1 ?1 :p0 \\'")]
    [InlineData("\uFFFE \uFEFF x \u202E \u0001")]
    [InlineData("a -\"b c\" -d -\"e\"*")]
    public async Task Whatever_signs_there_are_they_are_text_and_the_statement_stays_the_same(string text)
    {
        await using var database = await CreateAsync(Model);
        await database.InsertAsync("note", """{"title":"rock"}""");
        foreach (var shown in new[] { text, text + ")))", text + " rock" })
        {
            if (SearchParser.Read(shown, 500, 20, out _) is null) continue;
            var read = database.Bind(Ask(shown, null, new PageRequest()));
            using var rows = await database.ReadAsync(read);
            Assert.True(rows.Rows.Count <= 1);
            // What was asked is told by its parameters alone; phrases have a condition of their own.
            var hasPhrases = SearchParser.Read(shown, 500, 20, out _)!.Any(term => term.Words.Count > 1);
            var plain = database.Bind(Ask(hasPhrases ? "\"some words\"" : "word", null, new PageRequest()));
            Assert.Equal(database.Store.Compile(plain).Statements, database.Store.Compile(read).Statements);
        }
    }

    private static async Task<string> FindAsync(TestDatabase database, string text, string? sort = "id")
    {
        using var node = await database.ReadAsync(Ask(text, sort, new PageRequest { Limit = 100, Count = CountMode.Exact }));
        Assert.Equal(node.Rows.Count, node.Total);
        return string.Join(' ', Enumerable.Range(0, node.Rows.Count).Select(row => node.Rows[row, 0].Integer));
    }

    private static ReadOperation Ask(string text, string? sort, PageRequest page) => new()
    {
        Resource = "note",
        Selection = new Selection { Names = [new("id", "")], Search = new SearchText(text, ""), Order = sort is null ? [] : [new OrderTerm(sort, false, "")], Page = page },
    };

    private static string[] Words(IEnumerable<int> pieces) => [.. pieces.SelectMany(piece => Pieces[piece].Words)];

    private static string Joined(IEnumerable<int> pieces) => string.Join(' ', pieces.Select(piece => Pieces[piece].Text));

    // A blank would end the term.
    private static string Chunk(int piece) => Pieces[piece].Text.Any(char.IsWhiteSpace) ? $"\"{Pieces[piece].Text}\"" : Pieces[piece].Text.TrimStart('-');

    private static string Quoted(int[]? pieces) => pieces is null ? "null" : System.Text.Json.JsonSerializer.Serialize(Joined(pieces));

    private sealed record Term(string Text, string[] Words, bool IsPrefix, bool IsExcluded)
    {
        /// <summary>The first letters of the last word of a piece, with the words before it.</summary>
        public static Term Beginning(int piece, int cut)
        {
            if (SearchTests.Words([piece]) is not [.. var before, var last]) return new Term("rock", ["rock"], false, false);
            var kept = string.Concat(last.EnumerateRunes().Take(cut));
            return new Term($"{string.Join('-', before.Append(kept))}*", [.. before, kept], true, false);
        }

        public bool Holds((int[]? Title, int[]? Body) row) => Words.Length == 0 || IsExcluded != (IsIn(row.Title) || IsIn(row.Body));

        private bool IsIn(int[]? pieces)
        {
            var text = SearchTests.Words(pieces ?? []);
            return Enumerable.Range(0, Math.Max(0, text.Length - Words.Length + 1)).Any(at => Words.Select((word, i) =>
                IsPrefix && i == Words.Length - 1 ? text[at + i].StartsWith(word, StringComparison.Ordinal) : text[at + i] == word).All(same => same));
        }

        public override string ToString() => Text;
    }
}
