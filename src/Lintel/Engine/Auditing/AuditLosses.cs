using Lintel.Binding;
using Lintel.Engine.Writes;
using Lintel.Model;

namespace Lintel.Engine.Auditing;

/// <summary>What goes when a row is deleted for good: it, all that the database deletes with it, references that become null, and links.</summary>
/// <param name="scope">What is recorded.</param>
/// <param name="rows">Reads rows.</param>
internal sealed class AuditLosses(AuditScope scope, AuditedRows rows)
{
    private readonly HashSet<(Resource, RowKey)> _deleted = [];
    private readonly List<(RowDraft Row, Value Tenant, IReadOnlyList<Field> Fields)> _emptied = [];

    /// <summary>Rows that go, with whose they are, those that others refer to first.</summary>
    public List<(RowDraft Row, Value Tenant)> Deleted { get; } = [];

    /// <summary>Links that go, from the side that declares them.</summary>
    public List<(Relation Relation, Value[] Source, Value Tenant, Value[][] Targets)> Unlinked { get; } = [];

    /// <summary>Rows that stay, with the fields that become null.</summary>
    public IEnumerable<(RowDraft Row, Value Tenant, IReadOnlyList<Field> Fields)> Emptied => _emptied.Where(one => !_deleted.Contains((one.Row.Resource, new RowKey(StoredRows.KeyOf(one.Row)))));

    /// <summary>Looks before rows are deleted.</summary>
    /// <param name="resource">Their resource.</param>
    /// <param name="by">The fields by which they are found.</param>
    /// <param name="values">The values of these.</param>
    public async ValueTask AddAsync(Resource resource, IReadOnlyList<Field> by, IReadOnlyList<Value[]> values)
    {
        if (!scope.Concerns(resource)) return;
        var found = await rows.ReadAsync(resource, AuditedRows.FieldsOf(resource), by, values).ConfigureAwait(false);
        found.RemoveAll(row => !_deleted.Add((resource, new RowKey(StoredRows.KeyOf(row)))));
        if (found.Count == 0) return;
        Deleted.AddRange(found.Zip(await rows.TenantsAsync(resource, found).ConfigureAwait(false)));
        foreach (var relation in resource.Relations.Where(relation => relation.Kind == RelationKind.ManyToMany && AuditScope.Declared(relation).Source.IsAudited))
        {
            foreach (var row in found) await AddLinksAsync(relation, StoredRows.KeyOf(row)).ConfigureAwait(false);
        }
        foreach (var (reference, onDelete) in scope.References[resource])
        {
            Value[][] targets = [.. found.Select(row => reference.TargetFields.Select(field => row[field]).ToArray()).Where(target => !target.Any(part => part.IsNull))];
            if (onDelete == OnDelete.Cascade) await AddAsync(reference.Source, reference.SourceFields, targets).ConfigureAwait(false);
            else if (onDelete == OnDelete.SetNull && reference.Source.IsAudited)
            {
                var emptied = await rows.ReadAsync(reference.Source, reference.SourceFields.Concat(AuditedRows.TenantFieldsOf(reference.Source)), reference.SourceFields, targets).ConfigureAwait(false);
                foreach (var (row, tenant) in emptied.Zip(await rows.TenantsAsync(reference.Source, emptied).ConfigureAwait(false))) _emptied.Add((row, tenant, reference.SourceFields));
            }
        }
    }

    private async ValueTask AddLinksAsync(Relation relation, Value[] key)
    {
        var others = await rows.LinksAsync(relation, key).ConfigureAwait(false);
        if (others.Length == 0) return;
        var declared = AuditScope.Declared(relation);
        (Value[] Source, Value[][] Targets)[] links = declared == relation ? [(key, others)] : [.. others.Select(other => (other, new[] { key }))];
        foreach (var (source, targets) in links) Unlinked.Add((declared, source, await rows.TenantAsync(declared.Source, source).ConfigureAwait(false), targets));
    }
}
