using System.Net;
using System.Text.Json;
using Lintel.Postgres.Testing;

namespace Lintel.Cli.Tests.Processes;

/// <summary>A PostgreSQL that is killed under a server that lives on.</summary>
public sealed class DatabaseDownTests
{
    private const int Crashes = 3;

    // Connections are made anew when they are needed: nothing is waited for.
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_database_that_crashes_under_writers_loses_nothing_that_was_acknowledged()
    {
        using var workspace = new Workspace();
        await using var cluster = await PostgresCluster.StartAsync();
        await using var server = await ServerProcess.StartAsync(workspace.EmptyShop(), "--store", cluster.Url);
        using var client = new HttpClient { BaseAddress = server.Address };
        var writers = new OrderWriters(await Shop.OrderAsync(client));
        var writing = writers.WriteAsync(server.Port);
        for (var round = 0; round < Crashes; round++)
        {
            await writers.ReachAsync(writers.Acknowledged.Count + Random.Shared.Next(50, 300));
            await cluster.CrashAsync();
        }
        // They are served again by the same process.
        await writers.ReachAsync(writers.Acknowledged.Count + 50);
        writers.Stop();
        Assert.Equal(0, await writing);
        Assert.NotEmpty(writers.Refused);
        // What is said to be unavailable was not done; only of what is undecided nobody knows.
        var undecided = writers.Refused.Count(answer => answer.Body.Contains("\"code\":\"undecided\"", StringComparison.Ordinal));
        var unavailable = writers.Refused.Count(answer => answer.Body.Contains("\"code\":\"unavailable\"", StringComparison.Ordinal));
        Assert.Equal(writers.Refused.Count, undecided + unavailable);
        await writers.CheckAsync(client, unanswered: undecided);
    }

    [Fact]
    public async Task While_the_database_is_down_requests_are_told_so_and_afterwards_they_are_served_again()
    {
        using var workspace = new Workspace();
        await using var cluster = await PostgresCluster.StartAsync();
        await using var server = await ServerProcess.StartAsync(workspace.EmptyShop(), "--store", cluster.Url);
        using var client = new HttpClient { BaseAddress = server.Address };
        var order = await Shop.OrderAsync(client);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", "/readyz")).Status);

        await cluster.HaltAsync();
        // More than once: idle connections that broke are one case, none at all is another.
        for (var i = 0; i < 3; i++)
        {
            foreach (var (method, path, body) in new[]
            {
                ("GET", "/v1/orders?include=lines", null),
                ("GET", $"/v1/orders/{Guid.Empty}", null),
                ("POST", "/v1/orders", order),
                ("PATCH", $"/v1/orders/{Guid.Empty}", "{\"note\":null}"),
                ("DELETE", $"/v1/orders/{Guid.Empty}", null),
            })
            {
                var refused = await SendAsync(client, method, path, body);
                Assert.True(refused.Status == HttpStatusCode.ServiceUnavailable, $"{method} {path} {refused}");
                Assert.Equal(("application/problem+json", "1"), (refused.Type, refused.RetryAfter));
                using var problem = JsonDocument.Parse(refused.Body);
                Assert.Equal("unavailable", problem.RootElement.GetProperty("code").GetString());
                Assert.DoesNotContain("127.0.0.1", refused.Body, StringComparison.Ordinal);
            }
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(client, "GET", "/readyz")).Status);
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", "/livez")).Status);
        }

        await cluster.ResumeAsync();
        var start = TimeProvider.System.GetTimestamp();
        while ((await SendAsync(client, "GET", "/readyz")).Status != HttpStatusCode.OK) Assert.InRange(TimeProvider.System.GetElapsedTime(start), TimeSpan.Zero, Recovery);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, "POST", "/v1/orders", order)).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(client, "GET", "/v1/orders?include=lines")).Status);
        TestContext.Current.TestOutputHelper?.WriteLine($"served again after {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0} ms");
    }

    private static async Task<(HttpStatusCode Status, string? Type, string? RetryAfter, string Body)> SendAsync(HttpClient client, string method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request, Cancellation);
        return (response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers.RetryAfter?.ToString(), await response.Content.ReadAsStringAsync(Cancellation));
    }
}
