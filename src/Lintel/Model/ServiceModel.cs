using System.Collections.Frozen;

namespace Lintel.Model;

/// <summary>A checked and frozen contract: all that the engine, the stores and the front ends know of a service.</summary>
public sealed class ServiceModel
{
    private FrozenDictionary<string, Resource>? _byName;
    private FrozenDictionary<string, Resource>? _byPath;
    private FrozenDictionary<string, Resource>? _ownedByPath;
    private ILookup<Column, Field>? _fieldsIn;
    private FrozenDictionary<string, ServiceFunction>? _functionsByName;

    /// <summary>The service's name, camelCase or kebab-case.</summary>
    public required string Name { get; init; }

    /// <summary>The API's version and first path segment, such as <c>v1</c>.</summary>
    public required string Version { get; init; }

    /// <summary>Who and what, for people.</summary>
    public required ServiceInfo Info { get; init; }

    /// <summary>What the service promises; the gates read it. Null where the contract says nothing.</summary>
    public ServiceObjectives? Objectives { get; init; }

    /// <summary>What units see of each other. Default: <see cref="Isolation.Serializable"/>.</summary>
    public Isolation Isolation { get; init; }

    /// <summary>Whether the database is not ours (<c>schema: external</c>): its schema is never changed, and nothing of the engine's is in it. Default: false.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Whose word is taken for who asks; null: nobody is asked, and there is no access control.</summary>
    public AuthSettings? Auth { get; init; }

    /// <summary>What tells whose rows are whose; null: there are no tenants.</summary>
    public TenantSettings? Tenant { get; init; }

    /// <summary>Where it is recorded who changed what; null: nowhere.</summary>
    public AuditTables? Audit { get; init; }

    /// <summary>What one request may ask for at most. Default: <see cref="ServiceLimits.Default"/>.</summary>
    public ServiceLimits Limits { get; init; } = ServiceLimits.Default;

    /// <summary>All resources, owned children among them, in the contract's order.</summary>
    public required IReadOnlyList<Resource> Resources { get; init; }

    /// <summary>All tables, tables of pairs among them, each after those that it refers to where there is no cycle.</summary>
    public required IReadOnlyList<Entity> Entities { get; init; }

    /// <summary>The full path of the folder whose files are loaded into an empty database; null: none.</summary>
    public string? SeedFolder { get; init; }

    /// <summary>The functions of the database that can be called, in the contract's order. Default: none.</summary>
    public IReadOnlyList<ServiceFunction> Functions { get; init; } = [];

    /// <summary>The function of that name, or null.</summary>
    public ServiceFunction? FindFunction(ReadOnlySpan<char> name)
    {
        _functionsByName ??= Functions.ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);
        return _functionsByName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var function) ? function : null;
    }

    /// <summary>The resource of that name, or null.</summary>
    public Resource? FindResource(ReadOnlySpan<char> name)
    {
        _byName ??= Resources.ToFrozenDictionary(resource => resource.Name, StringComparer.Ordinal);
        return _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var resource) ? resource : null;
    }

    /// <summary>The root resource with that path segment, or null; owned children have no path of their own.</summary>
    public Resource? FindByPath(ReadOnlySpan<char> path)
    {
        _byPath ??= Resources.Where(resource => resource.Owner is null).ToFrozenDictionary(resource => resource.Path, StringComparer.Ordinal);
        return _byPath.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path, out var resource) ? resource : null;
    }

    /// <summary>
    /// The resource whose rows are aggregated at that path segment, or null: a root, or an owned child over all parents, whose own segment serves
    /// nothing else. Where two have the same, the root goes first, then the one that the contract names first.
    /// </summary>
    public Resource? FindByAggregatePath(ReadOnlySpan<char> path)
    {
        if (FindByPath(path) is { } root) return root;
        _ownedByPath ??= Resources.Where(resource => resource.Owner is not null).DistinctBy(resource => resource.Path).ToFrozenDictionary(resource => resource.Path, StringComparer.Ordinal);
        return _ownedByPath.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(path, out var owned) ? owned : null;
    }

    /// <summary>
    /// Says under which earlier name a database keeps a table, so that servers with an older contract go on beside this one. Called by the store that
    /// is prepared, before anything is compiled for it.
    /// </summary>
    public void KeepTable(Entity entity, string table)
    {
        foreach (var key in Entities.SelectMany(one => one.ForeignKeys).Where(key => key.TargetTable == entity.Table).ToArray()) key.TargetTable = table;
        entity.Keep(table);
    }

    /// <summary>The same of a column.</summary>
    public static void KeepColumn(Column column, string name) => column.Keep(name);

    /// <summary>
    /// Says in which form a database that is not ours keeps the values of a column, for the column and all fields that are in it. Called by the store that
    /// is prepared, before anything is compiled for it.
    /// </summary>
    public void KeepAs(Column column, Kept form)
    {
        column.KeepAs(form);
        _fieldsIn ??= Resources.SelectMany(resource => resource.Fields).Where(field => field.IsStored).ToLookup(field => field.Column);
        foreach (var field in _fieldsIn[column]) field.KeepAs(form);
    }
}

/// <summary>What transactions of several operations see of each other.</summary>
public enum Isolation
{
    /// <summary>All is as if one ran after the other. The default.</summary>
    Serializable,

    /// <summary>Each sees what was there when it began; of two that write the same row the later one is tried again. Two may together break what each of them kept.</summary>
    Snapshot,
}

/// <summary>The contract's <c>info</c>: goes into the published documents.</summary>
public sealed record ServiceInfo
{
    /// <summary>The API's title. Default: the service's name.</summary>
    public required string Title { get; init; }

    /// <summary>What the service is for; may hold Markdown (CommonMark).</summary>
    public string? Description { get; init; }

    /// <summary>The name of whom to ask.</summary>
    public string? ContactName { get; init; }

    /// <summary>Where to write to.</summary>
    public string? ContactEmail { get; init; }

    /// <summary>Where to read more.</summary>
    public string? ContactUrl { get; init; }

    /// <summary>The licence of the API, an SPDX identifier.</summary>
    public string? License { get; init; }
}

/// <summary>The contract's <c>slo</c>.</summary>
/// <param name="P99">The time within which 99 of 100 requests are answered; null: not promised.</param>
/// <param name="PeakPerSecond">Requests per second at the busiest; null: not promised.</param>
/// <param name="Availability">The share of requests that succeed, in per cent; null: not promised.</param>
public sealed record ServiceObjectives(TimeSpan? P99, int? PeakPerSecond, decimal? Availability);
