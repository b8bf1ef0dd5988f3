using Lintel.Contract.Fields;
using Lintel.Contract.Language;
using Lintel.Contract.Rules;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Decides what each declared field is: a scalar, a reference, or a many-to-many relation.</summary>
internal static class FieldTypes
{
    /// <summary>Greatest length of a <c>string</c> that does not say otherwise.</summary>
    public const int DefaultLength = 255;

    public static void Run(ServiceDraft service)
    {
        ExternalRules.Run(service);
        foreach (var resource in service.Resources)
        {
            foreach (var field in resource.Declaration.Fields.Where(field => field.Computed is not null).Skip(ComputedFields.MaxFields).Take(1))
                service.Bag.Report(YamlRules.TooLarge, field.Place, $"A resource has at most {ComputedFields.MaxFields} computed fields.", "compute the rest where it is shown");
            var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var field in resource.Declaration.Fields)
            {
                if (!ResourceNames.CheckName(field.Name, field.Place, service.Bag))
                    field.Broken = true;
                else if (!names.TryAdd(field.Name, field.Name))
                    service.Bag.Report(NameRules.NameClash, field.Place, $"{Wording.Quoted(field.Name)} differs from {Wording.Quoted(names[field.Name])} only in case.", "choose another name");
                Add(field, resource, service);
            }
        }
    }

    private static void Add(FieldDeclaration field, ResourceDraft resource, ServiceDraft service)
    {
        if (field is { Broken: false, Computed: null, Stored: { } stored })
            service.Bag.Report(ExpressionRules.StoredWithoutComputed, stored.Place, $"{Wording.Quoted(field.Name)} is not computed, and so is always stored.", "remove `stored`, or add `computed`");
        if (!field.Broken && field.Computed is not null)
        {
            ComputedRules.Check(field, service.Bag);
            resource.Scalars.Add(Untyped(field, isBroken: false));
        }
        else if (field.Broken || field.TypeName is not { } type)
        {
            resource.Scalars.Add(Unreadable(field));
        }
        else if (ScalarTypes.Find(type.Value) is { } kind)
        {
            resource.Scalars.Add(Scalar(field, kind, service.Bag, service.Declaration.IsExternal));
        }
        else if (service.Find(type.Value) is not { } target)
        {
            service.Bag.Report(FieldRules.UnknownType, type.Place, $"{Wording.Quoted(type.Value)} is neither a type nor a resource.",
                service.Bag.IsFull ? null : ScalarTypes.Explain(type.Value, service.Resources.Select(other => other.Name)));
            resource.Scalars.Add(Unreadable(field));
        }
        else if (field.IsArray)
        {
            ConstraintRules.CheckLink(field, service.Bag);
            resource.Links.Add(new LinkDraft(resource, target, field));
        }
        else
        {
            ConstraintRules.CheckReference(field, service.Bag);
            resource.References.Add(new ReferenceDraft(resource, target, field.Name, field.Place, field) { OnDelete = field.OnDelete?.Value ?? OnDelete.Restrict });
        }
    }

    /// <summary>Stands for a field that could not be read, so that what names it is not reported too.</summary>
    public static FieldDraft Unreadable(FieldDeclaration field) => Untyped(field, isBroken: true);

    /// <summary>A field whose type is not known: of a computed one <see cref="ComputedFields"/> tells it.</summary>
    private static FieldDraft Untyped(FieldDeclaration field, bool isBroken) => new()
    {
        Name = field.Name,
        Place = field.Place,
        Type = FieldType.Of(ScalarKind.String),
        Column = field.Column?.Value ?? Casing.Snake(field.Name),
        Declaration = field,
        ReadOnly = field.Computed is not null,
        Description = field.Description?.Value,
        Broken = isBroken,
    };

    /// <summary>A scalar field with everything that its declaration says of it.</summary>
    public static FieldDraft Scalar(FieldDeclaration field, ScalarKind kind, DiagnosticBag bag, bool isExternal = false)
    {
        var sound = ConstraintRules.CheckScalar(field, kind, bag);
        if (kind == ScalarKind.Decimal && field.Precision == 0 && !isExternal)
        {
            bag.Report(LanguageRules.TypeArguments, field.TypeName!.Place, "`decimal` needs its digits.", "write `decimal(12,2)`: twelve digits, two of them behind the point");
            sound = false;
        }
        var draft = new FieldDraft
        {
            Name = field.Name,
            Place = field.Place,
            Type = new FieldType
            {
                Kind = kind,
                IsArray = field.IsArray,
                Precision = field.Precision,
                Scale = field.Scale,
                NativeName = field.NativeName?.Value,
                Members = [.. (field.Members ?? []).Select(member => member.Value)],
                Kept = KeptForms.Read(field, kind, bag),
            },
            Column = field.Column?.Value ?? Casing.Snake(field.Name),
            Declaration = field,
            Nullable = field.Nullable?.Value ?? false,
            ReadOnly = field.ReadOnly?.Value ?? false,
            Immutable = field.Immutable?.Value ?? false,
            MinLength = field.MinLength?.Value,
            MaxLength = field.MaxLength?.Value ?? (kind == ScalarKind.String ? DefaultLength : null),
            Pattern = field.Pattern?.Value,
            Description = field.Description?.Value,
            Broken = !sound,
        };
        if (isExternal && field.Default is { Quoted: false, Items: null, Text: FieldKeys.DatabaseDefault })
            (draft.Default, field.Default) = (DefaultKind.Database, null);
        if (sound)
            LiteralRules.Read(draft, field, bag);
        return draft;
    }
}
