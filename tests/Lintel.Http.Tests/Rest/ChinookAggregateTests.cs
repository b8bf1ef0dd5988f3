using System.Text.Json.Nodes;
using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Rest;

/// <summary>Questions that a shop has, each in one request, against plain SQL on the same database.</summary>
public sealed class ChinookAggregateTests
{
    [Fact]
    public async Task Revenue_buyers_and_top_genres_are_what_plain_sql_says()
    {
        var model = TestService.Sample("chinook");
        await using var schema = await PostgresServer.Shared.CreateSchemaAsync();
        await using var service = await TestService.StartSampleAsync("chinook", new TestOptions { Store = _ => PostgresStore.Open(model, schema.Options) });

        await AgreeAsync("invoices:aggregate?group=billingCountry,month(issuedAt)&sum=total&limit=1000", """
            SELECT json_agg(json_build_object('billingCountry', billing_country, 'month(issuedAt)', month, 'sum', json_build_object('total', total)) ORDER BY billing_country COLLATE "C", month)
            FROM (SELECT billing_country, to_char(issued_at, 'YYYY-MM') AS month, sum(total) AS total FROM invoice GROUP BY 1, 2) AS g
            """);
        await AgreeAsync("customers?filter=invoices.exists(i,%20i.lines.exists(l,%20l.track.album.artist.name%20==%20'AC/DC'))&fields=id,lastName&limit=100", """
            SELECT json_agg(json_build_object('id', id, 'lastName', last_name) ORDER BY id)
            FROM (SELECT DISTINCT c.id, c.last_name FROM customer c JOIN invoice i ON i.customer_id = c.id JOIN invoice_line l ON l.invoice_id = i.id
                  JOIN track t ON t.id = l.track_id JOIN album a ON a.id = t.album_id JOIN artist r ON r.id = a.artist_id WHERE r.name = 'AC/DC') AS b
            """);
        await AgreeAsync("invoice-lines:aggregate?group=genre:track.genre.name&sum=minutes:track.durationMs*quantity/60000.0&sort=-sum.minutes&limit=5", """
            SELECT json_agg(json_build_object('genre', name, 'sum', json_build_object('minutes', minutes)) ORDER BY minutes DESC)
            FROM (SELECT g.name, sum(round(t.duration_ms::numeric * l.quantity / 60000, 6)) AS minutes FROM invoice_line l JOIN track t ON t.id = l.track_id JOIN genre g ON g.id = t.genre_id
                  GROUP BY 1 ORDER BY 2 DESC LIMIT 5) AS g
            """);

        async Task AgreeAsync(string target, string sql)
        {
            var reply = (await service.GetAsync(target)).Expect(200);
            var expected = (string?)await schema.ExecuteAsync(sql);
            Assert.NotEmpty(JsonNode.Parse(expected!)!.AsArray());
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected!), JsonNode.Parse(reply.Json.GetProperty("data").GetRawText())), $"{target}\n{expected}\n{reply.Body}");
        }
    }
}
