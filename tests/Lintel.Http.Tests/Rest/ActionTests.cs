using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Rest;

/// <summary>Named state changes: <c>POST /v1/orders/{id}/pay</c>.</summary>
public sealed class ActionTests
{
    private const int Callers = 12;

    private const string Contract = """
          order:
            key: int
            fields:
              status: enum(pending, paid, sent, cancelled) = pending
              total: int = 0
            state: status
            rules:
              - { name: worthSending, check: status != 'sent' or total > 0 }
              - { name: withLines, check: status != 'sent' or count(lines) > 0, message: There is nothing to send. }
            actions:
              pay: { from: [pending], to: paid, description: The money has come. }
              sendOut: { from: [paid], to: sent }
              cancel: { from: [pending, paid], to: cancelled }
          orderLine:
            partOf: order
            key: int
            fields: { n: int }
          bare:
            key: int
            managed: []
            fields: { door: "enum(open, closed) = open" }
            state: door
            actions:
              shut: { from: [open], to: closed }
              knock: { from: [open, closed], to: open }
        """;

    [Fact]
    public async Task An_action_leads_to_its_state_raises_the_version_and_answers_the_whole_row()
    {
        await using var service = await StartAsync();
        var before = await service.GetAsync("orders/1");
        service.Clock.Advance(TimeSpan.FromSeconds(1));
        var paid = (await service.SendAsync("POST", "orders/1/pay")).Expect(200);
        Assert.Equal("\"paid\"", paid.Raw("status"));
        Assert.Equal("2", paid.Raw("version"));
        Assert.NotEqual(before.Raw("updatedAt"), paid.Raw("updatedAt"));
        Assert.NotEqual(before.ETag, paid.ETag);
        var after = await service.GetAsync("orders/1");
        Assert.Equal((paid.Body, paid.ETag), (after.Body, after.ETag));
    }

    [Fact]
    public async Task In_a_state_that_does_not_allow_it_an_action_is_refused_with_those_that_are()
    {
        await using var service = await StartAsync();
        var refused = (await service.SendAsync("POST", "orders/1/send-out")).Expect(409);
        Assert.Equal("wrong-state", refused.Code);
        Assert.Equal("'sendOut' is not allowed while the order is 'pending'.", refused.Detail);
        Assert.Equal("\"pending\"", refused.Raw("state"));
        Assert.Equal("""["pay","cancel"]""", refused.Raw("allowed"));
        (await service.SendAsync("POST", "orders/1/cancel")).Expect(200);
        refused = (await service.SendAsync("POST", "orders/1/pay")).Expect(409);
        Assert.Equal("\"cancelled\"", refused.Raw("state"));
        Assert.Equal("[]", refused.Raw("allowed"));
        Assert.Equal("2", (await service.GetAsync("orders/1")).Raw("version"));
    }

    [Fact]
    public async Task The_rules_of_the_resource_hold_after_an_action_too()
    {
        await using var service = await StartAsync();
        (await service.SendAsync("POST", "orders/1/pay")).Expect(200);
        var refused = (await service.SendAsync("POST", "orders/1/send-out")).Expect(422);
        Assert.Equal("rule", refused.Code);
        (await service.PatchAsync("orders/1", """{"total":1}""")).Expect(200);
        Assert.Equal("There is nothing to send.", (await service.SendAsync("POST", "orders/1/send-out")).Expect(422).Detail);
        Assert.Equal("\"paid\"", (await service.GetAsync("orders/1")).Raw("status"));

        await service.CreateAsync("orders", """{"total":1,"lines":[{"n":1}]}""");
        (await service.SendAsync("POST", "orders/2/pay")).Expect(200);
        Assert.Equal("\"sent\"", (await service.SendAsync("POST", "orders/2/send-out")).Expect(200).Raw("status"));
    }

    [Theory]
    [InlineData("orders/1/pay")]
    [InlineData("bares/1/shut")]
    public async Task An_action_on_a_row_that_changed_meanwhile_is_refused(string target)
    {
        await using var service = await StartAsync();
        (await service.SendAsync("POST", target, null, ("If-Match", "\"none\""))).Expect(412);
        var tag = (await service.GetAsync(target[..target.LastIndexOf('/')])).ETag;
        (await service.SendAsync("POST", target, null, ("If-Match", tag))).Expect(200);
        Assert.Equal("precondition-failed", (await service.SendAsync("POST", target, null, ("If-Match", tag))).Expect(412).Code);
    }

    [Fact]
    public async Task An_action_may_lead_to_the_state_that_the_row_is_in()
    {
        await using var service = await StartAsync();
        Assert.Equal("\"open\"", (await service.SendAsync("POST", "bares/1/knock")).Expect(200).Raw("door"));
        (await service.SendAsync("POST", "bares/1/shut")).Expect(200);
        Assert.Equal("\"open\"", (await service.SendAsync("POST", "bares/1/knock")).Expect(200).Raw("door"));
    }

    [Fact]
    public async Task An_action_takes_no_members_and_changes_nothing_where_it_is_given_some()
    {
        await using var service = await StartAsync();
        (await service.PostAsync("orders/1/pay", """{"status":"sent","a/b":1}""")).Expect(422);
        Assert.Equal(["/status unknown-member", "/a~1b unknown-member"], (await service.PostAsync("orders/1/pay", """{"status":"sent","a/b":1}""")).Errors);
        (await service.PostAsync("orders/1/pay", "[]")).Expect(400);
        (await service.PostAsync("orders/1/pay", "{")).Expect(400);
        (await service.SendAsync("POST", "orders/1/pay", Body.Of("{}", "text/plain"))).Expect(415);
        (await service.SendAsync("POST", "orders/1/pay?colour=red")).Expect(400);
        Assert.Equal("1", (await service.GetAsync("orders/1")).Raw("version"));
        (await service.SendAsync("POST", "orders/1/pay?include=lines", Body.Chunked("{}", "application/json"))).Expect(200);
    }

    [Theory]
    [InlineData("orders/99/pay")]
    [InlineData("orders/x/pay")]
    [InlineData("orders/1/PAY")]
    [InlineData("orders/1/sendOut")]
    [InlineData("orders/1/pay/1")]
    [InlineData("orders/pay")]
    public async Task There_is_no_action_of_another_name_or_on_a_row_that_does_not_exist(string target)
    {
        await using var service = await StartAsync();
        var reply = await service.SendAsync("POST", target);
        Assert.Equal(target == "orders/pay" ? 405 : 404, reply.Status);
    }

    [Fact]
    public async Task An_action_is_posted_and_nothing_else()
    {
        await using var service = await StartAsync();
        foreach (var method in new[] { "GET", "HEAD", "PUT", "PATCH", "DELETE" })
            Assert.Equal("POST, OPTIONS", (await service.SendAsync(method, "orders/1/pay")).Expect(405)["Allow"]);
        Assert.Equal("POST, OPTIONS", (await service.SendAsync("OPTIONS", "orders/1/pay")).Expect(204)["Allow"]);
    }

    [Fact]
    public async Task Of_all_who_act_on_the_same_state_one_does_on_sqlite()
    {
        await using var service = await StartAsync();
        await RaceAsync(service);
    }

    [Fact]
    public async Task Of_all_who_act_on_the_same_state_one_does_on_postgresql()
    {
        var model = TestService.Compile(Contract);
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var service = await TestService.StartAsync(model, new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });
        await service.CreateAsync("orders", "{}");
        await RaceAsync(service);
    }

    private static async Task RaceAsync(TestService service)
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, Callers).Select(i => service.SendAsync("POST", i % 2 == 0 ? "orders/1/pay" : "orders/1/pay?include=lines")));
        var winner = Assert.Single(replies, reply => reply.Status == 200);
        Assert.Equal("2", winner.Raw("version"));
        var others = replies.Where(reply => reply.Status != 200).ToArray();
        Assert.All(others, reply => Assert.Equal("\"paid\"", reply.Expect(409).Raw("state")));
    }

    private static async Task<TestService> StartAsync()
    {
        var service = await TestService.StartAsync(Contract);
        await service.CreateAsync("orders", "{}");
        await service.CreateAsync("bares", "{}");
        return service;
    }
}
