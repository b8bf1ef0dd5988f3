namespace Lintel.Http.Tests.Adoption;

/// <summary>A SQLite file that is not ours, served by a contract that was written by hand.</summary>
public sealed class ForeignSqliteTests
{
    internal const string Script = """
        CREATE TABLE [Artist] ([ArtistId] INTEGER NOT NULL, [Name] NVARCHAR(120), CONSTRAINT [PK_Artist] PRIMARY KEY ([ArtistId]));
        CREATE TABLE [Album] ([AlbumId] INTEGER NOT NULL PRIMARY KEY, [Title] NVARCHAR(160) NOT NULL, [ArtistId] INTEGER NOT NULL,
            FOREIGN KEY ([ArtistId]) REFERENCES [Artist] ([ArtistId]) ON DELETE NO ACTION ON UPDATE NO ACTION);
        CREATE INDEX [IFK_AlbumArtistId] ON [Album] ([ArtistId]);
        CREATE TABLE [Invoice] ([InvoiceId] INTEGER NOT NULL PRIMARY KEY, [InvoiceDate] DATETIME NOT NULL, [BillingCountry] NVARCHAR(40), [Total] NUMERIC(10,2) NOT NULL);
        CREATE INDEX [ByDate] ON [Invoice] ([InvoiceDate]);
        INSERT INTO Artist VALUES (1, 'AC/DC'), (2, 'Accept');
        INSERT INTO Album VALUES (1, 'For Those About To Rock We Salute You', 1), (2, 'Balls to the Wall', 2), (4, 'Let There Be Rock', 1);
        INSERT INTO Invoice VALUES (1, '2009-01-01 00:00:00', 'Germany', 1.98), (2, '2009-01-02 00:00:00', 'Norway', 3.96), (3, '2009-01-03 00:00:00', 'Belgium', 5.94),
            (4, '2009-01-06 00:00:00', 'Canada', 8.91), (5, '2009-01-11 00:00:00', 'USA', 13.86), (6, '2009-01-19 00:00:00', 'Germany', 0.99), (7, '2009-02-01 12:30:00', 'France', 2);
        """;

    internal const string Contract = """
          artist:
            table: Artist
            key: [artistNumber]
            managed: []
            fields:
              artistNumber: { type: int, column: ArtistId }
              name: { type: "string(..120)?", column: Name }
          album:
            table: Album
            key: [albumNumber]
            managed: []
            fields:
              albumNumber: { type: int, column: AlbumId }
              title: { type: string(..160), column: Title }
              artistNumber: { type: int, column: ArtistId }
          invoice:
            table: Invoice
            key: [number]
            managed: []
            fields:
              number: { type: int, column: InvoiceId }
              date: { type: datetime, column: InvoiceDate }
              country: { type: "string(..40)?", column: BillingCountry }
              total: { type: "decimal(10,2) >= 0", column: Total }
        """;

    [Fact]
    public async Task Rows_are_listed_filtered_created_and_changed_and_the_file_stays_what_it_was()
    {
        using var file = new ForeignFile(Script);
        var before = file.Schema;
        await using (var service = await file.ServeAsync(Contract))
        {
            Assert.Equal("""{"number":1,"date":"2009-01-01T00:00:00","country":"Germany","total":1.98}""", (await service.GetAsync("invoices/1")).Expect(200).Body);
            Assert.Equal("2 3 4", (await service.GetAsync("invoices?date[gte]=2009-01-02T00:00:00&date[lt]=2009-01-11T00:00:00")).Expect(200).Column("number"));
            Assert.Equal("5", (await service.GetAsync("invoices?total=13.86")).Expect(200).Column("number"));
            Assert.Equal("7", (await service.GetAsync("invoices?total=2.00")).Expect(200).Column("number"));
            Assert.Equal("4 5", (await service.GetAsync("invoices?filter=total > 5.94 and date < '2010-01-01T00:00:00'".Replace(" ", "%20"))).Expect(200).Column("number"));
            Assert.Equal("6 1 7", (await service.GetAsync("invoices?sort=total&limit=3")).Expect(200).Column("number"));
            var created = (await service.PostAsync("invoices", """{"number":8,"date":"2010-05-06T07:08:09.25","total":0.1}""")).Expect(201);
            Assert.Equal("0.10", created.Raw("total"));
            (await service.PatchAsync("invoices/8", """{"total":12.3}""")).Expect(200);
        }
        Assert.Equal(["8|2010-05-06 07:08:09.25|null|12.3|real"], file.Query("SELECT InvoiceId, InvoiceDate, BillingCountry, Total, typeof(Total) FROM Invoice WHERE InvoiceId = 8"));
        Assert.Equal(before, file.Schema);
    }

    [Fact]
    public async Task Every_page_of_every_order_has_its_rows_once()
    {
        using var file = new ForeignFile(Script);
        file.Execute("INSERT INTO Invoice VALUES (20, 'soon', 'x', 'much'), (21, 14, 'y', 2.005), (22, X'00ff', 'z', X'01'), (23, '2009-01-01', NULL, 1.98), (24, 'soon', 'x', 'more')");
        await using var service = await file.ServeAsync(Contract);
        foreach (var sort in (string[])["date", "-date", "total", "-total", "country", "-country,date"])
        {
            var rows = new List<string>();
            for (var next = $"invoices?sort={sort}&limit=2"; next is not null;)
            {
                var page = (await service.GetAsync(next)).Expect(200);
                rows.AddRange(page.Data.Select(row => row.GetProperty("number").ToString()));
                next = page.Next is { } cursor ? $"invoices?sort={sort}&limit=2&after={cursor}" : null;
                Assert.True(rows.Count <= 12, sort);
            }
            Assert.Equal(12, rows.Distinct().Count());
        }
    }

    [Fact]
    public async Task What_a_column_holds_beside_its_type_is_served_as_it_is()
    {
        using var file = new ForeignFile(Script);
        file.Execute("INSERT INTO Invoice VALUES (20, 'soon', 'x', 'much'), (21, 14, 'y', 2.005), (22, X'00ff', 'z', X'01'), (23, '2009-01-01', 7, 1.98)");
        await using var service = await file.ServeAsync(Contract);
        var rows = (await service.GetAsync("invoices?number[gte]=20")).Expect(200).Data;
        Assert.Equal(
            [
                """{"number":20,"date":"soon","country":"x","total":"much"}""",
                """{"number":21,"date":"14","country":"y","total":"2.005"}""",
                """{"number":22,"date":"X'00FF'","country":"z","total":"X'01'"}""",
                """{"number":23,"date":"2009-01-01","country":"7","total":1.98}""",
            ],
            rows.Select(row => row.GetRawText()));
        (await service.PatchAsync("invoices/20", """{"country":"q"}""")).Expect(200);
        Assert.Equal(["soon|q|much"], file.Query("SELECT InvoiceDate, BillingCountry, Total FROM Invoice WHERE InvoiceId = 20"));
    }

    [Fact]
    public async Task What_the_file_refuses_is_told_at_the_fields_that_the_contract_knows()
    {
        using var file = new ForeignFile("""
            CREATE TABLE owner (id INTEGER PRIMARY KEY, note TEXT);
            CREATE TABLE "odd, table" (id INTEGER PRIMARY KEY, "a, b" TEXT, "c.d" INT CHECK ("c.d" < 10), owner INT REFERENCES owner (id), UNIQUE ("a, b", "c.d"));
            CREATE TRIGGER guarded BEFORE INSERT ON "odd, table" WHEN NEW."a, b" = 'never' BEGIN SELECT RAISE(ABORT, 'not so'); END;
            INSERT INTO owner VALUES (1, NULL); INSERT INTO "odd, table" VALUES (1, 'x', 1, 1);
            """);
        await using var service = await file.ServeAsync("""
              owner: { key: long, managed: [], fields: { note: "text?" } }
              odd:
                table: "odd, table"
                key: long
                managed: []
                unique: [[name, size]]
                fields:
                  name: { type: "string(..50)?", column: "a, b" }
                  size: { type: "int?", column: "c.d" }
                  owner: { type: "owner?", column: owner }
            """);
        var taken = (await service.PostAsync("odds", """{"name":"x","size":1,"ownerId":1}""")).Expect(409);
        Assert.Equal(["/name"], taken.Errors.Select(error => error.Split(' ')[0]));
        Assert.Equal(["/ownerId"], (await service.PostAsync("odds", """{"name":"y","ownerId":7}""")).Expect(422).Errors.Select(error => error.Split(' ')[0]));
        (await service.PostAsync("odds", """{"name":"never","ownerId":1}""")).Expect(422);
        (await service.PostAsync("odds", """{"name":"y","size":11,"ownerId":1}""")).Expect(422);
        Assert.Equal(["/ownerId"], (await service.PatchAsync("odds/1", """{"ownerId":7}""")).Expect(422).Errors.Select(error => error.Split(' ')[0]));
        (await service.DeleteAsync("owners/1")).Expect(409);
        Assert.Equal(["1|x|1|1"], file.Query("""SELECT * FROM "odd, table" """));
    }

    [Fact]
    public async Task A_reference_that_sqlite_can_not_keep_keeps_no_write_away()
    {
        using var file = new ForeignFile("PRAGMA foreign_keys = OFF; CREATE TABLE loose (id INTEGER PRIMARY KEY, other INT REFERENCES gone (id)); CREATE TABLE pair (id INTEGER PRIMARY KEY, name TEXT, other TEXT REFERENCES pair (name));");
        await using var service = await file.ServeAsync("""
              loose: { key: long, managed: [], plural: looses, fields: { other: "int?" } }
              pair: { key: long, managed: [], fields: { name: "text?", other: "text?" } }
            """);
        (await service.PostAsync("looses", """{"other":5}""")).Expect(201);
        (await service.PostAsync("pairs", """{"name":"a","other":"b"}""")).Expect(201);
        (await service.DeleteAsync("pairs/1")).Expect(204);
    }
}
