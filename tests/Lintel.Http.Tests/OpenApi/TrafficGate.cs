using System.Collections.Concurrent;
using System.Security.Cryptography;
using Lintel.Http.Tests.OpenApi;

[assembly: AssemblyFixture(typeof(TrafficGate))]

namespace Lintel.Http.Tests.OpenApi;

/// <summary>Fails the run at its end when anything was sent that a service's document does not say.</summary>
public sealed class TrafficGate : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, (ReadOnlyMemory<byte> Document, ConcurrentQueue<RecordedExchange> Exchanges)> Traffic = [];

    /// <summary>Keeps an exchange until the end of the run.</summary>
    public static void Record(ReadOnlyMemory<byte> document, RecordedExchange exchange) => Traffic
        .GetOrAdd(Convert.ToHexString(SHA256.HashData(document.Span)), static (_, document) => (document, new ConcurrentQueue<RecordedExchange>()), document)
        .Exchanges.Enqueue(exchange);

    public async ValueTask DisposeAsync() => await CheckAsync([.. Traffic.Values.Select(service => (service.Document, service.Exchanges.ToArray()))]);

    /// <summary>Throws where anything undocumented was sent.</summary>
    internal static async Task CheckAsync(IEnumerable<(ReadOnlyMemory<byte> Document, RecordedExchange[] Exchanges)> services)
    {
        var findings = new List<string>();
        foreach (var (document, exchanges) in services) findings.AddRange(await OpenApiTrafficChecker.CheckAsync(document, exchanges));
        Assert.True(findings.Count == 0, $"{findings.Count} times something undocumented was sent:\n{string.Join('\n', findings.Distinct().Take(100))}");
    }
}
