using System.Globalization;
using Lintel.Http.Tests.Access;
using Lintel.Http.Tests.Models.Documents;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>
/// Random policies over random rows, asked and written in each of the ways that there are: what is shown and changed is what a model in memory allows, which knows
/// what policies mean and nothing of how they are kept. <c>LINTEL_WALKS=100</c> for more, <c>LINTEL_WALK_SEED=7</c> to begin with that one.
/// </summary>
public sealed class AccessWalkTests
{
    private const int Walks = 10, Steps = 150;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public async Task Nothing_is_shown_or_changed_that_policies_forbid(string store)
    {
        var first = WriteRounds.Setting("LINTEL_WALK_SEED") ?? 1;
        TestContext.Current.TestOutputHelper?.WriteLine($"LINTEL_WALK_SEED={first}");
        var tally = new Tally();
        var failures = new List<string>();
        var walks = WriteRounds.Setting("LINTEL_WALKS") ?? Walks;
        for (var seed = first; seed < first + walks; seed++)
        {
            try
            {
                await WalkAsync(store, seed, tally, failures);
            }
            catch (Exception exception) when (exception is Xunit.Sdk.XunitException or InvalidOperationException)
            {
                failures.Add($"LINTEL_WALK_SEED={seed}\n{exception}");
            }
        }
        Assert.True(failures.Count == 0, $"{failures.Count} failed, among them\n{string.Join("\n\n", failures.OrderBy(failure => failure.Length).Take(8))}");
        TestContext.Current.TestOutputHelper?.WriteLine($"{tally}");
        if (walks < Walks) return;
        tally.Require(20, "rows seen", "rows hidden", "reads refused", "rows not there", "GraphQL answers", "sums", "writes done", "writes refused", "mutations done", "units done", "found rows written");
        tally.Require(5, "imports done");
        tally.Require(1, "fields hidden", "whole lists", "whole lists of cells", "nodes", "writes to what is not there", "rows told by what is unique", "pages before", "tags told to others", "rows skipped", "rows beside them");
    }

    private static async Task WalkAsync(string store, int seed, Tally all, List<string> failures)
    {
        var chances = new Chances(seed);
        // Its own, for what came before decides what is tried next.
        var tally = new Tally();
        var model = TestService.Compile(WalkContract.Open);
        var policies = PolicySet.Of(model, chances).For(model);
        var world = WalkRows.Create(model, chances);
        var contract = WalkContract.Text(policies);
        await EachStore.RunAsync(store, contract, WalkContract.Options, async service =>
        {
            foreach (var resource in model.Resources.Where(resource => resource.Owner is null))
            {
                foreach (var row in world.Of(resource)) (await service.PostAsync(resource.Path, world.Body(row).ToJsonString(), Market.As("operator"))).Expect(201);
            }
            foreach (var row in model.Resources.SelectMany(world.Of).Where(row => row.Values.GetValueOrDefault("deletedAt") is not null)) (await service.DeleteAsync($"{row.Resource.Path}/{row.Key}", Market.As("operator"))).Expect(204);
            for (var step = 0; step < Steps; step++)
            {
                var caller = chances.Of([.. WalkContract.Callers.Keys]);
                var isWrite = step % 5 < 3;
                var sight = new Sight(world, policies, WalkContract.Callers[caller], isOfAll: false);
                try
                {
                    if (isWrite) world = await new Writer(service, sight, caller, chances, tally).WriteAsync();
                    else await new Asker(service, sight, caller, chances, tally).AskAsync();
                }
                catch (Xunit.Sdk.XunitException exception)
                {
                    failures.Add(string.Create(CultureInfo.InvariantCulture, $"LINTEL_WALK_SEED={seed} step {step}, '{caller}'\n{exception.Message}\n{contract}"));
                    // What is there is no more what the model has.
                    if (isWrite) return;
                }
            }
        });
        all.Add(tally);
    }
}
