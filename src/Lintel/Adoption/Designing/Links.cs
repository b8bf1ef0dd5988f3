using Lintel.Adoption.Catalog;
using Lintel.Adoption.Naming;
using Lintel.Contract.Compilation;

namespace Lintel.Adoption.Designing;

/// <summary>Makes relations of many to many of the tables that pair rows.</summary>
internal static class Links
{
    public static void Design(DesignWork work, IReadOnlyList<(CatalogTable Table, CatalogForeignKey First, CatalogForeignKey Second)> junctions)
    {
        foreach (var (table, first, second) in junctions)
        {
            var (one, other) = (work.Of(first.Target)!, work.Of(second.Target)!);
            var leads = one == other || !Leads(table, other, one);
            Make(work, table, leads ? (one, first) : (other, second), leads ? (other, second) : (one, first));
        }
    }

    // `playlist_track` is of playlists first.
    private static bool Leads(CatalogTable table, ResourceDesign one, ResourceDesign other)
    {
        var words = Words.Of(table.Name.Name);
        return Place(words, one) < Place(words, other);
    }

    private static int Place(IReadOnlyList<string> words, ResourceDesign resource)
    {
        var own = Words.Of(resource.Name);
        for (var at = 0; at < words.Count; at++)
        {
            IReadOnlyList<string> rest = [.. words.Skip(at)];
            if (Words.Begins(rest, own) || Words.Begins(rest, Words.Of(Inflection.Plural(resource.Name))))
                return at;
        }

        return int.MaxValue;
    }

    private static void Make(DesignWork work, CatalogTable table, (ResourceDesign Resource, CatalogForeignKey Key) from, (ResourceDesign Resource, CatalogForeignKey Key) to)
    {
        var (source, target) = (from.Resource, to.Resource);
        var role = Inflection.Plural(RoleOf(to.Key));
        string[] wanted = source == target ? [role, Inflection.Plural(target.Name)] : [Inflection.Plural(target.Name), role, Reserved.Field([.. Words.Of(table.Name.Name), "links"])];
        var name = work.Names(source).Take(wanted.Select(word => Reserved.Field(Words.Of(word))), word => [Casing.Singular(word) + "Ids"]);
        var back = work.Names(target).Take(source == target
            ? [Reserved.Field(Words.Of(Inflection.Plural(RoleOf(from.Key)))), Reserved.Field([.. Words.Of(name), "of"])]
            : [Inflection.Plural(source.Name), Reserved.Field(Words.Of(Inflection.Plural(RoleOf(from.Key)))), Reserved.Field([.. Words.Of(table.Name.Name), .. Words.Of(Inflection.Plural(source.Name))])]);
        source.Fields.Add(new FieldDesign(name)
        {
            Type = target.Name + "[]",
            Target = target,
            Through = new ThroughDesign(table, References.InOrder(source, from.Key), References.InOrder(target, to.Key)),
            Reverse = back == Inflection.Plural(source.Name) ? null : back,
            Description = Texts.Comment(table.Comment),
        });
    }

    private static string RoleOf(CatalogForeignKey key)
    {
        var words = Words.Of(key.Columns[^1]);
        return Reserved.Field(words.Count > 1 && words[^1] is "id" or "key" or "code" or "fk" ? [.. words.SkipLast(1)] : words);
    }
}
