namespace Lintel.Http.Tests.Rest;

/// <summary>Aggregates that are refused: each with its place and what to do, before anything runs.</summary>
public sealed class WrongAggregateTests(AggregateTests.Sales sales) : IClassFixture<AggregateTests.Sales>
{
    [Theory]
    // Nothing, or too much
    [InlineData("", "- invalid-parameter", "count=*")]
    [InlineData("limit=5", "- invalid-parameter", "count=*")]
    [InlineData("group=", "?group invalid-parameter", "list of fields or expressions")]
    [InlineData("group=status,,note", "?group invalid-parameter", "list of fields or expressions")]
    [InlineData("sum=:total", "?sum invalid-parameter", "At character 1")]
    [InlineData("sum=x::total", "?sum invalid-parameter", "In ':total'")]
    [InlineData("sum=x:", "?sum invalid-parameter", "list of fields or expressions")]
    [InlineData("group=a:id,b:id,c:id,d:id,e:id,f:id,g:id,h:id,i:id", "?group invalid-parameter", "At most 8 groups")]
    [InlineData("sum=a:id,b:id,c:id,d:id,e:id,f:id,g:id,h:id,i:id&max=a:id,b:id,c:id,d:id,e:id,f:id,g:id,h:id", "- invalid-parameter", "At most 16 of count")]
    [InlineData("count=*&limit=0", "?limit invalid-parameter", "from 1 to 1000")]
    [InlineData("count=*&limit=1001", "?limit invalid-parameter", "from 1 to 1000")]
    [InlineData("count=*&limit=ten", "?limit invalid-parameter", "at least 1")]
    // What lists have and aggregates have not
    [InlineData("count=*&after=x", "?after unknown-parameter", "no pages")]
    [InlineData("count=*&before=x", "?before unknown-parameter", "no pages")]
    [InlineData("count=*&offset=1", "?offset unknown-parameter", "no pages")]
    [InlineData("count=*&fields=id", "?fields unknown-parameter", "no parameter 'fields'")]
    [InlineData("count=*&include=lines", "?include unknown-parameter", "no parameter 'include'")]
    [InlineData("cuont=*", "?cuont unknown-parameter", "Did you mean 'count'?")]
    [InlineData("count=*&count=note", "?count unknown-parameter", "twice")]
    [InlineData("count=*&statu=paid", "?statu unknown-parameter", "Did you mean 'status'?")]
    [InlineData("count=*&total[gt]=x", "?total[gt] invalid-parameter", "a number")]
    [InlineData("count=*&filter=nope", "?filter invalid-parameter", "At character 1")]
    // Terms
    [InlineData("group=statsu", "?group invalid-parameter", "In 'statsu': At character 1: 'order' has no field 'statsu'. Did you mean 'status'?")]
    [InlineData("sum=total%2B", "?sum invalid-parameter", "In 'total+': At character 7")]
    [InlineData("count=exact", "?count invalid-parameter", "In 'exact'")]
    [InlineData("countDistinct=*", "?countDistinct invalid-parameter", "At character 1")]
    [InlineData("sum=*", "?sum invalid-parameter", "At character 1")]
    [InlineData("group=customer.secret", "?group invalid-parameter", "no field 'secret'")]
    [InlineData("max=customer.secret", "?max invalid-parameter", "no field 'secret'")]
    [InlineData("group=lines.quantity", "?group invalid-parameter", "aggregate orderLine instead, or take one value for each order, as in sum(lines.quantity)")]
    [InlineData("count=customer.orders", "?count invalid-parameter", "as in count(customer.orders)")]
    [InlineData("sum=lines.quantity*2", "?sum invalid-parameter", "'lines' leads to many rows")]
    [InlineData("group=raw", "?group invalid-parameter", "can't be grouped by json")]
    [InlineData("group=tags", "?group invalid-parameter", "can't be grouped by string[]")]
    [InlineData("countDistinct=raw", "?countDistinct invalid-parameter", "no meaning for json")]
    [InlineData("sum=weight", "?sum invalid-parameter", "use a decimal")]
    [InlineData("avg=weight", "?avg invalid-parameter", "use a decimal")]
    [InlineData("sum=note", "?sum invalid-parameter", "'sum' has no meaning for string")]
    [InlineData("avg=wait", "?avg invalid-parameter", "'avg' has no meaning for duration")]
    [InlineData("max=urgent", "?max invalid-parameter", "'max' has no meaning for bool")]
    [InlineData("min=raw", "?min invalid-parameter", "no meaning for json")]
    [InlineData("group=hour(due)", "?group invalid-parameter", "A date has no hour")]
    [InlineData("group=month(total)", "?group invalid-parameter", "has no month")]
    [InlineData("group=month()", "?group invalid-parameter", "month(createdAt)")]
    [InlineData("group=null", "?group invalid-parameter", "Null alone")]
    // Keys
    [InlineData("group=count:note&count=*", "?group invalid-parameter", "give it a name")]
    [InlineData("group=status,status", "?group invalid-parameter", "twice")]
    [InlineData("sum=total,total:number", "?sum invalid-parameter", "twice")]
    [InlineData("count=*,*", "?count invalid-parameter", "twice")]
    // Conditions on the answer
    [InlineData("group=status&having=total%20%3E%201", "?having invalid-parameter", "'answer' has no field 'total'. It has status.")]
    [InlineData("group=status&sum=total&having=sum%20%3E%201", "?having invalid-parameter", "Name one of them: sum.total")]
    [InlineData("group=status&sum=total&having=sum.totl%20%3E%201", "?having invalid-parameter", "Did you mean 'total'?")]
    [InlineData("group=status&count=*&having=count", "?having invalid-parameter", "A condition is expected")]
    [InlineData("group=status&count=*&having=", "?having invalid-parameter", "At character 1")]
    [InlineData("group=status&having=status%20==%20'none'", "?having invalid-parameter", "is not one of the names")]
    [InlineData("group=customer.country&having=customer.country%20==%20'x'", "?having invalid-parameter", "'customer.country' is no name, and can't stand here: give it one, as in x:customer.country.")]
    [InlineData("sum=total*2&having=sum%20%3E%201", "?having invalid-parameter", "as in x:total*2")]
    [InlineData("group=status&having=exists(lines,%20true)", "?having invalid-parameter", "At character 1")]
    // Orders of the answer
    [InlineData("group=status&sort=total", "?sort unknown-field", "it can be sorted by status")]
    [InlineData("group=status&sum=total&sort=sum", "?sort unknown-field", "status, sum.total")]
    [InlineData("group=status&count=*&sort=count,-count", "?sort invalid-parameter", "twice")]
    [InlineData("group=status&sort=", "?sort invalid-parameter", "list of keys")]
    [InlineData("group=status&sort=--status", "?sort unknown-field", "'-status'")]
    public async Task An_aggregate_that_can_not_be_answered_is_refused(string query, string error, string words)
    {
        var reply = (await sales.Value.GetAsync($"orders:aggregate?{query}")).Expect(400);
        Assert.Equal([error], reply.Errors);
        Assert.Contains(words, reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_are_told_at_once()
    {
        var reply = (await sales.Value.GetAsync("orders:aggregate?group=a,b&sum=note&min=c&limit=0&total=x&filter=d")).Expect(400);
        Assert.Equal(
            ["?total invalid-parameter", "?filter invalid-parameter", "?limit invalid-parameter", "?group invalid-parameter", "?group invalid-parameter", "?sum invalid-parameter", "?min invalid-parameter"],
            reply.Errors);
    }

    [Theory]
    [InlineData("group", "{0}")]
    [InlineData("sum", "{0}")]
    [InlineData("countDistinct", "{0}")]
    [InlineData("having", "{0}")]
    [InlineData("sort", "{0}")]
    [InlineData("group", "x:{0}")]
    public async Task What_looks_like_sql_is_refused_and_never_runs(string parameter, string form)
    {
        var service = sales.Value;
        var before = await service.DumpAsync();
        foreach (var evil in (string[])
        [
            "status;DROP TABLE \"order\"", "status--", "status/*x*/", "\"status\"", "1) FROM \"order\";--", "(SELECT 1)", "status) UNION SELECT secret FROM customer--", "'' OR 1=1",
            "pg_sleep(10)", "load_extension('x')", "status\0", "'\0'", "'a", "a0", "v0", "t0.status", "$1", "?1", "*", "lintel_sum(1,0,0,0)", "status COLLATE NOCASE", "\uD800", "٣",
            new string('(', 10_000), new string('(', 5_000) + "1" + new string(')', 5_000), new string('-', 10_000) + "1", string.Concat(Enumerable.Repeat("not ", 3_000)) + "true", string.Join("+", Enumerable.Repeat("1", 5_000)), new string('x', 10_000),
        ])
        {
            service.Log.Clear();
            var query = $"orders:aggregate?{(parameter is "having" or "sort" ? "group=status&count=*&" : "")}{parameter}={Uri.EscapeDataString(string.Format(System.Globalization.CultureInfo.InvariantCulture, form, evil))}";
            var reply = await service.GetAsync(query);
            // The server refuses a target that is too long before there is a line for it in the log. The line of each other request is awaited.
            if (reply.Status == 414) continue;
            var statements = await service.Log.StatementsAsync("/v1/orders:aggregate");
            // A text in quotes is a value like any other.
            if (reply.Status == 200) Assert.True(evil is "\"status\"" && parameter is "group" or "countDistinct", $"{query}: {reply.Body}");
            else Assert.Equal((400, 0), (reply.Status, statements));
        }
        Assert.Equal(before, await service.DumpAsync());
    }

    [Fact]
    public async Task Values_stay_out_of_the_statement()
    {
        var service = sales.Value;
        foreach (var text in (string[])["x", "' OR 1=1 --", "\"; DROP TABLE x; /*", "$1 ?1 :a"])
        {
            var value = Uri.EscapeDataString($"'{text.Replace("'", "\\'", StringComparison.Ordinal)}'");
            var reply = (await service.GetAsync($"orders:aggregate?group=g:note%20==%20{value},v:{value}&count=n:*&having=v%20==%20{value}&filter=note%20!=%20{value}&status[ne]=paid")).Expect(200);
            Assert.Equal(text, reply.Data[0].GetProperty("v").GetString());
        }
    }

    [Fact]
    public async Task A_long_text_needs_a_name()
    {
        var service = sales.Value;
        var text = "total%2B" + string.Join("%2B", Enumerable.Repeat("number", 40));
        Assert.Contains("give 'total+number", (await service.GetAsync($"orders:aggregate?sum={text}")).Expect(400).Detail, StringComparison.Ordinal);
        (await service.GetAsync($"orders:aggregate?sum=x:{text}")).Expect(200);
        Assert.Contains("A name has at most 200", (await service.GetAsync($"orders:aggregate?sum={new string('x', 201)}:total")).Expect(400).Detail, StringComparison.Ordinal);
    }
}
