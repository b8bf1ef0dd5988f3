using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>The resources that a service has because it records who changes what. They are declared as a contract would, and so are served and migrated like all others.</summary>
internal static class AuditResources
{
    private static readonly string[] Names = [AuditTables.EntryName, AuditTables.ChainName];

    // In the order in which they are hashed.
    private static readonly (string Name, string Type, string Description)[] EntryFields =
    [
        ("chain", "int", "The chain that the entry is part of."),
        ("number", "long", "The place in its chain, from 1 without a gap."),
        ("at", "timestamp", "When the request came."),
        ("by", "string?", "Who asked: `caller.id`. Null: who did not say."),
        ("apiKey", "string?", "The id of the API key that they used."),
        ("address", "string?", "The address that they asked from. Null: the command line of the service."),
        ("operation", $"enum({string.Join(", ", AuditTables.Operations)})", "What became of the row."),
        ("action", "string?", "The action of the contract that did it."),
        ("resource", "string", "The resource of the row."),
        ("row", "string", "The key of the row, as paths have it."),
        ("fields", "string[]", "What changed: fields, also those that are write-only, or the relation of links."),
        ("old", "json?", "What changed as it was before. Nothing that is write-only."),
        ("new", "json?", "What changed as it was then. Nothing that is write-only."),
        (AuditTables.TenantName, $"string(1..{TenantSettings.MaxLength})?", "Whose the row is. Null: all tenants share it."),
        ("previous", "string(64)", "The hash of the entry before it in its chain; of the first, zeros."),
        ("hash", "string(64)", "The SHA-256 of all the rest, in hexadecimal."),
    ];

    private static readonly (string Name, string Type, string Description)[] ChainFields =
    [
        ("chain", "int", "The chain."),
        ("number", "long", "The number of its last entry."),
        ("hash", "string(64)", "The hash of its last entry."),
    ];

    /// <summary>The declarations, all of which stand where the record is asked for.</summary>
    /// <param name="audit">How it is asked for.</param>
    /// <param name="hasTenants">Whether rows are of tenants: then each reads of their own alone.</param>
    /// <param name="bag">What is wrong.</param>
    public static IEnumerable<ResourceDeclaration> Declare(AuditDeclaration audit, bool hasTenants, DiagnosticBag bag)
    {
        var write = new NodeWriter(audit.Place);
        string[] within = hasTenants ? [AuditTables.TenantName] : [];
        // Not what the service's `access` says of all: that somebody may read the rows does not mean that they may read this.
        var access = write.Map(("read", audit.Read ?? write.Text("false")));
        yield return ResourceReader.Read(new Entry(write.Text(AuditTables.EntryName), write.Map(
            ("description", write.Text("What was done to a row, and by whom.")),
            ("plural", write.Text("auditEntries")),
            ("path", write.Text("audit")),
            ("fields", Fields(write, [.. EntryFields.Where(field => hasTenants || field.Name != AuditTables.TenantName)], hasTenants ? ["previous", "hash"] : [])),
            ("key", write.List("chain", "number")),
            ("managed", write.List()),
            ("allow", write.List("read")),
            ("queries", new SequenceNode(audit.Place,
            [
                hasTenants ? write.Map(("filter", write.List(within)), ("sort", write.List("-at"))) : write.Map(("sort", write.List("-at"))),
                write.Map(("filter", write.List([.. within, "resource", "row"])), ("sort", write.List("-at"))),
                write.Map(("filter", write.List([.. within, "by"])), ("sort", write.List("-at"))),
            ])),
            ("access", access))), bag);
        yield return ResourceReader.Read(new Entry(write.Text(AuditTables.ChainName), write.Map(
            ("description", write.Text("Where a chain of the record ends.")),
            ("fields", Fields(write, ChainFields, [])),
            ("key", write.List("chain")),
            ("managed", write.List()),
            ("allow", write.List("read")),
            ("access", access))), bag);
    }

    /// <summary>Finds what does not go together with a record.</summary>
    public static void Check(ServiceDraft service)
    {
        var (declared, bag) = (service.Declaration, service.Bag);
        foreach (var draft in service.Resources.Where(draft => draft.Parent is not null))
        {
            if (draft.Declaration.Audit is { } own)
                bag.Report(AuditRules.OfChild, own.Place, $"{Wording.Quoted(draft.Name)} is a part of its parent, and recorded with it.", $"say `audit` of {Wording.Quoted(Root(draft).Name)}");
        }
        if (declared.Audit is not { } audit)
            return;
        if (declared.Auth is null)
            bag.Report(AuditRules.NobodyKnown, audit.Place, "Without `auth` nobody is asked who they are, and the record would not tell who did anything.", "add `auth: {}`, with an `issuer` where there is one");
        if (declared.IsExternal)
            bag.Report(AuditRules.External, audit.Place, "Nothing of the engine's is put into a database that is not ours, and so there is no place for the record.", "remove `audit`; the database can record by triggers");
        // Where a name is taken, the record's own is not declared.
        foreach (var taken in declared.Resources.Where(resource => Names.Contains(resource.Name.Value) && resource.Name.Place != audit.Place))
            bag.Report(AuditRules.NameTaken, taken.Name.Place, $"{Wording.Quoted(taken.Name.Value)} is what the record itself is called.", "give the resource another name, and `table` the name that its table has");
    }

    /// <summary>Whether a resource is one of the record's own.</summary>
    public static bool IsOne(ResourceDraft draft) => Names.Contains(draft.Name);

    /// <summary>Whether writes of a resource are recorded. What a row owns is recorded with it.</summary>
    public static bool IsAudited(ServiceDraft service, ResourceDraft draft) =>
        service.Declaration.Audit is { } audit && !IsOne(draft) && (Root(draft).Declaration.Audit?.Value ?? audit.All);

    /// <summary>The built resources.</summary>
    public static AuditTables Build(ServiceDraft service, IReadOnlyDictionary<ResourceDraft, Resource> resources) =>
        new(resources[service.Find(AuditTables.EntryName)!], resources[service.Find(AuditTables.ChainName)!]);

    private static ResourceDraft Root(ResourceDraft draft) => draft.Parent is { } parent ? Root(parent) : draft;

    // The hashes of entries between which one of another tenant's stands would let it be guessed: nobody is shown those.
    private static MappingNode Fields(NodeWriter write, (string Name, string Type, string Description)[] fields, string[] hidden) => write.Map([.. fields.Select(field => (field.Name, (Node)write.Map(
    [
        ("type", write.Text(field.Type)),
        ("description", write.Text(field.Description)),
        .. hidden.Contains(field.Name) ? [("access", (Node)write.Map(("read", write.Text("false"))))] : Array.Empty<(string, Node)>(),
    ])))]);

    /// <summary>Makes nodes that all stand at one place.</summary>
    private sealed class NodeWriter(Place place)
    {
        public ScalarNode Text(string text) => new(place, text, plain: true);

        public SequenceNode List(params string[] items) => new(place, [.. items.Select(Text)]);

        public MappingNode Map(params (string Key, Node Value)[] entries) => new(place, [.. entries.Select(entry => new Entry(Text(entry.Key), entry.Value))]);
    }
}
