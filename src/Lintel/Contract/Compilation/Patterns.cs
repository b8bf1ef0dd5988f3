using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Resolves the names in <c>unique</c> and <c>queries</c>.</summary>
internal static class Patterns
{
    /// <summary>Greatest length of an indexed text: PostgreSQL keeps 2,704 bytes in an index, and a code point takes up to four.</summary>
    public const int MaxIndexed = 600;

    private const string TooLong = "too long";
    private const string NotStored = "computed anew each time";

    public static void Run(ServiceDraft service)
    {
        foreach (var resource in service.Resources)
        {
            AddUniques(resource, service);
            foreach (var query in resource.Declaration.Queries)
                AddPattern(resource, query, service);
        }
    }

    /// <summary>Checks the access patterns with computed fields, whose types are known last.</summary>
    public static void CheckComputed(ServiceDraft service)
    {
        foreach (var pattern in service.Resources.SelectMany(resource => resource.Patterns))
        {
            foreach (var field in pattern.Filter.Concat(pattern.Sort.Select(term => term.Field)).Where(field => field.Built!.Computed is not null))
            {
                if (WhyNot(field.Built!.Type, field.Built.MaxLength) is { } reason)
                    service.Bag.Report(ResourceRules.NotIndexable, pattern.Place, $"{Wording.Quoted(field.Name)} can't stand in an index: it is {reason}.",
                        reason == TooLong ? $"compute it from texts that have at most {MaxIndexed} characters together" : Hint(reason));
            }
        }
    }

    private static void AddUniques(ResourceDraft resource, ServiceDraft service)
    {
        var bag = service.Bag;
        foreach (var field in resource.Scalars.Where(field => field is { Broken: false, Declaration.Unique.Value: not Uniqueness.None }))
        {
            if (WhyNot(field, service) == TooLong)
                bag.Report(ResourceRules.NotIndexable, field.Declaration!.Unique!.Place, $"{Wording.Quoted(field.Name)} can't be unique: it is too long for an index.", $"give it a length of at most {MaxIndexed}");
            resource.Uniques.Add(new UniqueDraft(field.Place, [field], field.Declaration!.Unique!.Value == Uniqueness.IgnoreCase) { IsGlobal = field.Declaration.Unique.Value == Uniqueness.Global });
        }

        foreach (var reference in resource.References.Where(reference => reference.Declaration?.Unique is { Value: not Uniqueness.None }))
            resource.Uniques.Add(new UniqueDraft(reference.Place, reference.Fields!, false) { IsGlobal = reference.Declaration!.Unique!.Value == Uniqueness.Global });
        foreach (var unique in resource.Declaration.Uniques)
        {
            var fields = new List<FieldDraft>();
            var found = true;
            foreach (var name in unique.Fields)
                found &= Take(resource, name, name.Value, fields, service, sorting: false);
            if (!found || fields.Count == 0)
                continue;
            if (fields.Find(field => field.Declaration is { Computed: not null }) is { } computed)
            {
                bag.Report(ResourceRules.NotIndexable, unique.Place, $"{Wording.Quoted(computed.Name)} is computed, and can't be unique.", "name the fields that it is computed from");
                continue;
            }

            if (unique.IgnoreCase && !fields.Exists(field => field.Broken || ConstraintRules.IsText(field.Type.Kind)))
                bag.Report(FieldRules.NotForType, unique.Place, "None of these fields is text, so `ignoreCase` has no meaning here.", "remove `ignoreCase`");
            if (resource.Uniques.Exists(other => other.IgnoreCase == unique.IgnoreCase && other.Fields.ToHashSet().SetEquals(fields)) || resource.Key!.ToHashSet().SetEquals(fields))
                bag.Report(ResourceRules.Covered, unique.Place, "These fields are declared unique already.", "remove one of the two");
            else
                resource.Uniques.Add(new UniqueDraft(unique.Place, fields, unique.IgnoreCase) { IsGlobal = unique.IsGlobal });
        }
    }

    private static void AddPattern(ResourceDraft resource, QueryDeclaration query, ServiceDraft service)
    {
        var bag = service.Bag;
        var filter = new List<FieldDraft>();
        var found = true;
        foreach (var name in query.Filter)
            found &= Take(resource, name, name.Value, filter, service, sorting: false);
        var sort = new List<(FieldDraft, bool)>();
        foreach (var term in query.Sort)
        {
            var fields = new List<FieldDraft>(filter.Concat(sort.Select(other => other.Item1)));
            var before = fields.Count;
            var descending = term.Value.StartsWith('-');
            found &= Take(resource, term, descending ? term.Value[1..] : term.Value, fields, service, sorting: true);
            sort.AddRange(fields.Skip(before).Select(field => (field, descending)));
        }

        var pattern = new PatternDraft(query.Place, filter, sort);
        if (!found || filter.Count + sort.Count == 0)
            return;
        if (resource.Patterns.Exists(other => other.Filter.ToHashSet().SetEquals(filter) && other.Sort.SequenceEqual(sort)))
            bag.Report(ResourceRules.Covered, query.Place, "This access pattern is declared already.", "remove one of the two");
        else
            resource.Patterns.Add(pattern);
    }

    // False: the name was reported, so that nothing more is said about the list.
    private static bool Take(ResourceDraft resource, Located<string> at, string name, List<FieldDraft> into, ServiceDraft service, bool sorting)
    {
        var bag = service.Bag;
        if (resource.Find(name) is not { } fields)
        {
            if (resource.Broken)
                return false;
            if (resource.Relations.Exists(relation => relation.Name == name))
                bag.Report(ResourceRules.NotIndexable, at.Place, $"{Wording.Quoted(name)} leads to many rows, so it can't stand in a list of fields.", "name a field or a reference of this resource");
            else
                bag.Report(ResourceRules.UnknownField, at.Place, $"{Wording.Quoted(resource.Name)} has no field {Wording.Quoted(name)}.", bag.DidYouMean(name, Names(resource)));
            return false;
        }

        var fine = true;
        foreach (var field in fields)
        {
            if (into.Contains(field))
            {
                fine = false;
                bag.Report(ResourceRules.NamedTwice, at.Place, $"{Wording.Quoted(name)} stands in this access pattern or list twice.", "remove one of them");
            }
            else if (!field.Broken && WhyNot(field, service) is { } reason)
            {
                fine = false;
                bag.Report(ResourceRules.NotIndexable, at.Place, $"{Wording.Quoted(name)} can't be {(sorting ? "sorted by" : "compared")} with an index: it is {reason}.", Hint(reason));
            }
            else
            {
                into.Add(field);
            }
        }

        return fine;
    }

    // Why a field can stand in no index; null: it can. What others made an index over fits one.
    private static string? WhyNot(FieldDraft field, ServiceDraft service) =>
        field.Declaration is { Computed: not null } ? field.IsStored ? null : NotStored
        : field.Declaration?.WriteOnly is { Value: true } ? "write-only"
        : WhyNot(field.Type, field.MaxLength) is { } reason && !(reason == TooLong && service.Declaration.IsExternal) ? reason
        : null;

    private static string? WhyNot(FieldType type, int? maxLength) =>
        type.IsArray || type.Kind == ScalarKind.Json ? $"of type `{type}`"
        : type.Kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Bytes && (maxLength ?? int.MaxValue) > MaxIndexed ? TooLong
        : null;

    private static string Hint(string reason) => reason switch
    {
        TooLong => $"give it a length of at most {MaxIndexed}",
        NotStored => "keep it in a column with `stored: true`, or remove it from the list",
        _ => "remove it from the list",
    };

    private static IEnumerable<string> Names(ResourceDraft resource) =>
        resource.Fields.Select(field => field.Name).Concat(resource.References.Select(reference => reference.Name));
}
