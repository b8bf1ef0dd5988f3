using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.Permissions;

/// <summary>Something that one may be let do with rows of a resource.</summary>
/// <param name="Name">What: <c>read</c>, <c>create</c>, <c>update</c>, <c>delete</c>, or the name of an action.</param>
/// <param name="Permissions">Who may: one for each caller of the matrix.</param>
public sealed record OperationRow(string Name, IReadOnlyList<Permission> Permissions);

/// <summary>What one may do with a field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Read">Who sees it: one for each caller of the matrix.</param>
/// <param name="Write">Who may give or change it, in rows that they may make or change: one for each caller of the matrix.</param>
public sealed record FieldRow(Field Field, IReadOnlyList<Permission> Read, IReadOnlyList<Permission> Write);

/// <summary>Who may do what with the rows of a resource. Frozen.</summary>
public sealed class ResourceMatrix
{
    private ResourceMatrix(Resource resource, IReadOnlyList<OperationRow> operations, IReadOnlyList<FieldRow> fields) => (Resource, Operations, Fields) = (resource, operations, fields);

    /// <summary>The resource.</summary>
    public Resource Resource { get; }

    /// <summary>What is served of it: reads, writes and actions.</summary>
    public IReadOnlyList<OperationRow> Operations { get; }

    /// <summary>Its fields, in the order of the contract.</summary>
    public IReadOnlyList<FieldRow> Fields { get; }

    internal static ResourceMatrix Of(Resource resource, IReadOnlyList<MatrixCaller> callers)
    {
        var columns = callers.Select(caller => new Column(resource, caller)).ToArray();
        var operations = new List<OperationRow>();
        Add("read", Allowed.Read, column => column.Read);
        Add("create", Allowed.Create, column => column.Create);
        Add("update", Allowed.Update, column => column.Update);
        Add("delete", Allowed.Delete, column => column.Delete);
        foreach (var action in resource.Actions) operations.Add(new OperationRow(action.Name, [.. columns.Select(column => column.Of(action))]));
        var fields = resource.Fields.Where(field => field.Role != FieldRole.Parent).Select(field =>
            new FieldRow(field, [.. columns.Select(column => column.Reads(field))], [.. columns.Select(column => column.Writes(field))]));
        return new ResourceMatrix(resource, operations, [.. fields]);

        void Add(string name, Allowed operation, Func<Column, Permission> of)
        {
            if (resource.Allowed.HasFlag(operation)) operations.Add(new OperationRow(name, [.. columns.Select(of)]));
        }
    }

    /// <summary>What one caller may do with rows of a resource. What they write they must see.</summary>
    private sealed class Column
    {
        private readonly Resource _resource;
        private readonly CallerBinding? _binding;

        public Column(Resource resource, MatrixCaller caller)
        {
            _resource = resource;
            if (resource.Access is not null) _binding = caller.Binding;
            Read = Of(resource.Access?.Read);
            Create = Of(resource.Access?.Create).And(Read);
            Update = Of(resource.Access?.Update).And(Read);
            Delete = Of(resource.Access?.Delete).And(Read);
        }

        public Permission Read { get; }

        public Permission Create { get; }

        public Permission Update { get; }

        public Permission Delete { get; }

        public Permission Of(ResourceAction action) => Of(action.Access).And(Read);

        public Permission Reads(Field field) => field.WriteOnly ? Permission.No : Of(field.Access?.Read).And(Read);

        public Permission Writes(Field field)
        {
            var allowed = _resource.Allowed;
            var made = allowed.HasFlag(Allowed.Create) && _resource.CanCreate(field) ? Create : Permission.No;
            var changed = allowed.HasFlag(Allowed.Update) && _resource.CanChange(field) ? Update : Permission.No;
            return Of(field.Access?.Write).And(made.Or(changed));
        }

        private Permission Of(Policy? policy) => policy is null || _binding is null ? Permission.Yes : Permission.Where(_binding.Bind(policy.Condition));
    }
}
