using System.Collections.Frozen;
using Lintel.Adoption.Naming;

namespace Lintel.Adoption.Designing;

/// <summary>Names the way back of each reference: <c>invoice.lines</c>, <c>employee.reports</c>, <c>team.homeMatches</c>.</summary>
internal static class ReverseNames
{
    private static readonly FrozenSet<string> Superiors = FrozenSet.Create(StringComparer.Ordinal, "manager", "boss", "supervisor", "superior", "chief", "leader", "lead", "head");

    public static void Design(DesignWork work)
    {
        // Those that lead from a role-less reference come first: they have the plainest names.
        var references = work.Resources.SelectMany(source => source.Fields.Where(field => field is { Target: not null, Through: null }).Select(field => (Source: source, Field: field))).ToList();
        foreach (var (source, field) in references.OrderBy(pair => work.Known.Reverse(pair.Source.Table.Name, pair.Field.Columns) is not null ? 0 : IsPlain(pair.Field) ? 1 : 2))
        {
            var target = field.Target!;
            var isOnly = references.Count(other => other.Source == source && other.Field.Target == target) == 1;
            var name = work.Names(target).Take([.. DesignWork.Listed(work.Known.Reverse(source.Table.Name, field.Columns)), .. Wanted(work, source, field, target, isOnly)]);
            field.Reverse = name == Inflection.Plural(source.Name) ? null : name;
        }
    }

    private static bool IsPlain(FieldDesign field) => string.Equals(field.Name, field.Target!.Name, StringComparison.Ordinal);

    private static IEnumerable<string> Wanted(DesignWork work, ResourceDesign source, FieldDesign field, ResourceDesign target, bool isOnly)
    {
        var plural = Inflection.Plural(source.Name);
        var role = Words.Of(field.Name);
        if (source == target)
        {
            if (OfItself(role) is { } own)
                yield return own;
        }
        else if (isOnly || IsPlain(field))
        {
            if (WithoutParent(work, source, target) is { } child)
                yield return child;
            yield return plural;
        }

        var targetWords = Words.Of(target.Name);
        var distinct = role.Count > targetWords.Count && Words.Ends(role, targetWords) ? [.. role.SkipLast(targetWords.Count)] : role[^1] is "by" && role.Count > 1 ? [.. role.SkipLast(1)] : role;
        yield return Reserved.Field([.. distinct, .. Words.Of(WithoutParent(work, source, target) ?? plural)]);
        yield return Reserved.Field([.. role, .. Words.Of(plural)]);
        yield return Reserved.Field([.. Words.Of(plural), "by", .. role]);
    }

    private static string? OfItself(IReadOnlyList<string> role) =>
        role is ["parent"] ? "children"
        : role.Count == 1 && Superiors.Contains(role[0]) ? "reports"
        : role.Count > 1 && role[^1] == "to" ? Inflection.Plural(Words.Camel(role.SkipLast(1)))
        : role.Count > 1 && role[0] == "parent" ? Reserved.Field(["child", .. Words.Of(Inflection.Plural(Words.Camel(role.Skip(1))))])
        : null;

    // What is called like a resource of its own would be taken for that.
    private static string? WithoutParent(DesignWork work, ResourceDesign source, ResourceDesign target)
    {
        var (words, parent) = (Words.Of(source.Name), Words.Of(target.Name));
        if (words.Count <= parent.Count || !Words.Begins(words, parent))
            return null;
        var rest = Words.Camel(words.Skip(parent.Count));
        return work.IsResource(rest) || !char.IsAsciiLetter(rest[0]) ? null : Reserved.Field(Words.Of(Inflection.Plural(rest)));
    }
}
