using Lintel.Contract.Rules;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Names both sides of every relation, and checks that no name is taken.</summary>
internal static class Relations
{
    public static void Run(ServiceDraft service)
    {
        foreach (var resource in service.Resources)
        {
            if (resource.ParentReference is { } parent)
                AddOwned(resource, parent);
            foreach (var field in resource.Declaration.Fields)
            {
                if (resource.References.Find(reference => reference.Declaration == field) is { } found)
                    AddReference(found);
                else if (resource.Links.Find(link => link.Declaration == field) is { } link)
                    AddLink(link, service);
            }
        }

        foreach (var resource in service.Resources)
            CheckNames(resource, service.Bag);
    }

    private static void AddOwned(ResourceDraft child, ReferenceDraft parent)
    {
        var given = child.Declaration.Reverse;
        var up = new RelationDraft(parent.Name, parent.Place, RelationKind.Reference, child, parent.Target) { Reference = parent };
        var down = new RelationDraft(given?.Value ?? ChildrenName(child, parent.Target), given?.Place ?? child.Place, RelationKind.Children, parent.Target, child)
        {
            Reference = parent,
            Derived = given is null,
            Description = child.Declaration.Description,
            MaxItems = child.Declaration.MaxItems?.Value ?? 1000,
        };
        Join(up, down);
    }

    private static void AddReference(ReferenceDraft reference)
    {
        var declared = reference.Declaration!;
        var there = new RelationDraft(reference.Name, reference.Place, RelationKind.Reference, reference.Source, reference.Target)
        {
            Reference = reference,
            Description = declared.Description?.Value,
        };
        var back = new RelationDraft(declared.Reverse?.Value ?? reference.Source.Plural, declared.Reverse?.Place ?? reference.Place, RelationKind.Reverse, reference.Target, reference.Source)
        {
            Reference = reference,
            Derived = declared.Reverse is null,
        };
        Join(there, back);
    }

    private static void AddLink(LinkDraft link, ServiceDraft service)
    {
        var declared = link.Declaration;
        link.Table = declared.Through?.Table.Name.Value ?? $"{link.Source.Table}_{Casing.Snake(declared.Name)}";
        link.KeysName = Casing.Singular(declared.Name) + "Ids";
        if (service.Declaration.IsExternal)
            CheckThrough(link, service.Bag);
        else
            CheckTable(link, service);
        var there = new RelationDraft(declared.Name, declared.Place, RelationKind.ManyToMany, link.Source, link.Target)
        {
            Link = link,
            Declares = true,
            Description = declared.Description?.Value,
            MaxItems = declared.MaxItems?.Value ?? 1000,
        };
        var back = new RelationDraft(declared.Reverse?.Value ?? link.Source.Plural, declared.Reverse?.Place ?? declared.Place, RelationKind.ManyToMany, link.Target, link.Source)
        {
            Link = link,
            Derived = declared.Reverse is null,
            MaxItems = declared.MaxItems?.Value ?? 1000,
        };
        Join(there, back);
    }

    // Pairs of a table that is not ours may be a resource of their own too.
    private static void CheckThrough(LinkDraft link, DiagnosticBag bag)
    {
        if (link.Declaration.Through is not { } through)
        {
            bag.Report(ExternalContractRules.ThroughMissing, link.Declaration.Place, $"{Wording.Quoted(link.Declaration.Name)} leads to many, but nothing says through which table.", "add `through: { table: …, from: […], to: […] }`");
            return;
        }

        foreach (var (resource, columns) in new[] { (link.Source, through.From), (link.Target, through.To) })
        {
            if (resource.Key!.Count != columns.Count && !resource.Broken)
                bag.Report(ExternalContractRules.ColumnCount, columns[0].Place, $"The key of {Wording.Quoted(resource.Name)} has {Wording.Count(resource.Key.Count, "field")}, and these are {Wording.Count(columns.Count, "column")}.", "name a column for each field of the key, in its order");
        }
    }

    private static void CheckTable(LinkDraft link, ServiceDraft service)
    {
        var declared = link.Declaration;
        ResourceNames.CheckTable(link.Table, declared.Place, service.Bag);
        var taken = service.Resources.FirstOrDefault(other => string.Equals(other.Table, link.Table, StringComparison.OrdinalIgnoreCase))?.Name
            ?? service.Resources.SelectMany(other => other.Links).FirstOrDefault(other => other != link && string.Equals(other.Table, link.Table, StringComparison.OrdinalIgnoreCase))?.Declaration.Name;
        if (taken is not null)
            service.Bag.Report(NameRules.TableClash, declared.Place, $"The table of pairs {Wording.Quoted(link.Table)} is that of {Wording.Quoted(taken)} already.", "give the resource another `table:`, or the field another name");
    }

    private static void Join(RelationDraft one, RelationDraft other)
    {
        (one.Inverse, other.Inverse) = (other, one);
        one.Source.Relations.Add(one);
        other.Source.Relations.Add(other);
    }

    private static string ChildrenName(ResourceDraft child, ResourceDraft parent) =>
        child.Name.Length > parent.Name.Length && child.Name.StartsWith(parent.Name, StringComparison.Ordinal) && char.IsAsciiLetterUpper(child.Name[parent.Name.Length])
            ? Casing.Plural(Casing.Small(child.Name[parent.Name.Length..]))
            : child.Plural;

    private static void CheckNames(ResourceDraft resource, DiagnosticBag bag)
    {
        var taken = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in resource.Fields)
            taken.TryAdd(field.Name, "a field");

        // Names that the user wrote come first, so that a clash is reported where a name was made up.
        foreach (var relation in resource.Relations.OrderBy(relation => relation.Derived ? 1 : 0))
        {
            if (relation is { Link: { } link, Declares: true } && !taken.TryAdd(link.KeysName, "the keys of a relation"))
                bag.Report(NameRules.NameClash, relation.Place, $"The keys of {Wording.Quoted(relation.Name)} travel as {Wording.Quoted(link.KeysName)}, and {Wording.Quoted(resource.Name)} has that name already.", "rename one of them");
            ResourceNames.CheckName(relation.Name, relation.Place, bag);
            if (taken.TryAdd(relation.Name, $"the relation to {Wording.Quoted(relation.Target.Name)}"))
                continue;
            if (relation is { Derived: false, Kind: RelationKind.Reference, Reference.Declaration: not null })
                continue;
            bag.Report(NameRules.RelationClash, relation.Place,
                $"{Wording.Quoted(resource.Name)} would call this relation {Wording.Quoted(relation.Name)}, but that is {taken[relation.Name]} already.", Hint(relation));
        }

        const string Restore = "restore";
        if (resource.SoftDeletes && resource.Relations.Find(relation => relation.Name == Restore) is { } like)
            bag.Report(NameRules.NameClash, like.Place, $"The relation to {Wording.Quoted(like.Target.Name)} has the path {Wording.Quoted(Restore)}, by which soft deletes are undone.", Hint(like));
        foreach (var action in resource.Declaration.Actions)
        {
            if (resource.SoftDeletes && action.Name.Value == Restore)
                bag.Report(NameRules.NameClash, action.Name.Place, $"The action {Wording.Quoted(Restore)} has the path by which soft deletes are undone.", "rename it");
            if (resource.Relations.Find(relation => relation.Name == action.Name.Value) is { } relation)
                bag.Report(NameRules.NameClash, action.Name.Place, $"The action {Wording.Quoted(action.Name.Value)} has the path of the relation to {Wording.Quoted(relation.Target.Name)}.", "rename one of them");
        }
    }

    private static string Hint(RelationDraft relation)
    {
        if (relation.Kind == RelationKind.Children)
            return $"name the children with `reverse:` on {Wording.Quoted(relation.Target.Name)}";
        if (relation is { Kind: RelationKind.Reference, Reference.Declaration: null })
            return $"an owned child leads to its parent by that name anyway: rename or remove the field {Wording.Quoted(relation.Name)}";
        var name = relation.Reference?.Name ?? relation.Link?.Declaration.Name;
        return name is null || !relation.Derived
            ? "choose another name"
            : $"name the way back, for example `reverse {Casing.Small(name)}{Casing.Capital(relation.Target.Plural)}`";
    }
}
