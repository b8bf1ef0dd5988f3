// Twice as many requests as a server can answer: what becomes of those that are answered, and of the others. bench/overload starts it.
//   Overload URL WORKLOAD SECONDS [CONNECTIONS…]
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Lintel.Bench.Overload;

var (url, workload, time) = (new Uri(args[0]), args[1], TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture)));
int[] crowds = [.. args.Skip(3).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
const int few = 32;
var load = new Load(new IPEndPoint(IPAddress.Loopback, url.Port), await RequestsAsync(), TimeProvider.System);

// Until all is compiled and the caches are full, which takes most of a minute where server and database share a core.
List<double> rounds = [];
do rounds.Add(await load.ClosedAsync(few, TimeSpan.FromSeconds(5)));
while (rounds.Count < 24 && !(rounds.Count >= 6 && rounds[^3..].Max() <= rounds[^3..].Min() * 1.05));
var capacity = rounds[^3..].Average();
var before = await load.OpenAsync(few, capacity / 10, time);

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{workload}: the capacity is {capacity:0} a second, with {few} connections in a closed loop\n"));
Console.WriteLine("| load | connections | offered/s | answered/s | p50 ms | p99 ms | to the first p99 | refused/s | p50 ms | p99 ms | anything else |");
Console.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
Console.WriteLine(before.Row("a tenth", few, capacity / 10, time, before.P99));
foreach (var crowd in crowds)
{
    Console.WriteLine((await load.OpenAsync(crowd, capacity * 2, time)).Row("twice the capacity", crowd, capacity * 2, time, before.P99));
    Console.WriteLine((await load.OpenAsync(few, capacity / 10, time)).Row("a tenth, at once behind it", few, capacity / 10, time, before.P99));
}
return 0;

async Task<IReadOnlyList<byte[]>> RequestsAsync()
{
    const string nested = "&fields=id,customerId,status,total,createdAt,version,customer(name,email),lines(quantity,unitPrice,product(name))";
    using var client = new HttpClient { BaseAddress = url };
    var paths = new List<string>();
    foreach (var status in (string[])["new", "paid", "shipped", "delivered", "cancelled"])
    {
        var after = "";
        for (var page = 0; page < 20; page++)
        {
            using var list = JsonDocument.Parse(await client.GetStringAsync(new Uri($"/v1/orders?status={status}&sort=-createdAt&limit=100{after}", UriKind.Relative)));
            if (workload == "W1") paths.AddRange(list.RootElement.GetProperty("data").EnumerateArray().Select(row => $"/v1/orders/{row.GetProperty("id").GetString()}"));
            else if (page > 0) paths.Add($"/v1/orders?status={status}&sort=-createdAt&limit=20{after}{(workload == "W3" ? nested : "")}");
            after = "&after=" + list.RootElement.GetProperty("page").GetProperty("next").GetString();
        }
    }
    return [.. paths.Select(path => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {url.Authority}\r\n\r\n"))];
}
