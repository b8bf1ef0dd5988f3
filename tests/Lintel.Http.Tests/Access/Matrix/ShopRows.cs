using System.Text.Json.Nodes;
using Lintel.Access;
using Lintel.Model;

namespace Lintel.Http.Tests.Access.Matrix;

/// <summary>The rows of samples/shop, in memory.</summary>
internal static class ShopRows
{
    private static int _made;

    /// <summary>All of them, as who runs the service sees them.</summary>
    public static async Task<List<MemoryRow>> ReadAsync(TestService service)
    {
        var rows = new List<MemoryRow>();
        foreach (var resource in service.Engine.Model.Resources.Where(resource => resource.Owner is null))
        {
            var children = resource.Relations.Where(relation => relation.Kind == RelationKind.Children).ToArray();
            var fields = string.Join(',', resource.Fields.Select(field => field.Name).Concat(children.Select(child => $"{child.Name}({string.Join(',', child.Target.Fields.Where(field => field.Role != FieldRole.Parent).Select(field => field.Name))})")));
            for (string? after = ""; after is not null;)
            {
                var page = (await service.GetAsync($"{resource.Path}?limit=100&fields={fields}{after}", Market.As("operator"))).Expect(200);
                foreach (var row in page.Data) Add(resource, (JsonObject)JsonNode.Parse(row.GetRawText())!);
                after = page.Next is { } next ? $"&after={next}" : null;
            }

            void Add(Resource of, JsonObject values)
            {
                foreach (var child in children)
                {
                    foreach (var line in values[child.Name]!.AsArray())
                    {
                        var owned = (JsonObject)line!.DeepClone();
                        owned[child.TargetFields[0].Name] = values["id"]!.GetValue<string>();
                        rows.Add(new MemoryRow(child.Target, owned));
                    }
                }
                rows.Add(new MemoryRow(of, values));
            }
        }
        return rows;
    }

    /// <summary>Whose a row is.</summary>
    public static string? TenantOf(MemoryRow row, List<MemoryRow> rows) => row["tenant"] ?? (row["orderId"] is { } order ? rows.Find(other => other.Id == order)?["tenant"] : null);

    /// <summary>New rows that somebody may want to make: of their own, and of others.</summary>
    public static IEnumerable<JsonObject> Bodies(Resource resource, List<MemoryRow> rows, Caller caller)
    {
        var number = ++_made;
        switch (resource.Name)
        {
            case "customer":
                yield return new JsonObject { ["email"] = $"new{number}@example.com", ["name"] = "New" };
                if (caller.Id is { } id && !rows.Exists(row => row["email"] == id && row["tenant"] == caller.Claims.GetValueOrDefault("tenant")?[0])) yield return new JsonObject { ["email"] = id, ["name"] = "Self" };
                break;
            case "product":
                yield return new JsonObject { ["sku"] = $"NEW-{number}", ["name"] = "New", ["price"] = 1 };
                break;
            case "order":
                foreach (var customer in rows.Where(row => row.Resource.Name == "customer").GroupBy(row => (row["tenant"], row["email"] == caller.Id)).Select(kind => kind.First()))
                    yield return new JsonObject { ["customerId"] = customer.Id, ["lines"] = new JsonArray() };
                break;
            default: break;
        }
    }
}
