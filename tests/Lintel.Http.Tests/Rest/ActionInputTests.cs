namespace Lintel.Http.Tests.Rest;

/// <summary>What actions are given, ask and set, and how they are shown.</summary>
public sealed class ActionInputTests
{
    internal const string Contract = """
          customer:
            key: int
            managed: []
            fields: { name: string }
          order:
            key: int
            fields:
              status: enum(pending, paid, shipped, lost) = pending
              total: decimal(8,2) = 10
              paid: decimal(8,2) readOnly = 0
              carrier: string(1..10)? readOnly
              serial: string? unique
              weight: decimal(6,3)? readOnly
              shippedAt: timestamp? readOnly
              shippedOn: date? readOnly
              parcels: int readOnly = 0
              labels: string(..5)[] readOnly = []
              details: json? readOnly
              token: string? writeOnly
              customer: customer?
            state: status
            rules:
              - { name: paidAtMostTotal, check: paid <= total }
            actions:
              pay:
                description: Some money has come.
                from: [pending]
                to: paid
                input: { amount: "decimal(8,2) > 0", note: string? }
                rules: [ { name: notTooMuch, check: paid + input.amount <= total, message: That is more than is due. } ]
                set: { paid: paid + input.amount }
              ship:
                from: [paid]
                to: shipped
                input:
                  carrier: string(1..40)
                  weight: { type: "decimal(9,6)?", minimum: 0 }
                  labels: string[] = [soft]
                  details: json?
                set:
                  carrier: input.carrier
                  weight: input.weight
                  labels: input.labels
                  details: input.details
                  shippedAt: now()
                  shippedOn: now()
                  parcels: parcels + 1
                  token: "'t' + input.carrier"
              repack: { from: [shipped], set: { parcels: parcels * 1000000 + 1, details: null } }
              number: { input: { serial: string }, set: { serial: input.serial } }
              assign: { input: { to: int }, set: { customerId: input.to } }
              split: { input: { by: int }, set: { parcels: 100 / input.by } }
              lose: { to: lost }
          orderLine:
            partOf: order
            key: int
            fields: { n: int, packed: int readOnly = 0 }
            rules: [packed <= n]
            actions:
              pack: { input: { pieces: int >= 1 }, set: { packed: packed + input.pieces } }
          counter:
            key: int
            fields: { n: long readOnly = 0, seen: timestamp? readOnly, details: json?, other: json? }
            actions:
              touch: { set: { seen: now(), n: n + 1 } }
              describe: { input: { details: json, other: json? }, set: { details: input.details } }
        """;

    [Fact]
    public async Task An_action_takes_its_input_and_sets_fields_from_the_row_as_it_was()
    {
        await using var service = await StartAsync();
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var paid = (await service.PostAsync("orders/1/pay", """{"amount":4.5}""")).Expect(200);
        Assert.Equal(("\"paid\"", "4.50", "2"), (paid.Raw("status"), paid.Raw("paid"), paid.Raw("version")));
        var shipped = (await service.PostAsync("orders/1/ship", """{"carrier":"DHL","weight":1.23456,"labels":["a","b"],"details":{"b":1,"a":[2.50]}}""")).Expect(200);
        Assert.Equal(("\"DHL\"", "1.235", """["a","b"]""", """{"b":1,"a":[2.50]}""", "1"), (shipped.Raw("carrier"), shipped.Raw("weight"), shipped.Raw("labels"), shipped.Raw("details"), shipped.Raw("parcels")));
        Assert.Equal(shipped.Raw("updatedAt"), shipped.Raw("shippedAt"));
        Assert.Equal(shipped.Raw("shippedAt")[..11] + "\"", shipped.Raw("shippedOn"));
        Assert.Equal(shipped.Body, (await service.GetAsync("orders/1")).Body);
    }

    [Fact]
    public async Task What_is_not_given_has_its_default_or_is_null()
    {
        await using var service = await StartAsync();
        (await service.PostAsync("orders/1/pay", """{"amount":1}""")).Expect(200);
        var shipped = (await service.PostAsync("orders/1/ship", """{"carrier":"DHL"}""")).Expect(200);
        Assert.Equal(("null", """["soft"]""", "null"), (shipped.Raw("weight"), shipped.Raw("labels"), shipped.Raw("details")));
    }

    [Fact]
    public async Task All_that_is_wrong_with_what_is_given_is_told_with_its_place_and_nothing_changes()
    {
        await using var service = await StartAsync();
        Assert.Equal(["/amount required"], (await service.SendAsync("POST", "orders/1/pay")).Expect(422).Errors);
        Assert.Equal(["/amount required"], (await service.PostAsync("orders/1/pay", "{}")).Expect(422).Errors);
        Assert.Equal(["/amount required"], (await service.SendAsync("POST", "orders/1/pay", Body.Chunked("", "application/json"))).Expect(422).Errors);
        Assert.Equal(["/amount required"], (await service.PostAsync("orders/1/pay", """{"amount":null}""")).Expect(422).Errors);
        Assert.Equal(["/note wrong-type", "/paid unknown-member", "/amount out-of-range"], (await service.PostAsync("orders/1/pay", """{"amount":0,"note":1,"paid":3}""")).Expect(422).Errors);
        Assert.Equal(["/amount wrong-type"], (await service.PostAsync("orders/1/pay", """{"amount":1.234}""")).Expect(422).Errors);
        Assert.EndsWith("Did you mean 'amount'?", (await service.PostAsync("orders/1/pay", """{"amount":1,"amont":1}""")).Expect(422).Detail, StringComparison.Ordinal);
        Assert.Equal(400, (await service.PostAsync("orders/1/pay", "[]")).Status);
        Assert.Equal("1", (await service.GetAsync("orders/1")).Raw("version"));
    }

    [Fact]
    public async Task A_rule_of_the_action_is_asked_before_it_and_told_by_its_name_at_its_input()
    {
        await using var service = await StartAsync();
        var refused = (await service.PostAsync("orders/1/pay", """{"amount":10.01}""")).Expect(422);
        Assert.Equal(("rule", "That is more than is due."), (refused.Code, refused.Detail));
        Assert.Contains("\"pointer\":\"/amount\"", refused.Body, StringComparison.Ordinal);
        Assert.Contains("\"rule\":\"notTooMuch\"", refused.Body, StringComparison.Ordinal);
        Assert.Equal("0.00", (await service.GetAsync("orders/1")).Raw("paid"));
    }

    [Fact]
    public async Task The_state_is_asked_before_the_rules()
    {
        await using var service = await StartAsync();
        (await service.SendAsync("POST", "orders/1/lose")).Expect(200);
        Assert.Equal("wrong-state", (await service.PostAsync("orders/1/pay", """{"amount":99}""")).Expect(409).Code);
    }

    [Fact]
    public async Task A_value_that_a_field_can_not_keep_is_told_where_it_comes_from()
    {
        await using var service = await StartAsync();
        (await service.PostAsync("orders/1/pay", """{"amount":1}""")).Expect(200);
        Assert.Equal(["/carrier out-of-range", "/labels out-of-range"], (await service.PostAsync("orders/1/ship", """{"carrier":"far too long for it","labels":["too long"]}""")).Expect(422).Errors);
        Assert.Equal(["/weight out-of-range"], (await service.PostAsync("orders/1/ship", """{"carrier":"x","weight":-1}""")).Expect(422).Errors);
        Assert.Equal(["/by out-of-range"], (await service.PostAsync("orders/1/split", """{"by":0}""")).Expect(422).Errors);
        (await service.PostAsync("orders/1/ship", """{"carrier":"x"}""")).Expect(200);
        (await service.SendAsync("POST", "orders/1/repack")).Expect(200);
        Assert.Equal([" out-of-range"], (await service.SendAsync("POST", "orders/1/repack")).Expect(422).Errors);
    }

    [Fact]
    public async Task An_action_can_set_null()
    {
        await using var service = await StartAsync();
        (await service.PostAsync("orders/1/pay", """{"amount":1}""")).Expect(200);
        (await service.PostAsync("orders/1/ship", """{"carrier":"x","details":{"a":1}}""")).Expect(200);
        var repacked = (await service.SendAsync("POST", "orders/1/repack")).Expect(200);
        Assert.Equal(("\"shipped\"", "1000001", "null"), (repacked.Raw("status"), repacked.Raw("parcels"), repacked.Raw("details")));
    }

    [Fact]
    public async Task What_the_database_refuses_is_told_at_the_input()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("orders", """{"serial":"a"}""");
        var same = (await service.PostAsync("orders/1/number", """{"serial":"a"}""")).Expect(409);
        Assert.Equal(("not-unique", "/serial"), (same.Code, same.Errors[0].Split(' ')[0]));
        Assert.Equal(["/to missing-reference"], (await service.PostAsync("orders/1/assign", """{"to":7}""")).Expect(422).Errors);
        await service.CreateAsync("customers", """{"name":"Ada"}""");
        Assert.Equal("1", (await service.PostAsync("orders/1/assign?include=customer", """{"to":1}""")).Expect(200).Raw("customerId"));
    }

    [Fact]
    public async Task Without_from_an_action_is_allowed_in_all_states_but_the_one_that_it_leads_to()
    {
        await using var service = await StartAsync();
        (await service.SendAsync("POST", "orders/1/lose")).Expect(200);
        var again = (await service.SendAsync("POST", "orders/1/lose")).Expect(409);
        Assert.Equal("""["number","assign","split"]""", again.Raw("allowed"));
        (await service.PostAsync("orders/1/number", """{"serial":"b"}""")).Expect(200);
    }

    [Fact]
    public async Task A_resource_without_a_state_has_actions_too()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("counters", "{}");
        (await service.SendAsync("POST", "counters/1/touch")).Expect(200);
        Assert.Equal("2", (await service.SendAsync("POST", "counters/1/touch")).Expect(200).Raw("n"));
        Assert.Equal("""["touch","describe"]""", (await service.GetAsync("counters/1?include=_actions")).Raw("_actions"));
    }

    [Fact]
    public async Task An_object_that_is_given_replaces_what_is_there_and_touches_no_field_of_its_name()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("counters", """{"details":{"a":1},"other":{"a":1}}""");
        var described = (await service.PostAsync("counters/1/describe", """{"details":{"b":2},"other":{"b":2}}""")).Expect(200);
        Assert.Equal(("""{"b":2}""", """{"a":1}"""), (described.Raw("details"), described.Raw("other")));
    }

    [Theory]
    [InlineData("orders/1?include=_actions")]
    [InlineData("orders/1?fields=_actions")]
    [InlineData("orders/1?fields=id,_actions,status")]
    public async Task The_actions_that_a_row_allows_are_shown_where_they_are_asked_for(string target)
    {
        await using var service = await StartAsync();
        Assert.Equal("""["pay","number","assign","split","lose"]""", (await service.GetAsync(target)).Raw("_actions"));
        Assert.DoesNotContain("_actions", (await service.GetAsync("orders/1")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_related_rows_and_writes_show_the_actions_too()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("customers", """{"name":"Ada"}""");
        var lost = (await service.SendAsync("POST", "orders/1/lose?include=_actions")).Expect(200);
        Assert.Equal("""["number","assign","split"]""", lost.Raw("_actions"));
        (await service.PatchAsync("orders/1?include=_actions", """{"customerId":1}""")).Expect(200);
        var created = (await service.PostAsync("orders?include=_actions", """{"customerId":1}""")).Expect(201);
        Assert.Equal("""["pay","number","assign","split","lose"]""", created.Raw("_actions"));
        var list = await service.GetAsync("orders?fields=id&include=_actions&sort=id");
        Assert.StartsWith("""{"data":[{"id":1,"_actions":["number","assign","split"]},{"id":2,"_actions":["pay","number","assign","split","lose"]}]""", list.Body, StringComparison.Ordinal);
        var below = await service.GetAsync("customers/1?fields=name,orders(id,_actions)");
        Assert.StartsWith("""{"name":"Ada","orders":{"data":[{"id":1,"_actions":["number","assign","split"]},""", below.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_without_actions_shows_none()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("customers", """{"name":"Ada"}""");
        var refused = (await service.SendAsync("GET", "customers/1?include=_actions")).Expect(400);
        Assert.Equal("'customer' has no actions to be shown as '_actions'. Those of its orders are 'orders._actions'.", refused.Detail);
        (await service.SendAsync("GET", "orders/1?fields=_actions(name)")).Expect(400);
        (await service.SendAsync("GET", "orders?sort=_actions")).Expect(400);
        (await service.SendAsync("GET", "orders?_actions=pay")).Expect(400);
    }

    [Fact]
    public async Task Owned_children_have_actions_that_raise_the_version_of_their_root()
    {
        await using var service = await StartAsync();
        await service.CreateAsync("orders", """{"lines":[{"n":3},{"n":1}]}""");
        var packed = (await service.PostAsync("orders/2/lines/1/pack?include=_actions", """{"pieces":2}""")).Expect(200);
        Assert.Equal(("2", """["pack"]"""), (packed.Raw("packed"), packed.Raw("_actions")));
        Assert.Equal([" rule"], (await service.PostAsync("orders/2/lines/1/pack", """{"pieces":2}""")).Expect(422).Errors);
        Assert.Equal(["/pieces out-of-range"], (await service.PostAsync("orders/2/lines/1/pack", """{"pieces":0}""")).Expect(422).Errors);
        (await service.PostAsync("orders/1/lines/1/pack", """{"pieces":1}""")).Expect(404);
        Assert.Equal("2", (await service.GetAsync("orders/2")).Raw("version"));
        Assert.Equal("""[{"packed":2},{"packed":0}]""", (await service.GetAsync("orders/2?fields=lines(packed)")).Raw("lines"));
    }

    [Fact]
    public async Task Hostile_input_is_refused_or_kept_as_it_is()
    {
        await using var service = await StartAsync();
        foreach (var body in new[] { """{"serial":"a\u0000"}""", """{"serial":"\ud800"}""", """{"serial":{"$ne":1}}""", """{"serial":["a"]}""", """{"serial":"a","serial":"b"}""", """{"input":{"serial":"a"}}""", """{"__proto__":{"serial":"a"}}""" })
            Assert.InRange((await service.PostAsync("orders/1/number", body)).Status, 400, 422);
        Assert.Equal("1", (await service.GetAsync("orders/1")).Raw("version"));
        const string Text = "'; DROP TABLE \\\"order\\\"; -- input.serial now() 🦜";
        Assert.Equal($"\"{Text}\"", (await service.PostAsync("orders/1/number", $$"""{"serial":"{{Text}}"}""")).Expect(200).Raw("serial"));
        (await service.PostAsync("orders/1/pay", """{"amount":999999999999999999999999}""")).Expect(422);
        (await service.PostAsync("orders/1/split", """{"by":2147483648}""")).Expect(422);
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("orders", "{}");
        return service;
    }
}
