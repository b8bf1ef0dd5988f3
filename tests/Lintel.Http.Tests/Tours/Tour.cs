using System.Globalization;
using System.Text.RegularExpressions;

namespace Lintel.Http.Tests.Tours;

/// <summary>
/// A table of requests, one a line: <c>status method target | Header: value | body | as name</c>. <c>{next}</c>, <c>{prev}</c> and <c>{etag}</c>
/// are those of the answer before, <c>{name}</c> the key of what was created as that name. Lines that begin with # are for readers.
/// </summary>
internal sealed partial class Tour
{
    private readonly TourStop[] _stops;

    private Tour(TourStop[] stops) => _stops = stops;

    public int Length => _stops.Length;

    /// <summary>The targets of all reads that succeed, but for those that need an answer before them or ask for it in a form of its own.</summary>
    public IEnumerable<string> Reads => _stops.Where(stop => stop is { Status: "200", Method: "GET", Headers.Count: 0 } && !stop.Target.Contains('{', StringComparison.Ordinal)).Select(stop => stop.Target);

    public static Tour Of(string table) =>
        new([.. table.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(Read)]);

    /// <summary>Sends it to two services in step, whose clocks go on by a second each time; tells where the answers differ in any byte, or from the table.</summary>
    public async Task<List<string>> CompareAsync(TestService left, TestService right)
    {
        var (differences, first, second) = (new List<string>(), new Traveller(left), new Traveller(right));
        foreach (var stop in _stops)
        {
            var (one, other) = (await first.VisitAsync(stop), await second.VisitAsync(stop));
            if (one != other) differences.Add($"{stop.Line}\n  one:   {one}\n  other: {other}");
            else if (!one.StartsWith(stop.Status, StringComparison.Ordinal)) differences.Add($"{stop.Line}\n  both:  {one}");
        }
        return differences;
    }

    private static TourStop Read(string line)
    {
        var parts = line.Split(" | ");
        if (parts[0].Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) is not [var status, var method, var target]) throw new FormatException(line);
        var (headers, body, name) = (new List<(string, string)>(), (string?)null, (string?)null);
        foreach (var part in parts.Skip(1).Select(part => part.Trim()))
        {
            if (part.StartsWith("as ", StringComparison.Ordinal)) name = part[3..];
            else if (HeaderLine().IsMatch(part)) headers.Add((part[..part.IndexOf(':', StringComparison.Ordinal)], part[(part.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()));
            else body = part;
        }
        return new TourStop(line, status, method, target, headers, body, name);
    }

    [GeneratedRegex("^[A-Z][A-Za-z-]*: ")]
    private static partial Regex HeaderLine();

    private sealed record TourStop(string Line, string Status, string Method, string Target, List<(string Name, string Value)> Headers, string? Body, string? Name);

    /// <summary>Who sends the tour to one service, and remembers what that service made up.</summary>
    private sealed partial class Traveller(TestService service)
    {
        private readonly Dictionary<string, string> _variables = [];
        private readonly MadeUp _madeUp = new();
        private int _sent;

        public async Task<string> VisitAsync(TourStop stop)
        {
            service.Clock.Advance(TimeSpan.FromSeconds(1));
            var (headers, type) = (new List<(string, string)>(), stop.Method == "PATCH" ? "application/merge-patch+json" : "application/json");
            // The trace id of a problem is that of its caller.
            headers.Add(("traceparent", $"00-{++_sent:x32}-00000000000000ab-01"));
            foreach (var (name, value) in stop.Headers)
            {
                if (name == "Content-Type") type = value;
                else headers.Add((name, Fill(value)));
            }
            using var content = stop.Body is null ? null : Body.Of(Fill(stop.Body), type);
            var reply = await service.SendAsync(stop.Method, Fill(stop.Target), content, [.. headers]);
            Remember(stop, reply);
            var lines = reply.Headers.Where(header => header.Key is not "Date").OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {string.Join(", ", header)}");
            return _madeUp.Replace(string.Create(CultureInfo.InvariantCulture, $"{reply.Status} {string.Join(" · ", lines)}\n         {reply.Body}").Replace(service.Url.Authority, "host", StringComparison.Ordinal));
        }

        private void Remember(TourStop stop, Reply reply)
        {
            if (reply["ETag"] is { } tag) _variables["etag"] = tag;
            if (reply.Status == 200 && NextCursor().Match(reply.Body) is { Success: true } next) _variables["next"] = next.Groups[1].Value;
            if (reply.Status == 200 && PreviousCursor().Match(reply.Body) is { Success: true } previous) _variables["prev"] = previous.Groups[1].Value;
            if (stop.Name is { } name) _variables[name] = reply["Location"]?.Split('/')[^1] ?? $"no-{name}";
        }

        private string Fill(string text) => Variable().Replace(text, match => _variables[match.Groups[1].Value]);

        [GeneratedRegex("""\{([a-z]+)\}""")]
        private static partial Regex Variable();

        // Behind the rows: a page within a row has cursors of its own.
        [GeneratedRegex("""^.*"page":\{"next":"([^"]+)""", RegexOptions.Singleline)]
        private static partial Regex NextCursor();

        [GeneratedRegex("""^.*"page":\{"next":[^,]+,"prev":"([^"]+)""", RegexOptions.Singleline)]
        private static partial Regex PreviousCursor();
    }
}
