namespace Lintel.Http.Tests.Rest;

/// <summary><c>PUT</c> on one row: it becomes what the body says, with all that it owns.</summary>
public sealed class ReplaceTests
{
    [Fact]
    public async Task What_is_absent_becomes_null_or_its_default_and_what_nobody_can_write_stays()
    {
        await using var service = await Orders.StartAsync();
        var reply = (await service.PutAsync("orders/1", """{"level":7}""")).Expect(200);
        Assert.Equal(
            """{"id":1,"note":null,"level":7,"status":"open","origin":"web","meta":null,"total":0.00,"size":0,"createdAt":"2026-03-04T05:06:07Z","updatedAt":"2026-03-04T05:06:08Z","version":2,"lines":[]}""",
            reply.Body);
        Assert.StartsWith("\"2.", reply.ETag, StringComparison.Ordinal);
        Assert.Null(reply["Location"]);
        Assert.Equal(reply.Body, (await service.GetAsync("orders/1?include=lines")).Body);
        Assert.Equal("3", (await service.PutAsync("orders/1", "{}")).Expect(200).Raw("level"));
    }

    [Theory]
    [InlineData("orders/1?include=lines.parts")]
    [InlineData("rooms/hall?include=seats,doors")]
    [InlineData("products/1")]
    [InlineData("orders/1/lines/1?include=parts")]
    public async Task What_was_read_can_be_sent_back_and_changes_nothing(string target)
    {
        await using var service = await Orders.StartAsync();
        var read = (await service.GetAsync(target)).Expect(200);
        var before = await service.DumpAsync();
        var body = target.StartsWith("orders/1?", StringComparison.Ordinal) ? read.Body.Insert(1, "\"pin\":\"1234\",") : read.Body;
        var reply = (await service.PutAsync(target, body)).Expect(200);
        // A secret is written whenever it is given: nobody learns what it was.
        if (body == read.Body)
        {
            Assert.Equal(read.Body, reply.Body);
            Assert.Equal(before, await service.DumpAsync());
        }
        else Assert.Equal("2", reply.Raw("version"));
    }

    [Fact]
    public async Task Children_are_matched_by_key_at_any_depth()
    {
        await using var service = await Orders.StartAsync();
        var reply = (await service.PutAsync("orders/1?include=lines.parts", """
            {"lines":[{"id":2,"productId":2,"quantity":5,"price":8,"place":2,"parts":[{"grams":7}]},{"productId":1,"quantity":1,"place":9},{"id":1,"productId":1,"quantity":2,"parts":[{"id":2,"grams":21}]}]}
            """)).Expect(200);
        Assert.Equal(
            """[{"id":1,"orderId":1,"productId":1,"quantity":2,"price":1.00,"place":null,"amount":2.00,"grams":21,"parts":[{"id":2,"orderLineId":1,"grams":21}]},{"id":2,"orderId":1,"productId":2,"quantity":5,"price":8.00,"place":2,"amount":40.00,"grams":7,"parts":[{"id":4,"orderLineId":2,"grams":7}]},{"id":4,"orderId":1,"productId":1,"quantity":1,"price":1.00,"place":9,"amount":1.00,"grams":0,"parts":[]}]""",
            reply.Raw("lines"));
        Assert.Equal(["43.00", "3", "2"], new[] { "total", "size", "version" }.Select(reply.Raw));
        (await service.GetAsync("orders/1/lines/1/parts/1")).Expect(404);
    }

    [Fact]
    public async Task A_child_goes_with_all_that_it_owns()
    {
        await using var service = await Orders.StartAsync();
        (await service.PutAsync("orders/1", """{"lines":[{"id":2,"productId":2,"quantity":1}]}""")).Expect(200);
        Assert.Equal("30", (await service.GetAsync("order-line-parts:aggregate?sum=grams")).Expect(200).Data[0].GetProperty("sum").GetProperty("grams").GetRawText());
    }

    [Fact]
    public async Task Links_change_only_where_they_are_given()
    {
        await using var service = await Orders.StartAsync();
        (await service.PutAsync("orders/1", "{}")).Expect(200);
        Assert.Equal("new old", (await service.GetAsync("orders/1/labels")).Column("id"));
        Assert.Equal("3", (await service.PutAsync("orders/1", """{"labelIds":["old","a,b"]}""")).Expect(200).Raw("version"));
        Assert.Equal("a,b old", (await service.GetAsync("orders/1/labels")).Column("id"));
        Assert.Equal("3", (await service.PutAsync("orders/1", """{"labelIds":["a,b","old"]}""")).Expect(200).Raw("version"));
        Assert.Equal("4", (await service.PutAsync("orders/1", """{"labelIds":[]}""")).Expect(200).Raw("version"));
        Assert.Empty((await service.GetAsync("orders/1/labels")).Data);
    }

    [Theory]
    [InlineData("""{"id":2}""", "/id not-writable")]
    [InlineData("""{"status":"closed"}""", "/status not-writable")]
    [InlineData("""{"origin":"shop"}""", "/origin not-writable")]
    [InlineData("""{"origin":null}""", "/origin not-writable")]
    [InlineData("""{"seal":"s"}""", "/seal not-writable")]
    [InlineData("""{"version":7}""", "/version not-writable")]
    [InlineData("""{"createdAt":"2020-01-01T00:00:00Z"}""", "/createdAt not-writable")]
    [InlineData("""{"version":"one"}""", "/version wrong-type")]
    [InlineData("""{"createdAt":1}""", "/createdAt wrong-type")]
    [InlineData("""{"level":null}""", "/level required")]
    [InlineData("""{"note":1}""", "/note wrong-type")]
    [InlineData("""{"x":1}""", "/x unknown-member")]
    [InlineData("""{"lines":null}""", "/lines wrong-type")]
    [InlineData("""{"lines":{}}""", "/lines wrong-type")]
    [InlineData("""{"lines":[1,{"productId":1,"quantity":0}]}""", "/lines/0 wrong-type")]
    [InlineData("""{"lines":[{"id":1,"productId":1,"quantity":1},{"id":1,"productId":2,"quantity":1}]}""", "/lines/1/id out-of-range")]
    [InlineData("""{"lines":[{"id":3,"productId":1,"quantity":1}]}""", "/lines/0/id missing-reference")]
    [InlineData("""{"lines":[{"id":99,"productId":1,"quantity":1}]}""", "/lines/0/id missing-reference")]
    [InlineData("""{"lines":[{"id":null,"productId":1,"quantity":1}]}""", "/lines/0/id missing-reference")]
    [InlineData("""{"lines":[{"id":1,"productId":1,"quantity":1,"parts":[{"id":3,"grams":1}]}]}""", "/lines/0/parts/0/id missing-reference")]
    [InlineData("""{"lines":[{"id":1,"productId":1,"quantity":1,"parts":[{"id":1,"grams":1},{"id":1,"grams":1}]}]}""", "/lines/0/parts/1/id out-of-range")]
    [InlineData("""{"lines":[{"productId":1,"quantity":0},{"productId":1}]}""", "/lines/0/quantity out-of-range,/lines/1/quantity required")]
    [InlineData("""{"lines":[{"productId":1,"quantity":1},{"productId":1,"quantity":1},{"productId":1,"quantity":1},{"productId":1,"quantity":1}]}""", "/lines out-of-range")]
    [InlineData("""{"lines":[{"id":1,"productId":9,"quantity":1}]}""", "/lines/0/productId missing-reference")]
    [InlineData("""{"lines":[{"productId":1,"quantity":1},{"productId":9,"quantity":1}]}""", "/lines/1/productId missing-reference")]
    [InlineData("""{"lines":[{"id":1,"productId":1,"quantity":1001}]}""", " rule")]
    [InlineData("""{"pin":"0000"}""", "/pin rule")]
    [InlineData("""{"lines":[{"id":2,"productId":1,"quantity":1,"parts":[{"grams":101}]}]}""", "/lines/0 rule")]
    [InlineData("""{"labelIds":["new","none"]}""", "/labelIds/1 missing-reference")]
    [InlineData("""{"labelIds":["new","new"]}""", "/labelIds/1 out-of-range")]
    [InlineData("""{"labelIds":"new"}""", "/labelIds wrong-type")]
    [InlineData("""{"labelIds":[["new"]]}""", "/labelIds/0 wrong-type")]
    [InlineData("""{"lines":[{"id":1,"productId":1,"quantity":2,"markIds":["new","none"]}]}""", "/lines/0/markIds/1 missing-reference")]
    [InlineData("""{"lines":[{"productId":1,"quantity":2,"markIds":["none"]}]}""", "/lines/0/markIds/0 missing-reference")]
    public async Task What_is_wrong_is_told_with_its_place_and_changes_nothing(string body, string errors)
    {
        await using var service = await Orders.StartAsync();
        var before = await service.DumpAsync();
        Assert.Equal(errors.Split(','), (await service.PutAsync("orders/1", body)).Expect(422).Errors);
        Assert.Equal(before, await service.DumpAsync());
    }

    [Theory]
    [InlineData("orders/9", "{}", 404)]
    [InlineData("orders/x", "{}", 404)]
    [InlineData("orders/1", "[]", 400)]
    [InlineData("orders/1", "", 400)]
    [InlineData("orders/1?fields=id", "{}", 400)]
    [InlineData("orders/1?note=n", "{}", 400)]
    [InlineData("orders/1/lines", "[]", 405)]
    [InlineData("orders/1/close", "{}", 405)]
    public async Task What_can_not_be_replaced_is_refused(string target, string body, int status)
    {
        await using var service = await Orders.StartAsync();
        (await service.PutAsync(target, body)).Expect(status);
    }

    [Fact]
    public async Task A_body_of_another_media_type_is_refused()
    {
        await using var service = await Orders.StartAsync();
        (await service.SendAsync("PUT", "orders/1", Body.Of("{}", "application/merge-patch+json"))).Expect(415);
    }

    [Fact]
    public async Task A_row_whose_key_is_its_callers_is_created_where_it_is_not_there()
    {
        await using var service = await Orders.StartAsync();
        var created = (await service.PutAsync("rooms/a%2Cb", """{"id":"a,b","name":"new","once":"x","seats":[{"number":5}],"doors":[{"id":"south"}]}""")).Expect(201);
        Assert.Equal("/v1/rooms/a%2Cb", created.Location);
        Assert.Equal("\"1\"", created.ETag);
        Assert.Equal("""[{"roomId":"a,b","number":5,"taken":false}]""", created.Raw("seats"));
        var replaced = (await service.PutAsync("rooms/a%2Cb", """{"seats":[{"number":5,"taken":true},{"number":6}],"doors":[]}""")).Expect(200);
        Assert.Equal("""[{"roomId":"a,b","number":5,"taken":true},{"roomId":"a,b","number":6,"taken":false}]""", replaced.Raw("seats"));
        Assert.Equal("\"x\"", replaced.Raw("once"));
        Assert.Equal(["/id not-writable"], (await service.PutAsync("rooms/other", """{"id":"a,b"}""")).Expect(422).Errors);
    }

    [Fact]
    public async Task Keys_of_children_that_callers_choose_are_theirs()
    {
        await using var service = await Orders.StartAsync();
        (await service.PutAsync("rooms/two", """{"seats":[{"number":1}],"doors":[{"id":"south"}]}""")).Expect(201);
        // A key that holds the parent's may be that of another parent's child; any other is one row only.
        (await service.PutAsync("rooms/two", """{"seats":[{"number":2}],"doors":[{"id":"east"}]}""")).Expect(200);
        Assert.Equal(["/doors/0/id not-unique"], (await service.PutAsync("rooms/two", """{"doors":[{"id":"north"}]}""")).Expect(409).Errors);
        Assert.Equal("""[{"roomId":"hall","number":1,"taken":false},{"roomId":"hall","number":2,"taken":true}]""", (await service.GetAsync("rooms/hall?include=seats")).Raw("seats"));
        (await service.PutAsync("rooms/two", """{"seats":[{"number":2},{"number":2}]}""")).Expect(422);
        (await service.PutAsync("rooms/two", """{"seats":[{"roomId":"hall","number":2}]}""")).Expect(422);
    }

    [Fact]
    public async Task A_write_is_done_while_the_tag_is_current_and_refused_after()
    {
        await using var service = await Orders.StartAsync();
        Assert.Equal("2", (await service.PutAsync("orders/1", """{"note":"x"}""", ("If-Match", "\"1\""))).Expect(200).Raw("version"));
        Assert.Equal(["If-Match precondition-failed"], (await service.PutAsync("orders/1", """{"note":"y"}""", ("If-Match", "\"1\""))).Expect(412).Errors);
        Assert.Equal(["If-None-Match precondition-failed"], (await service.PutAsync("orders/1", """{"note":"y"}""", ("If-None-Match", "*"))).Expect(412).Errors);
        Assert.Equal("\"x\"", (await service.GetAsync("orders/1")).Raw("note"));
        (await service.PutAsync("rooms/none", "{}", ("If-Match", "*"))).Expect(412);
        (await service.GetAsync("rooms/none")).Expect(404);
        (await service.PutAsync("rooms/none", "{}", ("If-None-Match", "*"))).Expect(201);
    }

    [Fact]
    public async Task A_patch_gives_whole_lists_and_leaves_the_others()
    {
        await using var service = await Orders.StartAsync();
        var reply = (await service.PatchAsync("orders/1?include=lines.parts", """{"lines":[{"id":1,"productId":2,"quantity":2,"price":3.50,"place":1,"parts":[{"id":1,"grams":10},{"grams":1}]}]}""")).Expect(200);
        Assert.Equal("""[{"id":1,"orderId":1,"productId":2,"quantity":2,"price":3.50,"place":1,"amount":7.00,"grams":11,"parts":[{"id":1,"orderLineId":1,"grams":10},{"id":4,"orderLineId":1,"grams":1}]}]""", reply.Raw("lines"));
        Assert.Equal(["\"n\"", "7.00", "2"], new[] { "note", "total", "version" }.Select(reply.Raw));
        Assert.Equal("new old", (await service.GetAsync("orders/1/labels")).Column("id"));

        Assert.Equal("3", (await service.PatchAsync("orders/1", """{"labelIds":null}""")).Expect(200).Raw("version"));
        Assert.Empty((await service.GetAsync("orders/1/labels")).Data);
        Assert.Equal("3", (await service.PatchAsync("orders/1", """{"labelIds":[]}""")).Expect(200).Raw("version"));
        Assert.Equal(["\"o\"", "0.00", "4"], new[] { "note", "total", "version" }.Select((await service.PatchAsync("orders/1", """{"lines":null,"note":"o"}""")).Expect(200).Raw));
        Assert.Equal("""{"b":1.10,"c":2}""", (await service.PatchAsync("orders/1", """{"meta":{"a":null,"c":2},"labelIds":["new"]}""")).Expect(200).Raw("meta"));
    }

    [Fact]
    public async Task A_patch_of_lists_holds_the_rules_and_keeps_secrets()
    {
        await using var service = await Orders.StartAsync();
        Assert.Equal([" rule"], (await service.PatchAsync("orders/1", """{"lines":[{"productId":1,"quantity":1001}]}""")).Expect(422).Errors);
        Assert.Equal(["/lines/0/id missing-reference"], (await service.PatchAsync("orders/1", """{"lines":[{"id":3,"productId":1,"quantity":1}]}""")).Expect(422).Errors);
        Assert.Equal(["/origin not-writable"], (await service.PatchAsync("orders/1", """{"origin":"web","lines":[]}""")).Expect(422).Errors);
        (await service.PatchAsync("orders/1", """{"lines":[]}""", ("If-Match", "\"7\""))).Expect(412);
        (await service.PatchAsync("orders/1", """{"lines":[]}""")).Expect(200);
        // The note needs a pin, which is still there.
        (await service.PatchAsync("orders/1", """{"pin":null}""")).Expect(422);
    }

    [Fact]
    public async Task Values_that_are_unique_move_on_from_row_to_row()
    {
        await using var service = await Orders.StartAsync();
        // The second takes what the first gives up, whatever their order.
        (await service.PatchAsync("orders/1", """{"lines":[{"id":1,"productId":1,"quantity":1,"place":2},{"id":2,"productId":1,"quantity":1,"place":3}]}""")).Expect(200);
        (await service.PatchAsync("orders/1", """{"lines":[{"id":1,"productId":1,"quantity":1,"place":1},{"id":2,"productId":1,"quantity":1,"place":2}]}""")).Expect(200);
        // A new one takes what one gives up that goes.
        (await service.PatchAsync("orders/1", """{"lines":[{"id":2,"productId":1,"quantity":1,"place":2},{"productId":1,"quantity":1,"place":1}]}""")).Expect(200);
        Assert.Equal(["/lines/1/orderId not-unique"], (await service.PatchAsync("orders/1", """{"lines":[{"id":2,"productId":1,"quantity":1,"place":2},{"productId":1,"quantity":1,"place":2}]}""")).Expect(409).Errors);
    }
}
