using Lintel.Http.Rest.Walking;
using Lintel.Http.Tests.Models;
using Lintel.Operations;

namespace Lintel.Http.Tests.Adoption;

/// <summary>What a contract can say of tables that are not ours, on each database.</summary>
public sealed class ExternalShapeTests
{
    private const string Tables = """
        CREATE TABLE place (country varchar(2) NOT NULL, code varchar(10) NOT NULL, name varchar(50) NOT NULL, PRIMARY KEY (country, code));
        CREATE TABLE person (id integer PRIMARY KEY, boss integer REFERENCES person (id), deputy integer REFERENCES person (id), tax varchar(20) NOT NULL UNIQUE, country varchar(2), zip varchar(10),
          FOREIGN KEY (country, zip) REFERENCES place (country, code));
        CREATE TABLE employee (id integer PRIMARY KEY REFERENCES person (id), salary integer NOT NULL);
        CREATE TABLE invoice (number varchar(20) PRIMARY KEY, tax varchar(20) NOT NULL REFERENCES person (tax), state varchar(20) NOT NULL DEFAULT 'In Progress', amount integer NOT NULL,
          doubled integer GENERATED ALWAYS AS (amount * 2) STORED);
        CREATE TABLE visit (page varchar(50) NOT NULL, person integer REFERENCES person (id), seconds integer NOT NULL);
        CREATE TABLE tag (name varchar(20) PRIMARY KEY);
        CREATE TABLE tagged (who integer NOT NULL REFERENCES person (id), "what is it" varchar(20) NOT NULL REFERENCES tag (name), PRIMARY KEY (who, "what is it"));
        CREATE TABLE "group" (key varchar(40) PRIMARY KEY DEFAULT (MADE), label varchar(20) DEFAULT 'none', rank integer NOT NULL DEFAULT 7);
        INSERT INTO place VALUES ('de', '10115', 'Berlin'), ('at', '1010', 'Wien');
        INSERT INTO person VALUES (1, NULL, NULL, 'T1', 'de', '10115'), (2, 1, NULL, 'T2', 'at', '1010'), (3, 1, 2, 'T3', NULL, NULL);
        INSERT INTO employee VALUES (2, 4000);
        INSERT INTO visit VALUES ('/b', 2, 9), ('/a', 1, 5), ('/b', 2, 9), ('/a', NULL, 2);
        INSERT INTO tag VALUES ('vip'), ('new');
        INSERT INTO tagged VALUES (1, 'vip');
        """;

    private const string Contract = """
          place:
            key: [country, code]
            fields: { country: string(2), code: string(10), name: string(50) }
            allow: [read, update]
          person:
            key: { type: int, client: true }
            fields:
              boss: { type: person?, column: boss, reverse: reports }
              deputy: { type: person?, column: deputy, reverse: deputyOf }
              taxNumber: { type: string(20) unique, column: tax }
              home: { type: place?, columns: [country, zip], reverse: people }
              tags: { type: "tag[]", through: { table: tagged, from: [who], to: [what is it] }, reverse: people }
          employee:
            key: { type: int, client: true }
            fields:
              person: { type: person, column: id, reverse: employments }
              salary: { type: int > 0 }
            rules: [{ name: enough, check: salary >= 1000 }]
          invoice:
            key: [number]
            fields:
              number: string(20)
              payer: { type: person, column: tax, to: [taxNumber], reverse: invoices }
              state: { enum: [In Progress, "done!"], default: database }
              amount: int
              doubled: { type: int?, readOnly: true, default: database }
          visit:
            key: none
            fields: { page: string(50), person: { type: person?, column: person }, seconds: int }
          tag:
            key: { type: string(20), column: name }
            fields: { note: { computed: "'a tag'" } }
          crowd:
            table: group
            key: { type: string(40), column: key, default: database }
            fields:
              label: { type: string(20)?, default: database }
              rank: { type: int, default: database }
        """;

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_reference_may_have_several_columns_or_hold_what_is_unique_otherwise(string store) => RunAsync(store, async service =>
    {
        Assert.Equal("""{"country":"at","code":"1010","name":"Wien"}""", (await service.GetAsync("people/2?include=home")).Expect(200).Raw("home"));
        Assert.Equal("2", (await service.GetAsync("people?home.name=Wien")).Expect(200).Column("id"));
        Assert.Equal("1", (await service.GetAsync("places/de,10115/people")).Expect(200).Column("id"));
        var invoice = (await service.PostAsync("invoices", """{"number":"A/1","payerTaxNumber":"T2","amount":21}""")).Expect(201);
        Assert.Equal("""{"number":"A/1","payerTaxNumber":"T2","state":"In Progress","amount":21,"doubled":42}""", invoice.Body);
        Assert.Equal("2", (await service.GetAsync("invoices/A%2F1?include=payer")).Expect(200).Json.GetProperty("payer").GetProperty("id").GetRawText());
        Assert.Equal("A/1", (await service.GetAsync("people/2/invoices")).Expect(200).Column("number"));
        Assert.Equal(["/payerTaxNumber missing-reference"], (await service.PostAsync("invoices", """{"number":"A/2","payerTaxNumber":"nobody","amount":1}""")).Expect(422).Errors);
        Assert.Equal(["/homeCode required"], (await service.PatchAsync("people/3", """{"homeCountry":"at"}""")).Expect(422).Errors);
        (await service.PatchAsync("people/3", """{"homeCountry":"at","homeCode":"1010"}""")).Expect(200);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task All_that_is_offered_is_asked_for_and_planned_without_a_trace(string store) => RunAsync(store, async service =>
    {
        var walk = new ServiceWalk(service.Engine);
        foreach (var resource in walk.Resources) Assert.Empty(await walk.WalkAsync(resource, TestService.Cancellation));
        Assert.True(walk.Requests > 50);
        Assert.True(walk.Planned >= walk.Resources.Count);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_can_not_be_planned_is_a_problem_and_not_left_out(string store) => RunAsync(store, async service =>
    {
        var selection = new Selection { Names = [new SelectedName("nothing", "?fields")] };
        foreach (var operation in new Operation[]
        {
            new CreateOperation { Resource = "person", Rows = [InputValue.Object([])], Selection = selection },
            new UpdateOperation { Resource = "person", Key = ["1"], Patch = InputValue.Object([]), Selection = selection },
        })
        {
            using var outcome = await service.Engine.PlanAsync(operation, TestService.Cancellation);
            Assert.Equal("unknown-field", outcome.Problem?.Error.Code);
        }
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task References_to_one_resource_stay_apart(string store) => RunAsync(store, async service =>
    {
        Assert.Equal("2 3", (await service.GetAsync("people/1/reports")).Expect(200).Column("id"));
        Assert.Equal("3", (await service.GetAsync("people/2/deputy-of")).Expect(200).Column("id"));
        Assert.Equal("2", (await service.GetAsync("people/3?include=boss,deputy")).Expect(200).Json.GetProperty("deputy").GetProperty("id").GetRawText());
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_column_that_is_key_and_reference_is_written_once(string store) => RunAsync(store, async service =>
    {
        Assert.Equal("""{"id":3,"salary":1000}""", (await service.PostAsync("employees", """{"id":3,"salary":1000}""")).Expect(201).Body);
        Assert.Equal("T2", (await service.GetAsync("employees/2?include=person")).Expect(200).Json.GetProperty("person").GetProperty("taxNumber").GetString());
        Assert.Equal("2", (await service.GetAsync("people/2/employments")).Expect(200).Column("id"));
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_rule_over_one_row_is_kept_without_a_check(string store) => RunAsync(store, async service =>
    {
        Assert.Equal(["/salary rule"], (await service.PostAsync("employees", """{"id":1,"salary":999}""")).Expect(422).Errors);
        (await service.GetAsync("employees/1")).Expect(404);
        Assert.Equal(["/salary rule"], (await service.PatchAsync("employees/2", """{"salary":999}""")).Expect(422).Errors);
        Assert.Equal("4000", (await service.GetAsync("employees/2")).Expect(200).Raw("salary"));
        Assert.Equal(["/salary rule"], (await service.PutAsync("employees/2", """{"salary":5}""")).Expect(422).Errors);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Rows_without_a_key_are_a_list(string store) => RunAsync(store, async service =>
    {
        Assert.Equal("/a /a /b /b", (await service.GetAsync("visits")).Expect(200).Column("page"));
        Assert.Equal("9 9 5 2", (await service.GetAsync("visits?sort=-seconds")).Expect(200).Column("seconds"));
        var first = (await service.GetAsync("visits?limit=1&sort=seconds")).Expect(200);
        Assert.Equal("5", (await service.GetAsync($"visits?limit=1&sort=seconds&after={first.Next}")).Expect(200).Column("seconds"));
        Assert.Equal("""{"id":2,"bossId":1,"deputyId":null,"taxNumber":"T2","homeCountry":"at","homeCode":"1010"}""",
            (await service.GetAsync("visits?page=/b&include=person&limit=2")).Expect(200).Data[0].GetProperty("person").GetRawText());
        Assert.Equal("/b /b", (await service.GetAsync("people/2/visits")).Expect(200).Column("page"));
        Assert.Equal("[9,9] [5]", string.Join(' ', (await service.GetAsync("people?include=visits&id[in]=1,2&sort=-id")).Expect(200).Data.Select(
            person => $"[{string.Join(',', person.GetProperty("visits").GetProperty("data").EnumerateArray().Select(visit => visit.GetProperty("seconds").GetRawText()))}]")));
        Assert.Equal("""{"data":[{"page":"/b","personId":2,"seconds":9},{"page":"/b","personId":2,"seconds":9}],"page":{"next":null,"prev":null}}""", (await service.GetAsync("people/2?include=visits")).Expect(200).Raw("visits"));
        Assert.Equal("25", (await service.GetAsync("visits:aggregate?sum=seconds")).Expect(200).Data[0].GetProperty("sum").GetProperty("seconds").GetRawText());
        Assert.Equal(4, (await service.GetAsync("visits", ("Accept", "application/x-ndjson"))).Expect(200).Body.Trim().Split('\n').Length);
        Assert.Equal("GET, HEAD, OPTIONS", (await service.PostAsync("visits", """{"page":"/c","seconds":1}""")).Expect(405)["Allow"]);
        (await service.GetAsync("visits/1")).Expect(404);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_is_not_allowed_is_told_by_Allow(string store) => RunAsync(store, async service =>
    {
        Assert.Equal("GET, HEAD, PATCH, OPTIONS", (await service.DeleteAsync("places/de,10115")).Expect(405)["Allow"]);
        Assert.Equal("GET, HEAD, PATCH, OPTIONS", (await service.SendAsync("OPTIONS", "places")).Expect(204)["Allow"]);
        (await service.SendAsync("POST", "places", Body.Of("{}", "application/x-ndjson"))).Expect(405);
        Assert.Equal("Berlin!", (await service.PatchAsync("places/de,10115", """{"name":"Berlin!"}""")).Expect(200).Json.GetProperty("name").GetString());
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Pairs_of_a_table_are_seen_and_written_from_both_sides(string store) => RunAsync(store, async service =>
    {
        Assert.Equal("vip", (await service.GetAsync("people/1/tags")).Expect(200).Column("id"));
        Assert.Equal("1", (await service.GetAsync("tags/vip/people")).Expect(200).Column("id"));
        (await service.PutAsync("people/2/tags/new")).Expect(204);
        (await service.PutAsync("people/2/tags/new")).Expect(204);
        Assert.Equal("new", (await service.GetAsync("people/2/tags")).Expect(200).Column("id"));
        (await service.PatchAsync("people/2", """{"tagIds":["vip"]}""")).Expect(200);
        Assert.Equal("1 2", (await service.GetAsync("tags/vip/people")).Expect(200).Column("id"));
        (await service.DeleteAsync("people/2/tags/vip")).Expect(204);
        (await service.DeleteAsync("people/2/tags/vip")).Expect(404);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_the_database_makes_is_left_to_it(string store) => RunAsync(store, async service =>
    {
        var made = (await service.PostAsync("crowds", "{}")).Expect(201);
        Assert.Matches("""^\{"id":"[0-9a-f]{32}","label":"none","rank":7\}$""", made.Body);
        Assert.Equal(made.Body, (await service.GetAsync(made.Location)).Expect(200).Body);
        Assert.Contains(""","label":null,"rank":8}""", (await service.PostAsync("crowds", """{"label":null,"rank":8}""")).Expect(201).Body, StringComparison.Ordinal);
        const string Lines = "{\"rank\":1}\n{\"rank\":2}\n{\"label\":null}\n{\"label\":\"x\",\"rank\":3}\n{}\n";
        (await service.SendAsync("POST", "crowds", Body.Of(Lines, "application/x-ndjson"))).Expect(200);
        Assert.Equal("1 2 3 7 7 7 8", (await service.GetAsync("crowds?sort=rank")).Expect(200).Column("rank"));
        Assert.Equal("- -", (await service.GetAsync("crowds?label[null]=true")).Expect(200).Column("label"));
        Assert.Equal(["/doubled not-writable"], (await service.PostAsync("invoices", """{"number":"A/1","payerTaxNumber":"T2","amount":21,"doubled":1}""")).Expect(422).Errors);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_write_finds_out_whether_its_row_changed_without_a_version(string store) => RunAsync(store, async service =>
    {
        var read = (await service.GetAsync("people/3")).Expect(200);
        (await service.GetAsync("people/3", ("If-None-Match", read.ETag))).Expect(304);
        (await service.PatchAsync("people/3", """{"taxNumber":"T4"}""", ("If-Match", read.ETag))).Expect(200);
        (await service.PatchAsync("people/3", """{"taxNumber":"T5"}""", ("If-Match", read.ETag))).Expect(412);
        (await service.DeleteAsync("people/3", ("If-Match", read.ETag))).Expect(412);
        Assert.Equal(["/taxNumber not-unique"], (await service.PatchAsync("people/3", """{"taxNumber":"T1"}""")).Expect(409).Errors);
    });

    private static Task RunAsync(string store, Func<TestService, Task> test) =>
        ExternalStore.RunAsync(store, Tables.Replace("MADE", store == EachStore.Sqlite ? "lower(hex(randomblob(16)))" : "md5(random()::text)", StringComparison.Ordinal), Contract, test);
}
