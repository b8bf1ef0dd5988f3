using Lintel.Access;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>The contract of the walk: its resources, into which policies are put, and who asks.</summary>
internal static class WalkContract
{
    /// <summary>What can be done with a row that has no owner.</summary>
    public static readonly string[] Operations = ["read", "create", "update", "delete"];

    /// <summary>The resources, each with its head and its fields: how they are called, and what is declared of them.</summary>
    public static readonly (string Name, string Head, (string Name, string Declared)[] Fields)[] Resources =
    [
        ("team", "", [("name", "type: string(1..20)")]),
        ("member", "", [("team", "type: team"), ("person", "type: string(1..20)")]),
        ("tag", "", [("word", "type: string(1..20)"), ("kind", "type: 'enum(plain, secret)', default: plain")]),
        ("account", "",
        [
            ("name", "type: string(1..50), searchable: true"), ("owner", "type: string(1..20), nullable: true"), ("region", "type: 'enum(north, south)', default: north"), ("level", "type: int, default: 0"),
            ("code", "type: string(1..20), nullable: true, unique: true"), ("team", "type: team, nullable: true"), ("tags", "type: 'tag[]'"), ("orderCount", "computed: size(orders)"), ("spent", "computed: sum(orders.total)"),
        ]),
        ("product", "softDelete: true", [("name", "type: string(1..20), unique: true"), ("owner", "type: string(1..20), nullable: true"), ("price", "type: int, default: 0")]),
        ("order", "softDelete: true\n    state: status",
        [
            ("account", "type: account"), ("reviewer", "type: account, nullable: true, reverse: reviews, onDelete: setNull"), ("total", "type: int, default: 0"),
            ("note", "type: string(..50), nullable: true, searchable: true"), ("status", "type: 'enum(open, paid)', default: open"),
        ]),
        ("line", "partOf: order", [("product", "type: product"), ("quantity", "type: int, default: 1"), ("kind", "type: 'enum(plain, secret)', default: plain")]),
        ("part", "partOf: line", [("text", "type: string(1..20)"), ("size", "type: int, default: 0")]),
    ];

    /// <summary>Those who ask, by the names that the test gives them.</summary>
    public static readonly IReadOnlyDictionary<string, Caller> Callers = new Dictionary<string, Caller>
    {
        [""] = Caller.Anonymous,
        ["alice"] = Of("alice", [], ("region", ["north"]), ("level", ["2"])),
        ["bob"] = Of("bob", ["packer"], ("region", ["north", "south"]), ("level", ["1", "3"])),
        ["carl"] = Of("carl", ["clerk"]),
        ["2"] = Of("2", [], ("region", ["nowhere"]), ("level", ["x"])),
        ["dora"] = Of("dora", ["clerk", "packer"], ("region", ["south"]), ("level", [])),
    };

    /// <summary>Serves them, and who runs the service.</summary>
    public static TestOptions Options { get; } = new() { Caller = name => name == "operator" ? Caller.Operator : Callers[name] };

    /// <summary>The contract without policies.</summary>
    public static string Open { get; } = Text(null);

    /// <summary>The contract with policies.</summary>
    public static string Text(PolicySet? policies)
    {
        var text = new List<string>();
        foreach (var (name, head, fields) in Resources)
        {
            text.Add($"  {name}:\n    key: {{ type: int, client: true }}\n    managed: []");
            if (head.Length > 0) text.Add($"    {head}");
            if (head.StartsWith("partOf", StringComparison.Ordinal)) text.Add($"    reverse: {name}s\n    maxItems: 20");
            text.Add("    fields:");
            text.AddRange(fields.Select(field => $"      {field.Name}: {{ {field.Declared}{policies?.DeclaredOf(name, field.Name)} }}"));
            if (name == "order") text.Add($"    actions:\n      pay: {{ from: [open], to: paid{policies?.DeclaredOfAction("pay")} }}\n      reopen: {{ from: [paid], to: open{policies?.DeclaredOfAction("reopen")} }}");
            if (policies?.DeclaredOf(name) is { Length: > 0 } access) text.Add($"    access: {{ {access} }}");
        }
        if (policies is not null) text.Add($"auth: {{}}\naccess: {{ {policies.DeclaredOf("")} }}");
        return string.Join('\n', text) + "\n";
    }

    private static Caller Of(string id, string[] roles, params (string Name, string[] Values)[] claims) =>
        new() { Id = id, Roles = roles, Claims = claims.ToDictionary(claim => claim.Name, claim => (IReadOnlyList<string>)claim.Values) };
}
