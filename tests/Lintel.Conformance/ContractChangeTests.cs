using System.Text;
using Lintel.Contract;
using Lintel.Contract.Changes;
using Lintel.Model;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>What <c>lintel diff</c> says of data is what a start does with a database.</summary>
public abstract class ContractChangeTests : StoreTests
{
    [Fact]
    public async Task A_change_that_is_safe_for_data_is_made_by_the_next_start()
    {
        foreach (var rule in ChangeTable.All.Where(rule => rule.Data == Impact.Safe))
        {
            await using var database = await CreateAsync(Sound(rule.Before));
            await using var store = database.Reopen(Sound(rule.After));
            try
            {
                await store.PrepareAsync(TestDatabase.Cancellation);
            }
            catch (StoreException exception)
            {
                Assert.Fail($"{rule.Code}: {exception.Message}");
            }
        }
    }

    [Theory]
    [InlineData("LTC202")]
    [InlineData("LTC203")]
    [InlineData("LTC302")]
    [InlineData("LTC311")]
    [InlineData("LTC321")]
    public async Task A_change_that_rows_may_not_bear_is_made_by_no_start(string code)
    {
        var rule = ChangeTable.All.Single(rule => rule.Code == code);
        await using var database = await CreateAsync(Sound(rule.Before));
        await using var store = database.Reopen(Sound(rule.After));
        await Assert.ThrowsAsync<StoreException>(() => store.PrepareAsync(TestDatabase.Cancellation));
    }

    // Examples are whole contracts, or their resources alone.
    private static ServiceModel Sound(string example)
    {
        var text = example.StartsWith("lintel:", StringComparison.Ordinal) ? example : $"lintel: 1\nservice: test\nresources:\n  {example.ReplaceLineEndings("\n  ")}\n";
        return ContractCompiler.Compile([new ContractText("contract.yaml", Encoding.UTF8.GetBytes(text))]).Model!;
    }
}
