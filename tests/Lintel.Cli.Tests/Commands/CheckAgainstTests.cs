using System.Text.Json;
using Lintel.Postgres.Testing;
using Lintel.Testing;

namespace Lintel.Cli.Tests.Commands;

/// <summary><c>lintel check --against</c>.</summary>
public sealed class CheckAgainstTests
{
    private const string Contract = """
        lintel: 1
        service: chinook
        schema: external
        resources:
          artist:
            table: Artist
            key: { type: int, column: ArtistId }
            fields:
              name: { type: "string(..120)?", column: Name }
          album:
            table: Album
            key: { type: int, column: AlbumId }
            fields:
              title: { type: "string(..160)", column: Title }
              artist: { type: artist, column: ArtistId }
          invoice:
            table: Invoice
            key: { type: int, column: InvoiceId }
            fields:
              issuedAt: { type: datetime, column: InvoiceDate }
              billingCity: { type: "string(..40)?", column: BillingCity }
              total: { type: "decimal(10,2)", column: Total }
            allow: [read]
          invoiceLine:
            table: InvoiceLine
            key: { type: int, column: InvoiceLineId }
            fields:
              invoice: { type: invoice, column: InvoiceId, reverse: lines }
              unitPrice: { type: "decimal(10,2)", column: UnitPrice }
              quantity: { type: int, column: Quantity }
            allow: [read]
        """;

    [Fact]
    public async Task A_contract_that_fits_is_green_and_every_read_was_asked_for()
    {
        await using var database = await ForeignDatabase.CreateAsync("chinook.postgres.sql");
        await GreenAsync(database.Url);
    }

    [Fact]
    public async Task A_file_is_checked_as_a_server_is()
    {
        using var file = SqliteFile.Create("chinook.sqlite.sql");
        var before = await File.ReadAllBytesAsync(file.File, TestContext.Current.CancellationToken);
        await GreenAsync(file.Url);
        Assert.Equal(before, await File.ReadAllBytesAsync(file.File, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("chinook")]
    [InlineData("oddities")]
    public async Task What_was_imported_from_a_server_works_as_a_whole(string name)
    {
        await using var database = await ForeignDatabase.CreateAsync(name + ".postgres.sql");
        await ImportedIsGreenAsync(database.Url);
    }

    [Theory]
    [InlineData("chinook")]
    [InlineData("oddities")]
    public async Task What_was_imported_from_a_file_works_as_a_whole(string name)
    {
        using var file = SqliteFile.Create(name + ".sqlite.sql");
        await ImportedIsGreenAsync(file.Url);
    }

    [Fact]
    public async Task What_no_longer_fits_is_told_all_at_once_and_nothing_is_served()
    {
        await using var database = await ForeignDatabase.CreateAsync("chinook.postgres.sql");
        await database.RunAsync("""
            ALTER TABLE "Artist" RENAME COLUMN "Name" TO "Title";
            ALTER TABLE "Album" ALTER COLUMN "Title" TYPE int USING 1, DROP CONSTRAINT "FK_AlbumArtistId", ADD COLUMN "Label" text NOT NULL DEFAULT '';
            ALTER TABLE "Album" ALTER COLUMN "Label" DROP DEFAULT;
            ALTER TABLE "Invoice" RENAME TO "Bill";
            ALTER TABLE "InvoiceLine" DROP CONSTRAINT "PK_InvoiceLine";
            """);
        using var workspace = new Workspace();
        var contract = workspace.Write("chinook.yaml", Contract);
        var ran = await InProcess.RunAsync("check", contract, "--against", database.Url);
        Assert.Equal(1, ran.Code);
        Assert.Equal($$"""
            {{contract}}:9:7: error LTL4001: artist.name: The table 'public.Artist' has no column 'Name'.
                    name: { type: "string(..120)?", column: Name }
                    ^^^^
              hint: It has 'ArtistId', 'Title': if it is one of them now, say so with `column`; otherwise remove the field.
            {{contract}}:13:5: error LTL4004: album: The column 'Label' of 'public.Album' is NOT NULL and has no default, and no field gives it a value: no row can be created.
                  fields:
                  ^^^^^^
              hint: Add a field for it, or leave `create` out of `allow`.
            {{contract}}:14:7: error LTL4002: album.title: The contract says string, and the column 'Title' of 'public.Album' is integer.
                    title: { type: "string(..160)", column: Title }
                    ^^^^^
              hint: Say `type: int`.
            {{contract}}:15:7: warning LTL4007: album.artistId: No foreign key from 'ArtistId' of 'public.Album' keeps the reference that the contract has.
                    artist: { type: artist, column: ArtistId }
                    ^^^^^^
              hint: A row may lead to one that is not there: it is served as null.
            {{contract}}:17:5: error LTL4001: invoice: The database has no table 'public.Invoice'.
                  table: Invoice
                  ^^^^^
              hint: If it has another name now, say so with `table`; otherwise remove what is in it from the contract.
            {{contract}}:26:5: error LTL4005: invoiceLine: The contract says that 'InvoiceLineId' tells the rows of 'public.InvoiceLine' apart, and it has neither a primary key nor a unique constraint over it.
                  key: { type: int, column: InvoiceLineId }
                  ^^^
              hint: Add one, name another `key`, or say `key: none`.

            """.ReplaceLineEndings("\n"), ran.Error);
        Assert.Equal($"{contract} does not fit {new Uri(database.Url).Authority}/{database.Name}: 5 errors, 1 warning\n", ran.Out);
        var run = await InProcess.RunAsync("run", contract, "--store", database.Url, "--urls", "http://127.0.0.1:0");
        Assert.Equal(1, run.Code);
        Assert.Contains("album.title", run.Error, StringComparison.Ordinal);
        Assert.Contains("artist.name", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_view_does_not_give_is_told_with_the_request_that_fails()
    {
        await using var database = await ForeignDatabase.CreateAsync("chinook.postgres.sql");
        await database.RunAsync("""
            ALTER TABLE "Genre" RENAME TO genres;
            CREATE VIEW "Artist2" AS SELECT "GenreId" / ("GenreId" - 1) AS "ArtistId", "Name" FROM genres;
            """);
        using var workspace = new Workspace();
        var contract = workspace.Write("chinook.yaml", """
            lintel: 1
            service: chinook
            schema: external
            resources:
              artist:
                table: Artist2
                key: none
                allow: [read]
                fields:
                  number: { type: int?, column: ArtistId }
                  name: { type: string(..120)?, column: Name }
            """);
        var ran = await InProcess.RunAsync("check", contract, "--against", database.Url, "--json");
        Assert.Equal(1, ran.Code);
        using var answer = JsonDocument.Parse(ran.Out);
        Assert.False(answer.RootElement.GetProperty("fits").GetBoolean());
        var first = answer.RootElement.GetProperty("findings")[0];
        Assert.StartsWith("GET /v1/artists?", first.GetProperty("request").GetString());
        Assert.Contains("division by zero", first.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_write_that_the_role_can_not_do_is_found_without_doing_it()
    {
        await using var database = await ForeignDatabase.CreateEmptyAsync();
        var role = database.Name + "_clerk";
        await database.RunAsync($"""
            CREATE ROLE {role} LOGIN;
            CREATE FUNCTION hidden() RETURNS text LANGUAGE sql AS 'SELECT ''x''::text';
            REVOKE EXECUTE ON FUNCTION hidden() FROM PUBLIC;
            CREATE TABLE note (id int PRIMARY KEY, text text NOT NULL DEFAULT hidden());
            CREATE TABLE numbered (id serial PRIMARY KEY, text text NOT NULL);
            CREATE TABLE locked (id int PRIMARY KEY, text text, secret text);
            CREATE TABLE thrown (id int PRIMARY KEY, text text NOT NULL);
            GRANT ALL ON note, numbered TO {role};
            GRANT SELECT, DELETE ON thrown TO {role};
            GRANT SELECT, DELETE, INSERT (id, text), UPDATE (text) ON locked TO {role};
            """);
        try
        {
            using var workspace = new Workspace();
            var url = new UriBuilder(database.Url) { UserName = role }.Uri.AbsoluteUri;
            var contract = workspace.PathOf("notes.yaml");
            (await InProcess.RunAsync("import", url, "--tables", "note", "-o", contract)).Success();
            var ran = await InProcess.RunAsync("check", contract, "--against", url);
            Assert.Equal(1, ran.Code);
            Assert.Matches("^error: note: POST /v1/notes \\{\"id\":[0-9]+\\}\n  unavailable: .*permission denied for function hidden.*\n$", ran.Error);
            Assert.Matches("does not work on .* 1 error, 0 warnings", ran.Out);

            var rights = workspace.Write("rights.yaml", Notes("numbered") + """
                  locked:
                    key: { type: int, client: true }
                    fields: { text: text?, secret: text? }
                  thrown:
                    key: { type: int, client: true }
                    fields: { text: text }
                    allow: [read, delete]

                """);
            ran = await InProcess.RunAsync("check", rights, "--against", url, "--json");
            using var answer = JsonDocument.Parse(ran.Out);
            Assert.Equal(
                [
                    "numbered.id: The role has no right to the sequence that numbers the column 'id' of 'public.numbered'.",
                    "locked.secret: The role has no right to INSERT the column 'secret' of 'public.locked'.",
                    "locked.secret: The role has no right to UPDATE the column 'secret' of 'public.locked'.",
                    "thrown: A deletion with `If-Match` locks the row first, for which the role needs a right to UPDATE 'public.thrown', and it has none.",
                ],
                answer.RootElement.GetProperty("misfits").EnumerateArray().Select(misfit => misfit.GetProperty("message").GetString()));
            Assert.All(answer.RootElement.GetProperty("misfits").EnumerateArray(), misfit => Assert.Equal("LTL4006", misfit.GetProperty("code").GetString()));
        }
        finally
        {
            // What the role may do goes with the database.
            await database.DisposeAsync();
            await PostgresServer.Shared.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task What_is_owned_is_planned_with_the_row_that_owns_it()
    {
        await using var database = await ForeignDatabase.CreateEmptyAsync();
        var role = database.Name + "_clerk";
        await database.RunAsync($"""
            CREATE ROLE {role} LOGIN;
            CREATE FUNCTION hidden() RETURNS text LANGUAGE sql AS 'SELECT ''x''::text';
            REVOKE EXECUTE ON FUNCTION hidden() FROM PUBLIC;
            CREATE TABLE note (id serial PRIMARY KEY, text text NOT NULL);
            CREATE TABLE line (id serial PRIMARY KEY, note_id int NOT NULL REFERENCES note ON DELETE CASCADE, text text NOT NULL, mark text DEFAULT hidden());
            GRANT ALL ON ALL TABLES IN SCHEMA public TO {role};
            GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role};
            """);
        try
        {
            using var workspace = new Workspace();
            var contract = workspace.Write("notes.yaml", Notes("note") + """
                  line:
                    partOf: note
                    key: int
                    fields: { text: text }

                """);
            Assert.Matches("fits .* 0 errors, 0 warnings\n$", (await InProcess.RunAsync("check", contract, "--against", database.Url)).Success());
            var ran = await InProcess.RunAsync("check", contract, "--against", new UriBuilder(database.Url) { UserName = role }.Uri.AbsoluteUri);
            Assert.Equal(1, ran.Code);
            Assert.Matches("^error: note: POST /v1/notes \\{\"text\":.*\"lines\":\\[\\{\"text\":.*\n  unavailable: .*permission denied for function hidden.*\n", ran.Error);
        }
        finally
        {
            await database.DisposeAsync();
            await PostgresServer.Shared.ExecuteAsync($"DROP ROLE {role}");
        }
    }

    [Fact]
    public async Task What_is_planned_is_not_done()
    {
        await using var database = await ForeignDatabase.CreateEmptyAsync();
        await database.RunAsync("""
            CREATE TABLE note (id serial PRIMARY KEY, text text NOT NULL);
            INSERT INTO note (text) VALUES ('first');
            CREATE FUNCTION say_no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'done'; END $$;
            CREATE TRIGGER loud BEFORE INSERT OR UPDATE OR DELETE ON note FOR EACH STATEMENT EXECUTE FUNCTION say_no();
            CREATE FUNCTION wipe() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'called'; END $$;
            CREATE PROCEDURE tidy() LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'called'; END $$;
            """);
        using var workspace = new Workspace();
        var contract = workspace.Write("notes.yaml", Notes("note") + """
            functions:
              wipe: { returns: int }
              tidy: {}

            """);
        var ran = await InProcess.RunAsync("check", contract, "--against", database.Url);
        Assert.Equal("", ran.Error);
        // A create, a change, a deletion, and two calls; the key is never given.
        Assert.Matches("fits .*: 1 resource, 2 functions, [0-9]+ reads asked, 5 writes and calls planned, 0 errors, 0 warnings\n$", ran.Success());
        Assert.Equal(1L, await database.ExecuteAsync("SELECT last_value FROM note_id_seq"));
    }

    [Fact]
    public async Task A_function_that_can_not_be_called_is_told_with_the_call_that_fails()
    {
        await using var database = await ForeignDatabase.CreateAsync("functions.postgres.sql");
        using var workspace = new Workspace();
        var contract = workspace.PathOf("contract.yaml");
        (await InProcess.RunAsync("import", database.Url, "-o", contract)).Success();
        var text = await File.ReadAllTextAsync(contract, TestContext.Current.CancellationToken);
        var at = text.IndexOf("# functions:", StringComparison.Ordinal);
        await File.WriteAllTextAsync(contract, text[..at] + text[at..].Replace("\n# ", "\n", StringComparison.Ordinal)[2..], TestContext.Current.CancellationToken);
        var ran = await InProcess.RunAsync("check", contract, "--against", database.Url);
        Assert.Equal("", ran.Error);
        Assert.Matches("fits .*: 2 resources, 21 functions, [0-9]+ reads asked, 31 writes and calls planned, 0 errors, 0 warnings\n$", ran.Success());

        await database.RunAsync("""
            CREATE TABLE gone (since date);
            CREATE OR REPLACE FUNCTION customers_since(since date) RETURNS SETOF customer LANGUAGE sql STABLE AS 'SELECT c.* FROM customer c JOIN gone USING (since)';
            DROP TABLE gone;
            """);
        ran = await InProcess.RunAsync("check", contract, "--against", database.Url);
        Assert.Equal(1, ran.Code);
        Assert.Matches("^error: customersSince: GET /v1:customersSince\\?since=[0-9-]+\n  .*relation \"gone\" does not exist.*\n$", ran.Error);
    }

    [Fact]
    public async Task Tables_of_another_server_are_checked_as_tables_are()
    {
        await using var database = await ForeignDatabase.CreateEmptyAsync();
        await database.RunAsync("CREATE EXTENSION postgres_fdw; CREATE SCHEMA remote; CREATE TABLE remote.note (id int PRIMARY KEY, text text NOT NULL); INSERT INTO remote.note VALUES (1, 'a')");
        await database.RunAsync($"""
            CREATE SERVER loop FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '{database.Options.Host}', port '{database.Options.Port}', dbname '{database.Name}');
            CREATE USER MAPPING FOR CURRENT_USER SERVER loop OPTIONS (user '{database.Options.User}');
            IMPORT FOREIGN SCHEMA remote FROM SERVER loop INTO public;
            """);
        using var workspace = new Workspace();
        var ran = await InProcess.RunAsync("check", workspace.Write("notes.yaml", Notes("note").Replace("key: int", "key: { type: int, client: true }", StringComparison.Ordinal)), "--against", database.Url);
        Assert.Matches("fits .*: 1 resource, [0-9]+ reads asked, 3 writes planned, 0 errors, 1 warning\n$", ran.Success());
        Assert.Contains("'id' tells the rows of 'public.note' apart, which a foreign table can't promise.", ran.Error, StringComparison.Ordinal);

        await database.RunAsync("ALTER SERVER loop OPTIONS (ADD updatable 'false')");
        ran = await InProcess.RunAsync("check", workspace.PathOf("notes.yaml"), "--against", database.Url);
        Assert.Equal(1, ran.Code);
        foreach (var word in new[] { "create", "update", "delete" }) Assert.Contains($"The contract allows `{word}`, and 'public.note' is no plain table", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_a_file_does_not_hold_is_told()
    {
        using var file = SqliteFile.Of("""
            CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT, rank INTEGER, day DATE, price TEXT, code INTEGER, open BOOLEAN);
            INSERT INTO note (title, rank, day, price, code, open) VALUES ('a', 'first', '2026-01-31', '1.5', 7, 'yes'), ('b', 2, 'soon', '2', 8, 'no');
            CREATE TABLE kept (id INTEGER PRIMARY KEY, title TEXT, number INTEGER, bytes BLOB) STRICT;
            """);
        using var workspace = new Workspace();
        var contract = workspace.Write("notes.yaml", Notes("note", "title: text?, rank: long?, day: date?, price: { type: 'decimal(9,2)?', kept: number }, code: text?, open: bool?", "long") + """
              kept:
                key: long
                fields: { title: text?, number: text?, bytes: { type: date?, kept: iso } }
            """);
        var ran = await InProcess.RunAsync("check", contract, "--against", file.Url, "--json");
        Assert.Equal(1, ran.Code);
        using var answer = JsonDocument.Parse(ran.Out);
        Assert.Equal(
            [
                "warning note.rank: The contract says long, and 1 of 2 values looked at of the column 'rank' is none: 'first'.",
                "warning note.day: The contract says date, and 1 of 2 values looked at of the column 'day' is none: 'soon'.",
                "error note.price: The contract says decimal(9,2) in its form, and each of the 2 values looked at of the column 'price' is none: '1.5'.",
                "warning note.code: The column 'code' is declared INTEGER: text that looks like a number becomes one, as 7 here.",
                "error note.open: The contract says bool, and each of the 2 values looked at of the column 'open' is none: 'yes'.",
                "error kept.number: The contract says text, and the column 'number' of a STRICT table is INTEGER, which takes no such value.",
                "error kept.bytes: The contract says date in its form, and the column 'bytes' of a STRICT table is BLOB, which takes no such value.",
            ],
            answer.RootElement.GetProperty("misfits").EnumerateArray().Select(misfit => $"{misfit.GetProperty("severity").GetString()} {misfit.GetProperty("message").GetString()}"));
    }

    [Fact]
    public async Task A_value_that_is_none_of_its_type_is_a_warning_and_not_looked_for()
    {
        using var file = SqliteFile.Of("""
            CREATE TABLE note (id INTEGER PRIMARY KEY, title TEXT, rank INTEGER, day INTEGER, price NUMERIC);
            INSERT INTO note (title, rank, day, price) VALUES ('a', 'first', 'soon', 'much'), ('b', 2, 1767312000, 1.5);
            """);
        using var workspace = new Workspace();
        var contract = workspace.Write("notes.yaml", Notes("note", "title: string(..40)?, rank: long?, day: { type: date?, kept: unixSeconds }, price: 'decimal(9,2)?'", "long"));
        var ran = await InProcess.RunAsync("check", contract, "--against", file.Url);
        Assert.DoesNotContain("error", ran.Error, StringComparison.Ordinal);
        Assert.Matches("fits .* 0 errors, 3 warnings\n$", ran.Success());
    }

    [Fact]
    public async Task A_contract_of_Lintels_own_database_is_compared_by_migrate() =>
        Assert.Contains("lintel migrate plan", (await InProcess.RunAsync("check", Path.Combine(Repository.Root, "samples/shop"), "--against", "sqlite:x.db")).Failure(), StringComparison.Ordinal);

    private static string Notes(string table, string fields = "text: text", string key = "int") => $$"""
        lintel: 1
        service: notes
        schema: external
        resources:
          {{table}}:
            key: {{key}}
            fields: { {{fields}} }

        """;

    private static async Task ImportedIsGreenAsync(string url)
    {
        using var workspace = new Workspace();
        var contract = workspace.PathOf("contract.yaml");
        (await InProcess.RunAsync("import", url, "-o", contract)).Success();
        var ran = await InProcess.RunAsync("check", contract, "--against", url);
        Assert.DoesNotContain("error", ran.Error, StringComparison.Ordinal);
        Assert.Matches(" fits .* 0 errors", ran.Success());
    }

    private static async Task GreenAsync(string url)
    {
        using var workspace = new Workspace();
        var ran = await InProcess.RunAsync("check", workspace.Write("chinook.yaml", Contract), "--against", url);
        Assert.Equal("", ran.Error);
        Assert.Matches("chinook.yaml fits .*: 4 resources, [0-9]{3} reads asked, 7 writes planned, 0 errors, 0 warnings\n$", ran.Success());
    }
}
