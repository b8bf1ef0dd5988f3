using Lintel.Adoption.Catalog;
using Lintel.Conformance;
using Lintel.Sqlite.Catalog;
using Lintel.Stores;
using Lintel.Testing;

namespace Lintel.Sqlite.Tests;

public sealed class CatalogTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("chinook")]
    [InlineData("oddities")]
    public async Task The_catalog_of_a_file_is_read_whole(string name)
    {
        using var file = SqliteFile.Create(name + ".sqlite.sql");
        Golden.Matches($"tests/golden/catalog/{name}.sqlite.txt", CatalogPrint.Of(await ReadAsync(file.File)));
    }

    [Fact]
    public async Task What_is_broken_is_left_out_with_the_reason()
    {
        using var file = SqliteFile.Create("oddities.sqlite.sql");
        file.Execute("PRAGMA foreign_keys = OFF; CREATE TABLE gone (id INTEGER PRIMARY KEY); CREATE TABLE stays (id INTEGER PRIMARY KEY, a INT REFERENCES gone); CREATE VIEW over_gone AS SELECT * FROM gone; DROP TABLE gone");
        var catalog = await ReadAsync(file.File);
        Assert.Empty(catalog.Tables.Single(table => table.Name.Name == "stays").ForeignKeys);
        Assert.Contains(new CatalogOmission("foreign key stays (a)", "There is no table gone, to which it refers."), catalog.Omissions);
        Assert.Contains(catalog.Omissions, omission => omission.What == "view over_gone");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_made()
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.db");
        await Assert.ThrowsAsync<StoreException>(() => ReadAsync(path));
        Assert.False(File.Exists(path));
    }

    private static Task<DatabaseCatalog> ReadAsync(string path) => new SqliteCatalog(new SqliteOptions { Path = path, Time = TimeProvider.System }).ReadAsync(new CatalogScope(), Cancellation);
}
