using Lintel.Contract.Fields;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Builds the tables of a sound service.</summary>
internal sealed class EntityBuilder(IEnumerable<string> tables, bool isExternal)
{
    private readonly Identifiers _identifiers = new(tables);

    /// <summary>Builds the columns of a resource, so that others can refer to them.</summary>
    public static void BuildColumns(ResourceDraft resource)
    {
        foreach (var field in resource.Fields.Where(field => field.IsStored))
        {
            field.BuiltColumn = new Column
            {
                Name = field.Column,
                FormerName = field.Declaration?.Was?.Value ?? FormerParent(resource, field),
                Type = field.Type,
                Nullable = field.Nullable,
                Identity = field.Identity,
                IsReadOnly = field is { Default: DefaultKind.Database, ReadOnly: true, Role: not FieldRole.Key },
                Default = field.Default == DefaultKind.Literal ? field.DefaultValue : field.ExistingValue,
                Minimum = field.Minimum,
                Maximum = field.Maximum,
            };
        }
    }

    /// <summary>Builds the table of a resource.</summary>
    public Entity Build(ResourceDraft resource)
    {
        var key = Columns(resource.Key!);
        var plan = new IndexPlan(key);
        var uniques = new List<UniqueConstraint>();
        foreach (var unique in resource.Uniques)
        {
            // What is one tenant's own is no other's business: not even that somebody has it.
            var tenant = unique.IsGlobal ? null : resource.Tenant?.BuiltColumn;
            Column[] columns = tenant is null ? Columns(unique.Fields) : [tenant, .. Columns(unique.Fields)];
            uniques.Add(new UniqueConstraint(_identifiers.Next("uq", resource.Table, columns.Select(column => column.Name)), columns, unique.IgnoreCase) { Tenant = tenant });
            if (!unique.IgnoreCase)
                plan.AddUnique(columns);
        }

        // Each list is of one tenant.
        Column[] within = resource.Tenant is { BuiltColumn: { } of } ? [of] : [];
        foreach (var pattern in resource.Patterns)
            plan.AddPattern([.. within, .. Columns(pattern.Filter)], [.. pattern.Sort.Select(term => new IndexColumn(term.Field.BuiltColumn!, term.Descending))]);
        if (within.Length > 0)
            plan.AddPattern(within, []);
        var references = resource.ParentReference is { } parent ? resource.References.Prepend(parent) : resource.References;
        var foreignKeys = new List<ForeignKey>();
        foreach (var reference in references)
        {
            foreignKeys.Add(Reference(resource.Table, Columns(reference.Fields!), reference.Target, Columns(reference.TargetFields), reference.OnDelete));
            plan.AddReference(Columns(reference.Fields!));
        }

        return new Entity
        {
            Table = resource.Table,
            Schema = resource.Schema,
            IsExternal = isExternal,
            FormerTable = resource.Declaration.Was?.Value,
            Columns = [.. resource.Fields.Select(field => field.BuiltColumn).OfType<Column>()],
            Key = key,
            Uniques = uniques,
            ForeignKeys = foreignKeys,
            Indexes = [.. plan.Choose().Select(columns => Index(resource.Table, columns))],
            DeletedAt = resource.Fields.Find(field => field.Role == FieldRole.DeletedAt)?.BuiltColumn,
            Tenant = resource.Tenant?.BuiltColumn,
            Search = Search(resource),
        };
    }

    /// <summary>Builds the table of pairs behind a many-to-many relation, seen from the side that declares it.</summary>
    public LinkTable Build(LinkDraft link)
    {
        var self = link.Source == link.Target;
        if (link.Declaration.Through is { } through)
            return Through(link, through);
        var source = Copies(link.Source, Casing.Snake(link.Source.Name), link.Source.Declaration.Was?.Value);
        var target = Copies(link.Target, Casing.Snake(self ? Different(Casing.Singular(link.Declaration.Name), link.Source.Name) : link.Target.Name), self ? null : link.Target.Declaration.Was?.Value);
        var entity = new Entity
        {
            Table = link.Table,
            FormerTable = link.Source.Declaration.Was is { } was ? $"{was.Value}_{Casing.Snake(link.Declaration.Name)}" : null,
            Columns = [.. source, .. target],
            Key = [.. source, .. target],
            ForeignKeys = [Reference(link.Table, source, link.Source, Columns(link.Source.Key!), OnDelete.Cascade), Reference(link.Table, target, link.Target, Columns(link.Target.Key!), OnDelete.Cascade)],
            Indexes = [Index(link.Table, [.. target.Concat(source).Select(column => new IndexColumn(column, false))])],
        };
        return new LinkTable(entity, source, target);
    }

    private LinkTable Through(LinkDraft link, ThroughDeclaration through)
    {
        var source = Named(link.Source, through.From);
        var target = Named(link.Target, through.To);
        var entity = new Entity
        {
            Table = link.Table,
            Schema = through.Table.Schema?.Value,
            IsExternal = isExternal,
            Columns = [.. source, .. target],
            Key = [.. source, .. target],
            ForeignKeys = [Reference(link.Table, source, link.Source, Columns(link.Source.Key!), OnDelete.Cascade), Reference(link.Table, target, link.Target, Columns(link.Target.Key!), OnDelete.Cascade)],
        };
        return new LinkTable(entity, source, target);
    }

    private static Column[] Named(ResourceDraft resource, IReadOnlyList<Located<string>> names) =>
        [.. resource.Key!.Zip(names, (field, name) => new Column { Name = name.Value, Type = field.Type })];

    private static SearchIndex? Search(ResourceDraft resource) =>
        Searches.Fields(resource).Select(field => field.BuiltColumn!).ToArray() is { Length: > 0 } columns
            ? new SearchIndex(columns, resource.Declaration.Search?.Language?.Value ?? SearchIndex.Simple) { Typos = resource.Declaration.Search?.Typos ?? false }
            : null;

    private static string Different(string name, string other) => name == other ? "other" + Casing.Capital(name) : name;

    private static Column[] Copies(ResourceDraft resource, string prefix, string? former) =>
        [.. resource.Key!.Select(field => new Column { Name = $"{prefix}_{field.Column}", FormerName = former is null ? null : $"{former}_{field.Column}", Type = field.Type })];

    /// <summary>The name that the way to a parent had before the parent was called otherwise; null: it had no other.</summary>
    private static string? FormerParent(ResourceDraft resource, FieldDraft field) =>
        field.Role == FieldRole.Parent && resource.Parent?.Declaration is { Was: { } was } parent ? was.Value + field.Column[Casing.Snake(parent.Name.Value).Length..] : null;

    private ForeignKey Reference(string table, Column[] columns, ResourceDraft target, Column[] targetColumns, OnDelete onDelete) =>
        new(_identifiers.Next("fk", table, columns.Select(column => column.Name)), columns, target.Table, targetColumns, onDelete) { TargetSchema = target.Schema };

    private TableIndex Index(string table, List<IndexColumn> columns) =>
        new(_identifiers.Next("ix", table, columns.Select(column => column.Column.Name)), columns);

    private static Column[] Columns(IReadOnlyList<FieldDraft> fields) => [.. fields.Select(field => field.BuiltColumn!)];
}
