// Fuzzes the samples and the contract of everything, in turn and on each database, for as long as one likes. bench/fuzz --help
using System.Globalization;
using Lintel.Fuzz;
using Lintel.Fuzz.Replays;
using Lintel.Fuzz.Serving;
using Lintel.Testing;

if (Option("--replay") is { } file) return await ReplayAsync(file);

var time = TimeSpan.FromMinutes(double.Parse(Option("--minutes") ?? "60", CultureInfo.InvariantCulture));
var slice = TimeSpan.FromSeconds(Math.Clamp(time.TotalSeconds / 6, 5, 120));
var seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture);
string[] contracts = Option("--contract") is { } contract ? [contract] : [.. FuzzTarget.Contracts];
string[] stores = Option("--store") is { } store ? [store] : [.. FuzzTarget.Stores];
var (start, found, requests) = (TimeProvider.System.GetTimestamp(), 0, 0L);
while (TimeProvider.System.GetElapsedTime(start) < time)
{
    foreach (var name in contracts)
    {
        foreach (var database in stores)
        {
            var left = time - TimeProvider.System.GetElapsedTime(start);
            if (left <= TimeSpan.Zero) break;
            var options = new FuzzOptions
            {
                Contract = name,
                Store = database,
                Seed = seed,
                Duration = left < slice ? left : slice,
                BytesShare = int.Parse(Option("--bytes") ?? "25", CultureInfo.InvariantCulture),
                Folder = Path.Combine(Golden.Repository, "artifacts", "fuzz"),
            };
            var report = await FuzzRun.RunAsync(options, CancellationToken.None);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(start):hh\\:mm\\:ss} {name} on {database}, seed {seed}: {report}"));
            foreach (var finding in report.Findings) Console.WriteLine($"  {finding}");
            found += report.Findings.Count;
            requests += report.Requests + report.RawRequests;
        }
    }
    // Rounds of one slice take the seeds behind the first.
    seed += 1000;
}
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{requests} requests in {TimeProvider.System.GetElapsedTime(start):hh\\:mm\\:ss}: {found} findings"));
return found == 0 ? 0 : 1;

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

static async Task<int> ReplayAsync(string file)
{
    var (head, requests) = ReplayFile.Read(file);
    Console.WriteLine($"{head.Contract} on {head.Store}: {head.Kind}: {head.Finding}");
    await using var target = await FuzzTarget.StartAsync(head.Contract, head.Store, CancellationToken.None);
    var found = await new Player(target, TimeSpan.FromSeconds(30)).PlayAsync(
        requests,
        judgesAll: true,
        (request, answer) => Console.WriteLine($"> {System.Text.Encoding.UTF8.GetString(request.Bytes).TrimEnd()}\n< {answer.Status} {answer.Text}\n"),
        CancellationToken.None);
    foreach (var finding in found) Console.WriteLine(finding);
    Console.WriteLine(found.Count == 0 ? "Nothing is found any more." : $"{found.Count} findings");
    return found.Count == 0 ? 0 : 1;
}
