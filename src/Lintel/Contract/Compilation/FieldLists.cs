using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Puts the fields of each resource in order (key, declared, managed) and checks names and columns.</summary>
internal static class FieldLists
{
    private static readonly string[] Defaults = ["createdAt", "updatedAt", "version"];

    public static void Run(ServiceDraft service)
    {
        foreach (var resource in service.Resources)
        {
            Collect(resource, service);
            CheckNames(resource, service.Bag);
            CheckColumns(resource, service);
        }
    }

    private static void Collect(ResourceDraft resource, ServiceDraft service)
    {
        var fields = resource.Fields;
        fields.AddRange(resource.Key!);
        if (resource.ParentReference is { } parent)
            fields.AddRange(parent.Fields!.Except(fields));
        foreach (var declared in resource.Declaration.Fields)
        {
            if (resource.Scalars.Find(field => field.Declaration == declared) is { } scalar && !fields.Contains(scalar))
                fields.Add(scalar);
            if (resource.References.Find(reference => reference.Declaration == declared) is { } found)
                fields.AddRange(found.Fields!.Except(fields));
        }

        var managed = resource.Declaration.Managed ?? (resource.Declaration.PartOf is null && !service.Declaration.IsExternal ? Defaults : []);
        fields.AddRange(managed.Distinct().Select(name => Managed(name, resource.Place)));
        if (resource.SoftDeletes)
            fields.Add(DeletedAt(resource.Declaration.SoftDelete!.Place));
        if ((resource.Tenant = Tenants.FieldOf(resource, service)) is { } tenant)
            fields.Add(tenant);
    }

    private static FieldDraft DeletedAt(Place place) => new()
    {
        Name = "deletedAt",
        Place = place,
        Type = FieldType.Of(ScalarKind.Timestamp),
        Column = "deleted_at",
        Role = FieldRole.DeletedAt,
        ReadOnly = true,
        Nullable = true,
    };

    private static FieldDraft Managed(string name, Place place) => name == "version"
        ? new FieldDraft
        {
            Name = name,
            Place = place,
            Type = FieldType.Of(ScalarKind.Long),
            Column = name,
            Role = FieldRole.Version,
            ReadOnly = true,
            Default = DefaultKind.Literal,
            DefaultValue = Value.Of(1L),
        }
        : new FieldDraft
        {
            Name = name,
            Place = place,
            Type = FieldType.Of(ScalarKind.Timestamp),
            Column = Casing.Snake(name),
            Role = name == "createdAt" ? FieldRole.CreatedAt : FieldRole.UpdatedAt,
            ReadOnly = true,
            Default = DefaultKind.Now,
        };

    private static void CheckNames(ResourceDraft resource, DiagnosticBag bag)
    {
        var names = new Dictionary<string, FieldDraft>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in resource.Fields.OrderBy(field => field.Declaration is null ? 0 : 1))
        {
            if (names.TryAdd(field.Name, field))
                continue;
            var other = names[field.Name];
            if (other.Declaration is null && field.Role == FieldRole.Plain)
            {
                bag.Report(NameRules.NameReserved, field.Place, $"{Wording.Quoted(field.Name)} is a field that the engine itself adds to {Wording.Quoted(resource.Name)}.",
                    other.Role == FieldRole.Key ? "remove it, or write `key: [" + field.Name + "]` to make it the key"
                    : other.Role == FieldRole.Parent ? "remove it: an owned child has the key of its parent anyway"
                    : other.Role == FieldRole.Tenant ? "remove it: `tenant` gives each resource that field, and the caller's claim fills it"
                    : other.Role == FieldRole.DeletedAt ? "rename it: with `softDelete` the time of deletion is kept under that name"
                    : "remove it, or leave it out of `managed:`");
            }
            else if (field.Name != other.Name || field.Declaration != other.Declaration)
            {
                // Two declared names that differ only in case were reported where they were read.
                if (field.Role != FieldRole.Plain || other.Role != FieldRole.Plain)
                    bag.Report(NameRules.NameClash, field.Place, $"The key of this reference travels as {Wording.Quoted(field.Name)}, and {Wording.Quoted(resource.Name)} has that field already.", "rename one of them");
            }
        }
    }

    private static void CheckColumns(ResourceDraft resource, ServiceDraft service)
    {
        var columns = new Dictionary<string, FieldDraft>(service.Declaration.IsExternal ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        foreach (var field in resource.Fields.Where(field => field.IsStored))
        {
            var place = field.Declaration?.Column?.Place ?? field.Place;
            if (!service.Declaration.IsExternal)
                ResourceNames.CheckLength(field.Column, place, service.Bag);
            if (!columns.TryAdd(field.Column, field) && !string.Equals(columns[field.Column].Name, field.Name, StringComparison.OrdinalIgnoreCase))
                service.Bag.Report(NameRules.ColumnClash, place, $"The column {Wording.Quoted(field.Column)} is that of {Wording.Quoted(columns[field.Column].Name)} already.", "give one of them another `column:`");
        }
    }
}
