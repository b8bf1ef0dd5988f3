using Lintel.Contract.Fields;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Freezes a service without errors into its model.</summary>
internal sealed class ModelBuilder(ServiceDraft service)
{
    private static readonly Entity Nowhere = new() { Table = "", Columns = [], Key = [] };

    private readonly Dictionary<ResourceDraft, Resource> _resources = [];
    private readonly Dictionary<LinkDraft, LinkTable> _links = [];
    private readonly Dictionary<RelationDraft, Relation> _relations = [];

    public ServiceModel Build(string? seedFolder)
    {
        var entities = new EntityBuilder(service.Resources.SelectMany(resource => resource.Links.Select(link => link.Table).Append(resource.Table)), service.Declaration.IsExternal);
        foreach (var resource in service.Resources)
            EntityBuilder.BuildColumns(resource);
        foreach (var resource in service.Resources)
            _resources.Add(resource, BuildResource(resource, entities.Build(resource)));
        foreach (var link in service.Resources.SelectMany(resource => resource.Links))
            _links.Add(link, entities.Build(link));
        foreach (var resource in service.Resources)
            _resources[resource].Relations = [.. resource.Relations.Select(BuildRelation)];
        foreach (var (draft, relation) in _relations)
        {
            relation.Inverse = _relations[draft.Inverse!];
            if (draft.Kind == RelationKind.Children)
                relation.Target.Owner = relation;
        }

        var declared = service.Declaration;
        return new ServiceModel
        {
            Name = declared.Name,
            Version = declared.Version,
            Info = declared.Info,
            Objectives = declared.Objectives,
            Isolation = declared.Isolation,
            IsExternal = declared.IsExternal,
            Auth = declared.Auth,
            Tenant = declared.Tenant is { } tenant ? new TenantSettings(tenant.Field, tenant.Claim) : null,
            Audit = declared.Audit is null ? null : AuditResources.Build(service, _resources),
            Limits = declared.Limits,
            Resources = [.. service.Resources.Select(resource => _resources[resource])],
            Entities = EntityOrder.Sort([.. _resources.Values.Select(resource => resource.Entity), .. _links.Values.Select(link => link.Entity)]),
            SeedFolder = seedFolder,
            Functions = [.. service.Functions.Select(BuildFunction)],
        };
    }

    private Resource BuildResource(ResourceDraft draft, Entity entity)
    {
        Field[] fields = [.. draft.Fields.Select(BuildField)];
        return new Resource
        {
            Name = draft.Name,
            Plural = draft.Plural,
            Path = draft.Path,
            Ordinal = _resources.Count,
            Entity = entity,
            Description = draft.Declaration.Description,
            Fields = fields,
            Key = [.. draft.Key!.Select(field => field.Built!)],
            Allowed = draft.Declaration.Allow?.Allowed ?? (draft.IsKeyless ? Allowed.Read : Allowed.All),
            ClientKey = draft.ClientKey,
            State = draft.State?.Built,
            Actions = [.. draft.Actions.Select(BuildAction)],
            Queries = [.. draft.Patterns.Select(pattern => new AccessPattern(
                [.. pattern.Filter.Select(field => field.Built!)], [.. pattern.Sort.Select(term => new SortField(term.Field.Built!, term.Descending))]))],
            Version = Array.Find(fields, field => field.Role == FieldRole.Version),
            DeletedAt = Array.Find(fields, field => field.Role == FieldRole.DeletedAt),
            Tenant = draft.Tenant?.Built,
            RequiresMatch = RequiresMatch(draft),
            IsAudited = AuditResources.IsAudited(service, draft),
            MayBeUnseen = MayBeUnseen(draft),
            MaxLimit = draft.Declaration.MaxLimit?.Value ?? service.Declaration.Limits.Page,
        };
    }

    private static ResourceAction BuildAction(ActionDraft draft) => new()
    {
        Name = draft.Name,
        From = draft.From,
        To = draft.Declaration.To?.Value,
        Description = draft.Declaration.Description,
        Input = KeptNowhere(draft.Name, draft.Input),
    };

    private ServiceFunction BuildFunction(FunctionDraft draft, int ordinal) => new()
    {
        Name = draft.Name,
        Ordinal = ordinal,
        Schema = draft.Declaration.Routine.Schema?.Value,
        Routine = draft.Routine,
        ArgumentTypes = draft.Declaration.Routine.Arguments is { } types ? [.. types.Select(type => type.Value)] : null,
        Input = KeptNowhere(draft.Name, [.. draft.Input.Select(input => input.Field)]),
        Arguments = [.. draft.Input.Select(input => input.Argument)],
        Returns = draft.Kind is not { } kind ? null : new FunctionResult
        {
            Kind = kind,
            Rows = draft.Target is { } target ? _resources[target] : KeptNowhere(draft.Name, draft.Result),
            IsMany = draft.IsMany,
        },
        Reads = draft.Declaration.Reads,
        Description = draft.Declaration.Description,
    };

    private static Resource KeptNowhere(string name, IReadOnlyList<FieldDraft> fields) => new()
    {
        Name = name,
        Plural = name,
        Path = name,
        Ordinal = -1,
        Entity = Nowhere,
        Fields = [.. fields.Select(BuildField)],
        Key = [],
    };

    // Whether somebody may be told less than all rows. What a row owns is seen by no more than see it.
    private bool MayBeUnseen(ResourceDraft draft) => Tenants.IsOfTenants(draft, service) || (service.Declaration.Auth is not null
        && (draft.Declaration.Access.Read ?? (draft.Parent is null ? service.Declaration.Access.Read : null)) switch
        {
            { } read => !AccessDeclaration.IsPublic(read) || (draft.Parent is { } parent && MayBeUnseen(parent)),
            null => draft.Parent is not { } parent || MayBeUnseen(parent),
        });

    // What a row owns changes with it.
    private static bool RequiresMatch(ResourceDraft draft) => draft.Declaration.RequiresMatch || (draft.Parent is { } parent && RequiresMatch(parent));

    private static Field BuildField(FieldDraft draft, int ordinal)
    {
        var declared = draft.Declaration;
        return draft.Built = new Field
        {
            Name = draft.Name,
            Ordinal = ordinal,
            Type = draft.Type,
            Column = draft.BuiltColumn,
            Role = draft.Role,
            Nullable = draft.Nullable,
            Default = draft.Default,
            DefaultValue = draft.DefaultValue,
            MinLength = draft.MinLength,
            MaxLength = draft.MaxLength,
            Minimum = draft.Minimum,
            Maximum = draft.Maximum,
            MaxItems = declared?.MaxItems?.Value ?? 1000,
            Pattern = draft.Pattern,
            Searchable = declared?.Searchable?.Value ?? false,
            ReadOnly = draft.ReadOnly,
            WriteOnly = declared?.WriteOnly?.Value ?? false,
            Immutable = draft.Immutable,
            Deprecated = declared?.Deprecated?.Value ?? false,
            Description = draft.Description,
            Format = declared?.Format?.Value,
            Examples = draft.Examples,
            MayBeUnseen = draft.Role == FieldRole.Tenant || (declared?.Access.Read is { } read && !AccessDeclaration.IsPublic(read)),
        };
    }

    private Relation BuildRelation(RelationDraft draft, int ordinal)
    {
        var (sourceFields, targetFields) = draft switch
        {
            { Link: not null } => (draft.Source.Key!, draft.Target.Key!),
            { Kind: RelationKind.Reference, Reference: { } reference } => (reference.Fields!, reference.TargetFields),
            _ => (draft.Reference!.TargetFields, draft.Reference.Fields!),
        };
        var relation = new Relation
        {
            Name = draft.Name,
            Ordinal = ordinal,
            Kind = draft.Kind,
            Source = _resources[draft.Source],
            Target = _resources[draft.Target],
            SourceFields = [.. sourceFields.Select(field => field.Built!)],
            TargetFields = [.. targetFields.Select(field => field.Built!)],
            Link = draft.Link is { } link ? Side(link, draft) : null,
            KeysName = draft is { Link: { } pairs, Declares: true } ? pairs.KeysName : null,
            MaxItems = draft.MaxItems,
            Description = draft.Description,
        };
        _relations.Add(draft, relation);
        return relation;
    }

    private LinkTable Side(LinkDraft link, RelationDraft draft)
    {
        var table = _links[link];
        return draft.Declares ? table : new LinkTable(table.Entity, table.Target, table.Source);
    }
}
