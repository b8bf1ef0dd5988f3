using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Access;

/// <summary>Each tenant has a service of its own, as far as they can tell.</summary>
public sealed class TenantTests
{
    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_row_is_of_the_tenant_of_who_makes_it_and_nobody_else_sees_it(string store) => RunAsync(store, async service =>
    {
        var made = await CreateAsync(service, "customers", """{"email":"ann@example.com","name":"Ann"}""", "north");
        Assert.False(made.Json.TryGetProperty("tenant", out _));
        var path = made.Location;
        Assert.Equal("north", (await GetAsync(service, $"{path}?fields=name,tenant", "north")).Json.GetProperty("tenant").GetString());
        Assert.Equal("Ann", (await GetAsync(service, "customers?tenant=north", "north")).Column("name"));
        Assert.Empty((await GetAsync(service, "customers", "south")).Data);
        Assert.Empty((await GetAsync(service, "customers?tenant=north", "south")).Data);
        Assert.Equal(0, (await GetAsync(service, "customers?count=exact", "south")).Total);
        (await service.GetAsync(path, Tenants.As("south"))).Expect(404);
        (await service.PatchAsync(path, """{"name":"x"}""", Tenants.As("south"))).Expect(404);
        (await service.DeleteAsync(path, Tenants.As("south"))).Expect(404);
        Assert.Equal("Ann", (await GetAsync(service, path, "north")).Json.GetProperty("name").GetString());
    });

    [Fact]
    public Task Nobody_says_whose_a_row_is() => RunAsync(EachStore.Sqlite, async service =>
    {
        Assert.Equal(["/tenant not-writable"], (await service.PostAsync("products", """{"sku":"a","name":"A","tenant":"south"}""", Tenants.As("north"))).Expect(422).Errors);
        var path = (await CreateAsync(service, "products", """{"sku":"a","name":"A"}""", "north")).Location;
        Assert.Equal(["/tenant not-writable"], (await service.PatchAsync(path, """{"tenant":"south"}""", Tenants.As("north"))).Expect(422).Errors);
        Assert.Equal(["/tenant not-writable"], (await service.PutAsync(path, """{"sku":"a","name":"A","price":1,"tenant":"south"}""", Tenants.As("north"))).Expect(422).Errors);
        // What was read can be sent back.
        (await service.PutAsync(path, """{"sku":"a","name":"B","price":1,"tenant":"north"}""", Tenants.As("north"))).Expect(200);
        (await service.PutAsync(path, """{"sku":"a","name":"C","price":1}""", Tenants.As("north"))).Expect(200);
        Assert.Equal("north", (await GetAsync(service, $"{path}?fields=tenant", "north")).Json.GetProperty("tenant").GetString());
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Many_rows_at_once_are_of_the_tenant_of_who_makes_them(string store) => RunAsync(store, async service =>
    {
        (await ImportAsync("""{"sku":"a","name":"A"}""" + "\n" + """{"sku":"b","name":"B"}""", "application/x-ndjson")).Expect(200);
        (await ImportAsync("sku,name\nc,C\n", "text/csv")).Expect(200);
        Assert.Equal(["/0/tenant not-writable"], (await ImportAsync("""{"sku":"d","name":"D","tenant":"south"}""", "application/x-ndjson")).Expect(422).Errors);
        Assert.Equal("a b c", (await GetAsync(service, "products?sort=sku&tenant=north", "north")).Column("sku"));
        Assert.Empty((await GetAsync(service, "products", "south")).Data);

        Task<Reply> ImportAsync(string rows, string type) => service.SendAsync("POST", "products", Body.Of(rows, type), Tenants.As("north"));
    });

    [Theory]
    [InlineData("nobody", 403)]
    [InlineData("both", 403)]
    [InlineData("long", 403)]
    [InlineData("", 401)]
    public Task Who_is_of_no_tenant_or_of_several_sees_and_makes_nothing(string caller, int status) => RunAsync(EachStore.Sqlite, async service =>
    {
        var path = (await CreateAsync(service, "products", """{"sku":"a","name":"A"}""", "north")).Location;
        (await service.GetAsync("products", Tenants.As(caller))).Expect(status);
        (await service.GetAsync(path, Tenants.As(caller))).Expect(status);
        (await service.PostAsync("products", """{"sku":"b","name":"B"}""", Tenants.As(caller))).Expect(status);
        (await service.PatchAsync(path, """{"name":"B"}""", Tenants.As(caller))).Expect(status);
        (await service.DeleteAsync(path, Tenants.As(caller))).Expect(status);
        (await service.GetAsync("countries", Tenants.As(caller))).Expect(200);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_is_unique_is_so_within_a_tenant(string store) => RunAsync(store, async service =>
    {
        const string Ann = """{"email":"ann@example.com","nick":"Annie","name":"Ann"}""";
        await CreateAsync(service, "customers", Ann, "north");
        await CreateAsync(service, "customers", Ann, "south");
        // Tenants are told apart to the letter, whatever is unique of their rows.
        await CreateAsync(service, "customers", Ann, "NORTH");
        var taken = (await service.PostAsync("customers", """{"email":"ann@example.com","name":"Ann"}""", Tenants.As("north"))).Expect(409);
        Assert.Equal(["/email not-unique"], taken.Errors);
        Assert.Equal("Another customer has the same 'email'.", taken.Json.GetProperty("errors")[0].GetProperty("detail").GetString());
        Assert.Equal(["/nick not-unique"], (await service.PostAsync("customers", """{"email":"x@example.com","nick":"ANNIE","name":"Ann"}""", Tenants.As("north"))).Expect(409).Errors);
        await CreateAsync(service, "customers", """{"email":"ben@example.com","name":"Ben","badge":7}""", "north");
        Assert.Equal(["/badge not-unique"], (await service.PostAsync("customers", """{"email":"ben@example.com","name":"Ben","badge":7}""", Tenants.As("south"))).Expect(409).Errors);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Shared_rows_are_everybodys(string store) => RunAsync(store, async service =>
    {
        var country = (await CreateAsync(service, "countries", """{"name":"Norway"}""", "north")).Json.GetProperty("id").GetString();
        await CreateAsync(service, "customers", $$"""{"email":"a@example.com","name":"A","countryId":"{{country}}"}""", "north");
        await CreateAsync(service, "customers", $$"""{"email":"b@example.com","name":"B","countryId":"{{country}}"}""", "south");
        Assert.Equal("Norway", (await GetAsync(service, "countries", "south")).Column("name"));
        Assert.Equal("A", (await GetAsync(service, $"countries/{country}/customers", "north")).Column("name"));
        Assert.Equal("B", (await GetAsync(service, $"countries/{country}/customers", "south")).Column("name"));
        Assert.Equal(409, (await service.PostAsync("countries", """{"name":"Norway"}""", Tenants.As("south"))).Status);
    });

    private static Task RunAsync(string store, Func<TestService, Task> test) => EachStore.RunAsync(store, Tenants.Contract, Tenants.Options, test);

    private static async Task<Reply> GetAsync(TestService service, string target, string tenant) => (await service.GetAsync(target, Tenants.As(tenant))).Expect(200);

    private static async Task<Reply> CreateAsync(TestService service, string target, string body, string tenant) => (await service.PostAsync(target, body, Tenants.As(tenant))).Expect(201);
}
