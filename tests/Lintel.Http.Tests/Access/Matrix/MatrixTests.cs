using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Access;
using Lintel.Engine.Loading;
using Lintel.Http.Tests.Models;
using Lintel.Http.Tests.OpenApi;
using Lintel.Model;
using Lintel.Permissions;
using Lintel.Postgres;
using Lintel.Postgres.Testing;

namespace Lintel.Http.Tests.Access.Matrix;

/// <summary>Walks the matrix of samples/shop: every caller does everything with rows that are theirs to do it with, and with others.</summary>
public sealed class MatrixTests
{
    // A role or nobody's, and a branch; customers are known by their email.
    private static readonly string[] Callers = ["", "admin north", "clerk south", "courier north", "ines.moreau@example.com north", "hanna.lindqvist@example.com south", "ines.moreau@example.com south", "clerk"];

    private static readonly TestOptions Options = new() { Caller = name => name == "operator" ? Caller.Operator : CallerOf(name) };

    [Theory]
    [InlineData(EachStore.Sqlite, "REST")]
    [InlineData(EachStore.Postgres, "REST")]
    [InlineData(EachStore.Sqlite, "GraphQL")]
    [InlineData(EachStore.Postgres, "GraphQL")]
    public async Task Each_caller_of_the_shop_may_do_what_its_matrix_says(string store, string protocol)
    {
        var model = Samples.Compile("shop");
        await using var schema = store == EachStore.Postgres ? await PostgresServer.Shared.CreateSchemaAsync() : null;
        await using var service = await TestService.StartAsync(model, Options with { Store = schema is null ? null : _ => PostgresStore.Open(model, schema.Options) });
        Assert.Empty((await new Loader(service.Engine).SeedAsync(null, TestService.Cancellation))!.Failures);
        var tally = new Tally();
        foreach (var caller in Callers)
        {
            Door door = protocol == "REST" ? new RestDoor(service, caller) : new GraphQlDoor(service, caller);
            await new MatrixWalk(service, door, caller, CallerOf(caller), tally).RunAsync();
        }
        Assert.True(tally.Differences.Count == 0, $"{tally.Differences.Count} of {tally.Count}:\n{string.Join('\n', tally.Differences.Take(40))}");
        // Each was let and kept from somebody, or it shows nothing.
        Assert.Empty(tally.OneSided.Except(["product read kept"]));
    }

    private static Caller CallerOf(string name)
    {
        if (name.Length == 0) return Caller.Anonymous;
        var parts = name.Split(' ');
        var isRole = !parts[0].Contains('@', StringComparison.Ordinal);
        return new Caller
        {
            Id = isRole ? $"{parts[0]}@example.com" : parts[0],
            Roles = isRole ? [parts[0]] : [],
            Claims = parts.Length == 1 ? new Dictionary<string, IReadOnlyList<string>>() : new Dictionary<string, IReadOnlyList<string>> { ["tenant"] = [parts[1]] },
        };
    }
}

/// <summary>What a walk found.</summary>
internal sealed class Tally
{
    private readonly Dictionary<string, (int Let, int Kept)> _counts = [];

    public List<string> Differences { get; } = [];

    public int Count => _counts.Values.Sum(count => count.Let + count.Kept);

    /// <summary>What was never let, or never kept from anybody.</summary>
    public IEnumerable<string> OneSided => _counts.SelectMany(count => (string[])[.. count.Value.Let == 0 ? [$"{count.Key} let"] : (string[])[], .. count.Value.Kept == 0 ? [$"{count.Key} kept"] : (string[])[]]);

    public void Add(string what, bool isLet)
    {
        var (let, kept) = _counts.GetValueOrDefault(what);
        _counts[what] = isLet ? (let + 1, kept) : (let, kept + 1);
    }
}

/// <summary>One caller goes through the whole matrix.</summary>
internal sealed class MatrixWalk(TestService service, Door door, string name, Caller caller, Tally tally)
{
    private static readonly Dictionary<string, string> Changed = new() { ["customer"] = "name", ["product"] = "name", ["order"] = "note", ["orderLine"] = "quantity" };

    private readonly ServiceModel _model = service.Engine.Model;
    private readonly AccessMatrix _matrix = AccessMatrix.Of(service.Engine.Model, [new MatrixCaller(name, caller, IsKind: false)]);
    private List<MemoryRow> _rows = [];
    private Oracle _oracle = null!;

    public async Task RunAsync()
    {
        await LookAsync();
        foreach (var resource in _model.Resources)
        {
            await ListAsync(resource);
            foreach (var row in Samples(resource)) await RowAsync(row);
            await CreateAsync(resource);
        }
    }

    private async Task LookAsync()
    {
        _rows = await ShopRows.ReadAsync(service);
        _oracle = new Oracle(_rows, caller);
    }

    /// <summary>Two of each kind of rows, by what the caller may do with them.</summary>
    private MemoryRow[] Samples(Resource resource) =>
        [.. _rows.Where(row => row.Resource == resource).GroupBy(row => string.Join(' ', Operations(resource).Select(operation => Holds(operation.Policy, row)).Append(_oracle.Holds(resource.Access!.Read.Condition, row))) + row["status"]).SelectMany(kind => kind.Take(2))];

    private async Task ListAsync(Resource resource)
    {
        // Lines are listed below their order.
        if (resource.Owner is not null) return;
        var expected = _rows.Where(row => row.Resource == resource && _oracle.Holds(resource.Access!.Read.Condition, row)).Select(row => row.Id).Order(StringComparer.Ordinal);
        var seen = await door.ListAsync(resource);
        if (seen is null) Check($"{resource.Name} list", "refused", IsNever(resource, "read") ? "refused" : "shown");
        else Check($"{resource.Name} list", string.Join(' ', seen.Order(StringComparer.Ordinal)), string.Join(' ', expected));
    }

    private async Task RowAsync(MemoryRow row)
    {
        var (resource, access) = (row.Resource, row.Resource.Access!);
        var isSeen = _oracle.Holds(access.Read.Condition, row);
        Expect(row, "read", isSeen);
        var shown = resource.Fields.Where(field => field.Role != FieldRole.Tenant && (field.Access is null || _oracle.Holds(field.Access.Read.Condition, row))).Select(field => field.Name).Order(StringComparer.Ordinal);
        var fields = await door.FieldsAsync(row);
        Check($"{resource.Name} {row.Id}", fields is null ? "nothing" : string.Join(' ', fields.Order(StringComparer.Ordinal)), isSeen ? string.Join(' ', shown) : "nothing");
        foreach (var (operation, policy, action) in Operations(resource))
        {
            var isLet = Holds(policy, row);
            Expect(row, operation, isLet);
            var verdict = action is not null ? await door.ActAsync(row, action) : operation == "update" ? await door.UpdateAsync(row, Patch(row, Changed[resource.Name])) : await door.DeleteAsync(row);
            Check($"{operation} {resource.Name} {row.Id}", verdict, IsNever(resource, operation) ? Verdict.Forbidden : !isSeen ? Verdict.Absent : isLet ? Verdict.Let : Verdict.Forbidden);
            if (verdict == Verdict.Let && operation != "update") await LookAsync();
            if (_rows.Find(same => same.Id == row.Id) is not { } now) return;
            row = now;
            isSeen = _oracle.Holds(access.Read.Condition, row);
        }
        foreach (var field in resource.Fields.Where(field => field.Access is { Write.IsPublic: false }))
        {
            var isLet = Holds(access.Update, row) && _oracle.Holds(field.Access!.Write.Condition, row);
            tally.Add($"{resource.Name} write {field.Name}", isLet);
            var mayNot = IsNever(resource, "update") || !_oracle.Holds(field.Access!.Write.Condition, row);
            Check($"write {field.Name} of {row.Id}", await door.UpdateAsync(row, Patch(row, field.Name)), mayNot ? Verdict.Forbidden : !isSeen ? Verdict.Absent : isLet ? Verdict.Let : Verdict.Forbidden);
        }
    }

    private async Task CreateAsync(Resource resource)
    {
        foreach (var body in ShopRows.Bodies(resource, _rows, caller))
        {
            // As it would become: of the caller's tenant, with the values that nobody gives.
            var row = new MemoryRow(resource, (JsonObject)body.DeepClone());
            row.Values["id"] = "new";
            if (caller.Claims.TryGetValue("tenant", out var tenant)) row.Values["tenant"] = tenant[0];
            row.Values["status"] = "pending";
            var refers = resource.Relations.Where(relation => relation.IsToOne && body.ContainsKey(relation.SourceFields[0].Name))
                .All(relation => _rows.Exists(target => target.Id == row[relation.SourceFields[0].Name] && _oracle.Holds(relation.Target.Access!.Read.Condition, target)));
            var isLet = Holds(resource.Access!.Create, row);
            tally.Add($"{resource.Name} create", isLet);
            var verdict = await door.CreateAsync(resource, body);
            Check($"create {resource.Name} {body.ToJsonString()}", verdict, IsNever(resource, "create") ? Verdict.Forbidden : !refers ? Verdict.Absent : isLet ? Verdict.Let : Verdict.Forbidden);
        }
        await LookAsync();
    }

    private static IEnumerable<(string Name, Policy Policy, ResourceAction? Action)> Operations(Resource resource) =>
    [
        ("update", resource.Access!.Update, null), .. resource.Actions.Select(action => (action.Name, action.Access!, (ResourceAction?)action)), ("delete", resource.Access.Delete, null),
    ];

    private static JsonObject Patch(MemoryRow row, string field) => new() { [field] = row.Values[field]?.DeepClone() };

    // What is written must be seen.
    private bool Holds(Policy policy, MemoryRow row) => _oracle.Holds(policy.Condition, row) && _oracle.Holds(row.Resource.Access!.Read.Condition, row);

    private bool IsNever(Resource resource, string operation) => Permissions(resource, operation)[^1].Always == false;

    private IReadOnlyList<Permission> Permissions(Resource resource, string operation) => _matrix.Resources[resource.Ordinal].Operations.Single(row => row.Name == operation).Permissions;

    /// <summary>Holds what the policies say against what the matrix prints: for this caller, and for who has the same role.</summary>
    private void Expect(MemoryRow row, string operation, bool isLet)
    {
        tally.Add($"{row.Resource.Name} {operation}", isLet);
        // The matrix is about rows of the caller's tenant.
        if (row.Resource.Name != "product" && ShopRows.TenantOf(row, _rows) != caller.Claims.GetValueOrDefault("tenant")?[0]) return;
        var kind = caller.IsAnonymous ? "anonymous" : caller.Roles is [var role] ? role : "signed in";
        for (var i = 0; i < _matrix.Callers.Count; i++)
        {
            if (_matrix.Callers[i].Name != kind && i != _matrix.Callers.Count - 1) continue;
            var permission = Permissions(row.Resource, operation)[i];
            Check(string.Create(CultureInfo.InvariantCulture, $"column {i}, {operation} {row.Resource.Name} {row.Id}"), permission.Always ?? _oracle.Holds(permission.Condition!, row), isLet);
        }
    }

    private void Check<T>(string what, T found, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(found, expected)) tally.Differences.Add($"{(name.Length == 0 ? "anonymous" : name)}: {what}: {expected} was expected, {found} came");
    }
}
