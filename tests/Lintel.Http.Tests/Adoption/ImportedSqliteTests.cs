using Lintel.Adoption;
using Lintel.Adoption.Catalog;
using Lintel.Model;
using Lintel.Sqlite;
using Lintel.Sqlite.Catalog;
using Lintel.Testing;

namespace Lintel.Http.Tests.Adoption;

/// <summary>SQLite files that are imported and served without a touch of the contract.</summary>
public sealed class ImportedSqliteTests
{
    [Fact]
    public async Task Chinook_is_served_by_the_names_that_people_would_give()
    {
        using var file = SqliteFile.Create("chinook.sqlite.sql");
        var before = await File.ReadAllBytesAsync(file.File, TestService.Cancellation);
        await using (var service = await ServeAsync(file))
        {
            Assert.Equal("1.98", (await service.GetAsync("invoices?sort=id&limit=1&include=lines")).Expect(200).Data[0].GetProperty("total").GetRawText());
            Assert.Equal("2021-01-01T00:00:00", (await service.GetAsync("invoices/1?include=lines")).Expect(200).Json.GetProperty("invoiceDate").GetString());
            Assert.Equal("Adams", (await service.GetAsync("employees?sort=id&limit=2&include=reportsTo")).Expect(200).Data[1].GetProperty("reportsTo").GetProperty("lastName").GetString());
            (await service.GetAsync("playlists?limit=2&include=tracks")).Expect(200);
            Assert.Equal("2328.60", (await service.GetAsync("invoices:aggregate?sum=total")).Expect(200).Data[0].GetProperty("sum").GetProperty("total").GetRawText());
        }
        Assert.Equal(before, await File.ReadAllBytesAsync(file.File, TestService.Cancellation));
        Assert.Equal([Path.GetFileName(file.File)], Directory.GetFiles(Path.GetDirectoryName(file.File)!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Every_table_of_a_file_full_of_oddities_is_listed()
    {
        using var file = SqliteFile.Create("oddities.sqlite.sql");
        await using var service = await ServeAsync(file);
        foreach (var resource in service.Engine.Model.Resources.Where(resource => resource.Owner is null)) (await service.GetAsync($"{resource.Path}?limit=100&count=exact")).Expect(200);
        var types = (await service.GetAsync("types-declareds?limit=2")).Status == 200 ? "types-declareds" : "types-declared";
        var rows = (await service.GetAsync($"{types}?limit=2")).Expect(200).Data;
        Assert.Equal("9223372036854775807", rows[0].GetProperty("big").GetRawText());
        Assert.Equal("12.34", rows[0].GetProperty("exact").GetRawText());
    }

    internal static async Task<TestService> ServeAsync(SqliteFile file)
    {
        var options = new SqliteOptions { Path = file.File, Time = TimeProvider.System };
        var catalog = await new SqliteCatalog(options) { Samples = true }.ReadAsync(new CatalogScope(), TestService.Cancellation);
        var made = DatabaseImport.Make(catalog, SqliteTypeMap.Instance, "test", "contract.yaml");
        Assert.Empty(made.Diagnostics);
        var model = Assert.IsType<ServiceModel>(made.Model);
        return await TestService.StartAsync(model, new TestOptions { Store = _ => SqliteStore.Open(model, options) });
    }
}
