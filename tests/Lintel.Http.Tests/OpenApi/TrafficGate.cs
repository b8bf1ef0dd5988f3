using System.Collections.Concurrent;
using System.Security.Cryptography;
using Lintel.Http.Tests.OpenApi;
using Lintel.Testing.Traffic;

[assembly: AssemblyFixture(typeof(TrafficGate))]

namespace Lintel.Http.Tests.OpenApi;

/// <summary>
/// Fails the run when anything was sent that a service's document does not say: one test at the end of a run looks at all traffic
/// (<see cref="TrafficGateTests"/>); what that test did not see, since it was filtered out or others ran later, is looked at when the
/// assembly is done.
/// </summary>
public sealed class TrafficGate : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, (ReadOnlyMemory<byte> Document, ConcurrentQueue<RecordedExchange> Exchanges)> Traffic = [];

    /// <summary>Keeps an exchange until the end of the run.</summary>
    public static void Record(ReadOnlyMemory<byte> document, RecordedExchange exchange) => Traffic
        .GetOrAdd(Convert.ToHexString(SHA256.HashData(document.Span)), static (_, document) => (document, new ConcurrentQueue<RecordedExchange>()), document)
        .Exchanges.Enqueue(exchange);

    public async ValueTask DisposeAsync() => await CheckAsync(Drain());

    /// <summary>All traffic that nobody has looked at yet.</summary>
    internal static IReadOnlyList<(ReadOnlyMemory<byte> Document, RecordedExchange[] Exchanges)> Drain()
    {
        var services = new List<(ReadOnlyMemory<byte>, RecordedExchange[])>();
        foreach (var (document, queue) in Traffic.Values)
        {
            var exchanges = new List<RecordedExchange>();
            while (queue.TryDequeue(out var exchange)) exchanges.Add(exchange);
            services.Add((document, [.. exchanges]));
        }
        return services;
    }

    /// <summary>Throws where anything undocumented was sent.</summary>
    internal static async Task CheckAsync(IEnumerable<(ReadOnlyMemory<byte> Document, RecordedExchange[] Exchanges)> services)
    {
        var findings = new List<string>();
        foreach (var (document, exchanges) in services) findings.AddRange(await OpenApiTrafficChecker.CheckAsync(document, exchanges));
        Assert.True(findings.Count == 0, $"{findings.Count} times something undocumented was sent:\n{string.Join('\n', findings.Distinct().Take(100))}");
    }
}

/// <summary>Collections that are not run in parallel are run after all others.</summary>
[CollectionDefinition(nameof(TrafficGateTests), DisableParallelization = true)]
[Collection(nameof(TrafficGateTests))]
public sealed class TrafficGateTests
{
    [Fact]
    public Task Everything_that_was_sent_is_documented() => TrafficGate.CheckAsync(TrafficGate.Drain());
}
