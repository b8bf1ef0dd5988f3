// The hand-written limit: what an engineer would write who knows ASP.NET Core, Npgsql and this schema, and needs nothing else.
// Started by bench/run with --urls and BENCH_POSTGRES.
using Lintel.Bench.Limit;
using Npgsql;

var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { Args = args });
builder.WebHost.UseKestrelCore().UseUrls(args is ["--urls", var urls] ? urls : "http://127.0.0.1:18081");
builder.Services.AddRoutingCore();

// Nothing here leaves session state behind, so that the reset on close can be saved; every statement is prepared at its first use.
var connection = new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable("BENCH_POSTGRES"))
{
    NoResetOnClose = true,
    MaxAutoPrepare = 16,
    AutoPrepareMinUsages = 1,
    // One plan serves all values here; PostgreSQL, left to itself, finds a custom plan a little cheaper, and plans anew every time.
    Options = "-c plan_cache_mode=force_generic_plan",
};
// Reads are served soonest by few connections; writes wait for the disk, and many wait together.
await using var few = Source(connection, 12);
await using var many = Source(connection, 32);
var reads = new Reads(few);
var guarded = new Reads(few, new DateTime(2023, 1, 1, 0, 0, 0, DateTimeKind.Utc));
var graph = new Graph(few);
var writes = new Writes(many);

var app = builder.Build();
app.UseRouting();
app.MapGet("/livez", (RequestDelegate)(static _ => Task.CompletedTask));
app.MapGet("/v1/orders/{id}", (RequestDelegate)reads.OneAsync);
app.MapGet("/v1/orders", (RequestDelegate)reads.ListAsync);
app.MapGet("/guarded/orders/{id}", (RequestDelegate)guarded.OneAsync);
app.MapGet("/guarded/orders", (RequestDelegate)guarded.ListAsync);
app.MapGet("/v1/orders:aggregate", (RequestDelegate)reads.AggregateAsync);
app.MapPost("/graphql", (RequestDelegate)graph.AnswerAsync);
app.MapPost("/v1/orders", (RequestDelegate)writes.CreateAsync);
app.MapPatch("/v1/orders/{id}", (RequestDelegate)writes.UpdateAsync);
await app.RunAsync();

static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder connection, int pool)
{
    connection.MinPoolSize = connection.MaxPoolSize = pool;
    return new NpgsqlSlimDataSourceBuilder(connection.ConnectionString).EnableArrays().Build();
}
