namespace Lintel.Http.Tests.Rest;

/// <summary>Every operator on every kind of field, against rows of which one is empty.</summary>
public sealed class FilterTests(FilterTests.Service service) : IClassFixture<FilterTests.Service>
{
    private const string Contract = """
          thing:
            key: int
            managed: []
            fields:
              s: string?
              t: text?
              i: int?
              l: long?
              d: decimal(8,2)?
              w: decimal(30,4)?
              f: double?
              b: bool?
              day: date?
              time: time?
              dt: datetime?
              ts: timestamp?
              dur: duration?
              u: uuid?
              e: email?
              url: url?
              en: enum(low, mid, high)?
              tags: string[]?
              nums: int[]?
              days: date[]?
              j: json?
              by: bytes?
        """;

    // Four rows, 1 < 2 < 3 in every field, and 4 with nothing in any.
    private static readonly string[] Rows =
    [
        """
        {"s":"Apple","t":"Apple pie","i":-2147483648,"l":-9223372036854775808,"d":-1.50,"w":-12345678901234567890.1234,"f":-1.5,"b":false,
         "day":"2024-02-29","time":"00:00:00","dt":"2024-01-01T00:00:00","ts":"2024-01-01T00:00:00Z","dur":"-PT1S","u":"00000000-0000-0000-0000-000000000001",
         "e":"a@x.example","url":"http://a.example/","en":"high","tags":["red","blue"],"nums":[1,2],"days":["2024-02-29"],"j":{"a":1},"by":"AA=="}
        """,
        """
        {"s":"apple","t":"apple pie","i":0,"l":0,"d":0.10,"w":0.0001,"f":0.1,"b":true,
         "day":"2024-03-01","time":"12:30:00.000001","dt":"2024-01-01T00:00:00.000001","ts":"2024-01-01T00:00:00.000001Z","dur":"PT0S","u":"7f000000-0000-0000-0000-000000000001",
         "e":"b@x.example","url":"http://b.example/","en":"low","tags":["green"],"nums":[2,3],"days":["2024-03-01"],"j":[1],"by":"AQ=="}
        """,
        """
        {"s":"éclair 100%_\\","t":"éclair 100%_\\ pie","i":2147483647,"l":9223372036854775807,"d":999999.99,"w":12345678901234567890.1234,"f":1e300,"b":true,
         "day":"9999-12-31","time":"23:59:59.999999","dt":"9999-12-31T23:59:59.999999","ts":"9999-12-31T23:59:59.999999Z","dur":"P10D","u":"ffffffff-0000-0000-0000-000000000001",
         "e":"c@x.example","url":"http://c.example/","en":"mid","tags":[],"nums":[],"days":[],"j":null,"by":""}
        """,
        "{}",
    ];

    [Theory]
    [InlineData("s", "apple")]
    [InlineData("t", "apple%20pie")]
    [InlineData("i", "0")]
    [InlineData("l", "0")]
    [InlineData("d", "0.1")]
    [InlineData("w", "0.0001")]
    [InlineData("f", "0.1")]
    [InlineData("day", "2024-03-01")]
    [InlineData("time", "12:30:00.000001")]
    [InlineData("dt", "2024-01-01T00:00:00.000001")]
    [InlineData("ts", "2024-01-01T01:00:00.000001%2B01:00")]
    [InlineData("dur", "PT0S")]
    [InlineData("u", "7F000000-0000-0000-0000-000000000001")]
    [InlineData("e", "b@x.example")]
    [InlineData("url", "http://b.example/")]
    public async Task Comparisons_order_values_and_null_equals_only_null(string field, string middle)
    {
        await Finds($"{field}={middle}", "2");
        await Finds($"{field}[eq]={middle}", "2");
        await Finds($"{field}[ne]={middle}", "1 3 4");
        await Finds($"{field}[lt]={middle}", "1");
        await Finds($"{field}[lte]={middle}", "1 2");
        await Finds($"{field}[gt]={middle}", "3");
        await Finds($"{field}[gte]={middle}", "2 3");
        await Finds($"{field}[in]={middle}", "2");
        await Finds($"{field}[nin]={middle}", "1 3 4");
        await Finds($"{field}[null]=true", "4");
        await Finds($"{field}[null]=false", "1 2 3");
    }

    [Theory]
    [InlineData("b=true", "2 3")]
    [InlineData("b[ne]=true", "1 4")]
    [InlineData("b[in]=true,false", "1 2 3")]
    [InlineData("b[nin]=true,false", "4")]
    [InlineData("b[null]=true", "4")]
    [InlineData("en=low", "2")]
    [InlineData("en[ne]=low", "1 3 4")]
    [InlineData("en[in]=low,high", "1 2")]
    [InlineData("en[nin]=low,high", "3 4")]
    [InlineData("en[lt]=low", "1")] // by code point: high, low, mid
    [InlineData("en[null]=false", "1 2 3")]
    [InlineData("tags[null]=true", "4")]
    [InlineData("nums[null]=false", "1 2 3")]
    [InlineData("by[null]=true", "4")]
    [InlineData("j[null]=true", "3 4")]
    [InlineData("j[null]=false", "1 2")]
    public async Task Each_kind_of_field_has_the_operators_that_fit_it(string query, string ids) => await Finds(query, ids);

    [Theory]
    [InlineData("s[contains]=pple", "1 2")]
    [InlineData("s[contains]=P", "")]
    [InlineData("s[contains]=%25_", "3")]
    [InlineData("s[contains]=%5C", "3")]
    [InlineData("s[contains]=", "1 2 3")]
    [InlineData("s[startsWith]=a", "2")]
    [InlineData("s[startsWith]=%C3%A9", "3")]
    [InlineData("s[startsWith]=%25", "")]
    [InlineData("s[endsWith]=e", "1 2")]
    [InlineData("s[endsWith]=_%5C", "3")]
    [InlineData("t[contains]=e+p", "1 2")]
    [InlineData("e[endsWith]=@x.example", "1 2 3")]
    [InlineData("url[startsWith]=http://b", "2")]
    [InlineData("tags[contains]=red", "1")]
    [InlineData("tags[contains]=re", "")]
    [InlineData("nums[contains]=2", "1 2")]
    [InlineData("days[contains]=2024-03-01", "2")]
    public async Task Text_is_searched_literally_and_arrays_by_element(string query, string ids) => await Finds(query, ids);

    [Theory]
    [InlineData("s[in]=apple,Apple", "1 2")]
    [InlineData("s[in]=%22apple%22,nothing", "2")]
    [InlineData("s[in]=", "")]
    [InlineData("i[in]=0,2147483647,17", "2 3")]
    [InlineData("i[gte]=0&i[lt]=2147483647", "2")]
    [InlineData("i=0&s=Apple", "")]
    [InlineData("id[in]=1,3", "1 3")]
    [InlineData("d=0.100", "2")]
    [InlineData("d=1e-1", "2")]
    public async Task Conditions_are_joined_by_and_and_lists_hold_alternatives(string query, string ids) => await Finds(query, ids);

    private async Task Finds(string query, string ids)
    {
        var reply = (await service.Value.GetAsync($"things?{query}&fields=id")).Expect(200);
        Assert.Equal($"{query}: {ids}", $"{query}: {reply.Column("id")}");
    }

    public sealed class Service : SharedService
    {
        internal override async Task<TestService> StartAsync()
        {
            var service = await TestService.StartAsync(Contract);
            await service.CreateAsync("things", Rows);
            return service;
        }
    }
}
