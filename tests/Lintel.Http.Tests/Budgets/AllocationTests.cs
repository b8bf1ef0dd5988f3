using System.Text.Json;
using Lintel.Bench.Micro;
using Lintel.Testing;

namespace Lintel.Http.Tests.Budgets;

/// <summary>What the engine's own steps of a read may allocate. Who makes them cheaper lowers the budget; who raises it says why.</summary>
public sealed class AllocationTests
{
    public static TheoryData<string> Workloads => [.. ReadPath.Workloads];

    [Theory]
    [MemberData(nameof(Workloads))]
    public async Task Each_step_of_a_read_allocates_no_more_than_its_budget(string workload)
    {
        var file = await File.ReadAllTextAsync(Path.Combine(Golden.Repository, "bench/budgets.json"), TestContext.Current.CancellationToken);
        var budgets = JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, long>>>(file)![workload];
        await using var path = await ReadPath.OpenAsync(workload, Path.Combine(Golden.Repository, "bench/contract"));

        var exceeded = path.Steps.Select(step => (step.Name, Bytes: Allocation.Of(step.Run))).Where(step => step.Bytes > budgets[step.Name]);

        Assert.Empty(exceeded.Select(step => $"{step.Name}: {step.Bytes} bytes, of {budgets[step.Name]} in bench/budgets.json"));
    }
}
