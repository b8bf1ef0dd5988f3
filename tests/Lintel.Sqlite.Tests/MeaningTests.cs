using Lintel.Stores;

namespace Lintel.Sqlite.Tests;

/// <summary>SQLite has few types of its own: what a column holds is told by a comment, and kept.</summary>
public sealed class MeaningTests
{
    [Theory]
    [InlineData("price: decimal(8,2)", "price: decimal(10,2)", null)]
    [InlineData("price: decimal(8,2)", "price: decimal(8,3)", "is INTEGER /* scale 2 */ and should be INTEGER /* scale 3 */")]
    [InlineData("price: decimal(8,2)", "price: int", "is INTEGER /* scale 2 */ and should be INTEGER")]
    [InlineData("price: string", "price: text", null)]
    [InlineData("price: int", "price: long", null)]
    [InlineData("price: int", "price: timestamp", "is INTEGER and should be INTEGER /* timestamp */")]
    [InlineData("price: date", "price: datetime", "is INTEGER /* date */ and should be INTEGER /* datetime */")]
    [InlineData("price: string", "price: string[]", "is TEXT and should be TEXT /* string[] */")]
    [InlineData("price: string", "price: uuid", "is TEXT and should be TEXT /* uuid */")]
    public async Task A_value_is_never_read_in_another_meaning_than_it_was_written_in(string old, string now, string? told)
    {
        const string Contract = "  item:\n    key: int\n    fields:\n      PRICE\n";
        await using var database = await Database.CreateAsync(Contract.Replace("PRICE", old, StringComparison.Ordinal));
        await using var store = database.Reopen(Database.Compile(Contract.Replace("PRICE", now, StringComparison.Ordinal)));
        if (told is null) Assert.Empty((await store.PrepareAsync(Database.Cancellation)).Applied);
        else Assert.Contains(told, (await Assert.ThrowsAsync<StoreException>(() => store.PrepareAsync(Database.Cancellation))).Message, StringComparison.Ordinal);
    }
}
