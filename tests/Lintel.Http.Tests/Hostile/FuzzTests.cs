using System.Globalization;
using Lintel.Fuzz;
using Lintel.Fuzz.Serving;
using Lintel.Testing;

namespace Lintel.Http.Tests.Hostile;

/// <summary>
/// A minute of valid, almost valid and broken requests in all (<c>LINTEL_FUZZ_SECONDS</c>), always with the same seed unless <c>LINTEL_FUZZ_SEED</c>
/// says otherwise. <c>bench/fuzz</c> does it for hours.
/// </summary>
public sealed class FuzzTests
{
    public static TheoryData<string, string> Targets => [.. FuzzTarget.Contracts.SelectMany(_ => FuzzTarget.Stores, (contract, store) => (contract, store))];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Nothing_that_is_sent_breaks_the_server_or_its_word(string contract, string store)
    {
        var report = await FuzzRun.RunAsync(
            new FuzzOptions
            {
                Contract = contract,
                Store = store,
                Seed = Number("LINTEL_FUZZ_SEED", 1),
                Duration = TimeSpan.FromSeconds(Number("LINTEL_FUZZ_SECONDS", 60)) / Targets.Count,
                Folder = Path.Combine(Golden.Repository, "artifacts", "fuzz"),
            },
            TestContext.Current.CancellationToken);
        Assert.True(report.Findings.Count == 0, $"{report}\n{string.Join('\n', report.Findings)}");
        Assert.True(report is { Requests: > 0, RawRequests: > 0 }, report.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine(report.ToString());
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
