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
        Assert.Equal("""
            error: artist.name: The table 'public.Artist' has no column 'Name'.
              It has 'ArtistId', 'Title': if it is one of them now, say so with `column`; otherwise remove the field.
            error: album.title: The contract says string, and the column 'Title' of 'public.Album' is integer.
              Say `type: int`.
            error: album: The column 'Label' of 'public.Album' is NOT NULL and has no default, and no field gives it a value: no row can be created.
              Add a field for it, or leave `create` out of `allow`.
            note: album: No foreign key from 'ArtistId' of 'public.Album' keeps the reference that the contract has.
              A row may lead to one that is not there: it is served as null.
            error: invoice: The database has no table 'public.Invoice'.
              If it has another name now, say so with `table`; otherwise remove what is in it from the contract.
            error: invoiceLine: The contract says that 'InvoiceLineId' tell the rows apart, and the table 'public.InvoiceLine' has neither a primary key nor a unique constraint over them.
              Add one, name another `key`, or say `key: none`.

            """.ReplaceLineEndings("\n"), ran.Error);
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
    public async Task A_contract_of_Lintels_own_database_is_compared_by_migrate() =>
        Assert.Contains("lintel migrate plan", (await InProcess.RunAsync("check", Path.Combine(Repository.Root, "samples/shop"), "--against", "sqlite:x.db")).Failure(), StringComparison.Ordinal);

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
        Assert.Matches("chinook.yaml fits .*: 4 resources, [0-9]{3} requests, 0 errors, 0 notes\n$", ran.Success());
    }
}
