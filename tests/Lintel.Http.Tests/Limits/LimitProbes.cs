using System.Globalization;
using Lintel.Engine;
using Lintel.Http.Tests.Failures;

namespace Lintel.Http.Tests.Limits;

/// <summary>How a bound is met: a request just within it, and one beyond it.</summary>
/// <param name="Within">Is answered.</param>
/// <param name="Beyond">Is refused.</param>
/// <param name="Words">What the refusal says among others.</param>
internal sealed record LimitProbe(Func<TestService, Task<Reply>> Within, Func<TestService, Task<Reply>> Beyond, string Words)
{
    /// <summary>Whether the usual bounds are met, and not small ones.</summary>
    public bool IsUsual { get; init; }

    /// <summary>Meets it on a service of its own; null: on a shared one.</summary>
    public Func<Task<Reply>>? Own { get; init; }
}

/// <summary>A probe for each row of the table.</summary>
internal static class LimitProbes
{
    public const string Contract = """
          author:
            key: { type: int, client: true }
            maxLimit: 2
            managed: []
            fields: { name: string }
          book:
            key: { type: int, client: true }
            managed: []
            fields:
              title: string(..5) searchable
              pages: int = 0
              note: text?
              meta: json?
              tags: { type: "string[]", maxItems: 2 }
              author: author
          sheet:
            partOf: book
            maxItems: 400
            fields: { number: int }
          plate:
            partOf: book
            maxItems: 2
            fields: { number: int }
        """;

    public const string SmallLimits = """

        limits:
          { url: 2KB, headers: 2KB, headerCount: 20, body: 8KB, jsonDepth: 6, jsonValues: 100, importBody: 4KB, importRow: 1KB, operations: 2, affected: 5, parameters: 10, page: 3,
            conditions: 3, in: 4, filter: 100, filterDepth: 8, filterTerms: 15, path: 2, sort: 2, fields: 10, includes: 2, includeDepth: 2, search: 10, searchWords: 2, groups: 5,
            rows: 1000, result: 16KB, time: 100ms, graphqlDocument: 1000, graphqlDepth: 3, graphqlFields: 100, graphqlAliases: 10, graphqlCost: 100 }
        """;

    private static LimitProbe Ask(string within, string beyond, string words) => new(service => service.AskAsync(within), service => service.AskAsync(beyond), words);

    private static string Long(int length) => "{books{nodes{id}}}".PadRight(length);

    private static LimitProbe Refused(string within, string beyond, string words) => Ask(within, beyond, words) with { IsUsual = true };

    private static LimitProbe Documents(Func<int, string> document, int most, string words) => Refused(document(most), document(most + 1), words);

    private static string Parts(int count, Func<int, string> part) => string.Join(' ', Enumerable.Range(0, count).Select(part));

    // Three rows of four fields each time.
    private static string Costing(int count) => $"{{{string.Join(' ', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i}:books(first:3){{nodes{{id title pages authorId}}}}")))}}}";

    private static string Aliases(int count) => string.Join(' ', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i}:id")));

    private static readonly string[] Operators = ["eq", "ne", "lt", "lte", "gt", "gte", "in", "nin", "contains", "startsWith", "endsWith"];

    public static IReadOnlyDictionary<string, LimitProbe> All { get; } = new Dictionary<string, LimitProbe>
    {
        ["url"] = Get(Target(2048), Target(2049), "at most 2048 bytes"),
        ["headers"] = new(service => service.GetAsync("books", ("X-Long", X(1500))), service => service.GetAsync("books", ("X-Long", X(2048))), "at most 2048 bytes"),
        ["headerCount"] = new(service => service.GetAsync("books", Headers(15)), service => service.GetAsync("books", Headers(21)), "At most 20 headers"),
        ["body"] = new(service => Put(service, Filled(8192)), service => Put(service, Filled(8193)), "at most 8192 bytes"),
        ["jsonDepth"] = new(service => Put(service, Meta("[[[[[1]]]]]")), service => Put(service, Meta("[[[[[[1]]]]]]")), "depth"),
        ["jsonValues"] = new(service => Put(service, Meta($"[{Numbers(90)}]")), service => Put(service, Meta($"[{Numbers(100)}]")), "more values than the limit"),
        ["importBody"] = new(_ => Ok, service => Import(service, Rows(200)), "at most 4096 bytes"),
        ["importRow"] = new(_ => Ok, service => Import(service, $$"""{"id":900,"name":"{{X(1100)}}"}""" + "\n"), "longer than 1024 bytes"),
        ["operations"] = new(service => Unit(service, 2), service => Unit(service, 3), "from 1 to 2 operations"),
        ["affected"] = new(service => Patch(service, 5), service => Patch(service, 6), "from 1 to 5"),
        ["parameters"] = Get(
            "books?fields=id&include=author&filter=true&search=a&sort=id&limit=1&count=exact&title[ne]=a&pages[ne]=1&id[ne]=9",
            "books?" + string.Join('&', Operators.Select(name => $"title[{name}]=a")), "At most 10 parameters"),
        ["page"] = Get("books?limit=3", "books?limit=4", "from 1 to 3"),
        ["conditions"] = Get("books?pages[ne]=1&pages[gt]=-1&pages[lt]=9", "books?pages[ne]=1&pages[gt]=-1&pages[lt]=9&pages[gte]=0", "at most 3 conditions"),
        ["in"] = Get("books?pages[in]=1,2,3,4", "books?pages[in]=1,2,3,4,5", "at most 4 values"),
        ["filter"] = Get($"books?filter=title!='{X(91)}'", $"books?filter=title!='{X(92)}'", "at most 100 characters"),
        ["filterDepth"] = Get("books?filter=((pages))>=0", "books?filter=(((((((((pages)))))))))>=0", "nested at most 8"),
        ["filterTerms"] = Get("books?filter=pages>=0%20and%20(pages>=0)%20and%20(pages>=0)", "books?filter=pages>=0%20and%20pages>=0%20and%20pages>=0%20and%20pages>=0%20and%20pages>=0", "at most 15 names"),
        ["path"] = Get("books?author.books.title=x", "books?author.books.author.name=x", "at most 2 relations"),
        ["sort"] = Get("books?sort=pages,title", "books?sort=pages,title,id", "At most 2 sort terms"),
        ["fields"] = Get($"books?fields={Names(10)}", $"books?fields={Names(11)}", "too much"),
        ["includes"] = Get("books?include=author,sheets&limit=2", "books?include=author,sheets,plates&limit=1", "At most 2 relations"),
        ["includeDepth"] = Get("books?fields=author(books(id))", "books?fields=author(books(author(id)))", "2 levels deep"),
        ["search"] = Get("books?search=0123456789", "books?search=01234567890", "at most 10 characters"),
        ["searchWords"] = Get("books?search=a+b", "books?search=a+b+c", "at most 2 words"),
        ["groups"] = Get("books:aggregate?group=title&limit=5", "books:aggregate?group=title&limit=6", "from 1 to 5"),
        ["rows"] = Get("books?include=sheets&limit=2", "books?include=sheets&limit=3", "more than 1000 rows"),
        ["graphqlCost"] = Ask(Costing(8), Costing(9), "at most 100 are read"),
        ["result"] = Get("books?limit=2&note[null]=false", "books?limit=3&note[null]=false", "more than 16384 bytes"),
        ["graphqlDocument"] = Ask(Long(1000), Long(1001), "at most 1000 characters"),
        ["graphqlDepth"] = Ask("{books{nodes{id}}}", "{books{nodes{author{id}}}}", "at most 3 levels"),
        ["graphqlFields"] = Ask("{...F}fragment F on Query{books{nodes{id}}}", string.Concat(Enumerable.Repeat("...F ", 25)) is var many ? $"{{{many}}}fragment F on Query{{books{{nodes{{id title pages}}}}}}" : "", "at most 100 fields"),
        ["graphqlAliases"] = Ask($"{{books{{nodes{{{Aliases(10)}}}}}}}", $"{{books{{nodes{{{Aliases(11)}}}}}}}", "at most 10 aliases"),
        ["time"] = Own(TimeAsync),
        ["addressRate"] = Own(() => RateProbes.BeyondAsync("addressRate")),
        ["callerRate"] = Own(() => RateProbes.BeyondAsync("callerRate")),
        ["keyRate"] = Own(() => RateProbes.BeyondAsync("keyRate")),
        ["rateBurst"] = Own(RateProbes.BurstAsync),
        ["maxLimit"] = Get("authors?limit=2", "authors?limit=3", "from 1 to 2"),
        ["maxItems"] = new(service => Put(service, Book("\"plates\":[{\"number\":1},{\"number\":2}]")), service => Put(service, Book("\"plates\":[{\"number\":1},{\"number\":2},{\"number\":3}]")), "At most 2"),
        ["elements"] = new(service => Put(service, Book("\"tags\":[\"a\",\"b\"]")), service => Put(service, Book("\"tags\":[\"a\",\"b\",\"c\"]")), "at most 2 elements"),
        ["maxLength"] = new(service => Put(service, Titled(5)), service => Put(service, Titled(6)), "at most 5 characters"),
        ["maxAffected"] = new(
            service => service.PatchAsync("books?id[lte]=5&maxAffected=5", """{"pages":1}"""), service => service.PatchAsync("books?id[lte]=5&maxAffected=1", """{"pages":2}"""), "more than 1"),
        ["aggregateGroups"] = Get($"books:aggregate?group={Keys(8)}", $"books:aggregate?group={Keys(9)}", "At most 8 groups") with { IsUsual = true },
        ["aggregateMeasures"] = Get($"books:aggregate?sum={Keys(16)}", $"books:aggregate?sum={Keys(17)}", "At most 16 of") with { IsUsual = true },
        ["answerKey"] = Get($"books:aggregate?sum={X(200)}:pages", $"books:aggregate?sum={X(201)}:pages", "at most 200") with { IsUsual = true },
        ["nestedLists"] = Get($"books?filter={Nested(4)}", $"books?filter={Nested(5)}", "at most 4 deep") with { IsUsual = true },
        ["graphqlOperations"] = Refused("query a{__typename}", Parts(51, i => $"query q{i}{{__typename}}"), "at most 50 operations"),
        ["graphqlFragments"] = Documents(n => $"{{{Parts(n, i => $"...f{i}")}}}{Parts(n, i => $"fragment f{i} on Query{{__typename}}")}", 50, "at most 50 fragments"),
        ["graphqlVariables"] = Documents(n => $"query({Parts(n, i => $"$v{i}:Boolean!=true")}){{{Parts(n, i => $"a{i}:__typename @include(if:$v{i})")}}}", 100, "at most 100 variables"),
        ["graphqlDirectives"] = Documents(n => $"{{{Parts(n, i => $"...@include(if:true){{a{i}:__typename}}")}}}", 200, "at most 200 directives"),
        ["graphqlDirectivesOfOne"] = Refused("{__typename}", $"{{__typename {Parts(11, _ => "@include(if:true)")}}}", "at most 10 directives"),
        ["graphqlArguments"] = Refused("{books(first:1){nodes{id}}}", $"{{books({Parts(1001, i => $"a{i}:1")}){{nodes{{id}}}}}}", "at most 1000 arguments"),
        ["graphqlSameName"] = Documents(n => $"{{{Parts(n, _ => "books{nodes{id}}")}}}", 50, "at most 50 fields of the name 'books'"),
        ["graphqlValues"] = Refused($"{{books(where:{{id:{{in:[{Parts(900, i => $"{i}")}]}}}}){{nodes{{id}}}}}}", $"{{books(where:{{id:{{in:[{Parts(10_000, _ => "1")}]}}}}){{nodes{{id}}}}}}", "at most 10000 values"),
        ["graphqlIntrospections"] = Documents(n => $"{{{Parts(n, i => $"a{i}:__schema{{queryType{{name}}}}")}}}", 5, "at most 5 questions"),
        ["graphqlIntrospectionDepth"] = Refused("{__schema{types{fields{args{type{inputFields{name}}}}}}}", "{__schema{types{fields{args{type{inputFields{type{possibleTypes{name}}}}}}}}}", "at most 3 deep"),
        ["cursor"] = new(Paged, service => service.GetAsync($"books?after={X(16_385)}"), "cursor") { IsUsual = true },
        ["unitId"] = new(service => Unit(service, 1, X(40)), service => Unit(service, 1, X(41)), "from 1 to 40"),
        ["streams"] = Own(StreamsAsync),
        ["streamsWaiting"] = Own(CrowdProbes.WholeListsAsync),
        ["queue"] = Own(CrowdProbes.LineAsync),
        ["patience"] = Own(CrowdProbes.PatienceAsync),
        ["slowBody"] = Own(CrowdProbes.SlowBodyAsync),
        ["slowHeaders"] = Own(CrowdProbes.SlowHeadersAsync),
        ["slowReader"] = Own(CrowdProbes.SlowReaderAsync),
        ["idle"] = Own(CrowdProbes.IdleAsync),
        ["connections"] = Own(() => CrowdProbes.ConnectionsAsync(new ConnectionOptions { Most = 1 })),
        ["connectionsPerAddress"] = Own(() => CrowdProbes.ConnectionsAsync(new ConnectionOptions { MostPerAddress = 1 })),
    };

    private static Task<Reply> Ok => Task.FromResult(new Reply(200, [], Array.Empty<string>().ToLookup(text => text)));

    /// <summary>Five books of two authors, of which three are long.</summary>
    public static async Task FillAsync(TestService service)
    {
        foreach (var id in (int[])[1, 2]) (await service.PutAsync($"authors/{id}", $$"""{"name":"{{id}}"}""")).Expect(201);
        for (var id = 1; id <= 5; id++)
            (await service.PutAsync($"books/{id}", $$"""{"title":"{{id}}","authorId":1,"tags":[],"note":{{(id > 2 ? $"\"{X(7000)}\"" : "null")}}}""")).Expect(201);
    }

    private static LimitProbe Get(string within, string beyond, string words) => new(service => service.GetAsync(within), service => service.GetAsync(beyond), words);

    private static LimitProbe Own(Func<Task<Reply>> run) => new(_ => Ok, _ => Ok, "") { Own = run };

    private static string X(int count) => new('x', count);

    private static string Target(int length) => "books?title=" + X(length - "/v1/books?title=".Length);

    private static string Names(int count) => string.Join(',', Enumerable.Repeat("id", count));

    private static string Numbers(int count) => string.Join(',', Enumerable.Repeat("1", count));

    private static string Keys(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i}:pages")));

    private static (string, string)[] Headers(int count) => [.. Enumerable.Range(0, count).Select(i => (string.Create(CultureInfo.InvariantCulture, $"X-{i}"), "x"))];

    private static string Book(string members) => $$"""{"title":"b","authorId":2,"tags":[],{{members}}}""".Replace(members.StartsWith("\"tags", StringComparison.Ordinal) ? "\"tags\":[]," : "\0", "", StringComparison.Ordinal);

    private static string Meta(string value) => Book($"\"meta\":{value}");

    private static string Titled(int length) => $$"""{"title":"{{X(length)}}","authorId":2,"tags":[]}""";

    private static string Filled(int bytes)
    {
        var empty = Book("\"note\":\"\"");
        return Book($"\"note\":\"{X(bytes - empty.Length)}\"");
    }

    private static Task<Reply> Put(TestService service, string json) => service.PutAsync("books/6", json);

    private static Task<Reply> Patch(TestService service, int most) => service.PatchAsync($"books?pages[lt]=0&maxAffected={most}", """{"pages":1}""");

    private static string Rows(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $$"""{"id":{{900 + i}},"name":"{{i}}"}""" + "\n"));

    private static Task<Reply> Import(TestService service, string rows) => service.SendAsync("POST", "authors", Body.Of(rows, "application/x-ndjson"));

    private static Task<Reply> Unit(TestService service, int count, string? id = null) => service.PostAsync(
        "/v1:batch", $$"""{"operations":[{{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{"id":"{{id ?? "o" + i}}","method":"GET","path":"/v1/books/1"}"""))}}]}""");

    private static string Nested(int count)
    {
        var text = $"b{count}.pages>=0";
        for (var i = count; i > 0; i--) text = $"{(i == 1 ? "" : $"b{i - 1}.")}author.books.exists(b{i},{text})";
        return text;
    }

    private static async Task<Reply> Paged(TestService service) => await service.GetAsync($"books?limit=1&after={(await service.GetAsync("books?limit=1")).Next}");

    private static async Task<Reply> TimeAsync()
    {
        var running = new TaskCompletionSource();
        var store = new FakeStore { OnRun = cancellation => { running.TrySetResult(); return FakeStore.Hang(cancellation); } };
        await using var service = await TestService.StartAsync(Contract + SmallLimits, new TestOptions { Store = _ => store });
        var pending = service.GetAsync("books/1");
        await running.Task.WaitAsync(TimeSpan.FromSeconds(10), TestService.Cancellation);
        service.Clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(pending.IsCompleted);
        service.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await pending;
    }

    /// <summary>All turns are taken by lists that never end.</summary>
    private static async Task<Reply> StreamsAsync()
    {
        var store = new FakeStore { OnRun = FakeStore.Hang };
        await using var service = await TestService.StartAsync(Contract, new TestOptions { Store = _ => store, Engine = new EngineOptions() });
        while (true)
        {
            var pending = Enumerable.Range(0, 3).Select(_ => service.GetAsync("books", ("Accept", "text/csv"))).ToArray();
            for (var i = 0; !Array.TrueForAll(pending, one => one.IsCompleted); i++)
            {
                await Task.Delay(50, TestService.Cancellation);
                if (i > 2) service.Clock.Advance(TimeSpan.FromSeconds(11));
            }
            // One clock ends the lists and the wait for them: a turn that is given back first is taken.
            if ((await Task.WhenAll(pending)).FirstOrDefault(reply => reply.Code == "unavailable") is { } refused) return refused;
        }
    }
}
