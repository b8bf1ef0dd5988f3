using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>What somebody asks of what rows add up to, over all owners.</summary>
internal sealed record SumQuestion
{
    public required Resource Resource { get; init; }

    public required bool IsGraphQl { get; init; }

    /// <summary>The number of which the sum and the greatest are wanted.</summary>
    public Field? Measured { get; init; }

    /// <summary>What is counted by its different values.</summary>
    public Field? Counted { get; init; }

    /// <summary>The relation of which it is wanted to how few rows it leads.</summary>
    public Relation? Related { get; init; }

    /// <summary>What makes the groups: a field, behind a reference or not.</summary>
    public (Relation? Hop, Field Field)? Group { get; init; }

    public Condition? Filter { get; init; }

    public string? Search { get; init; }

    public Deleted Deleted { get; init; }

    /// <summary>The rows of which a group must have more.</summary>
    public int? MoreThan { get; init; }

    /// <summary>A random question.</summary>
    public static SumQuestion Of(ServiceModel model, Chances chances)
    {
        var resource = chances.Of(model.Resources);
        var isGraphQl = resource.Owner is null && chances.Hit(40);
        var numbers = resource.Fields.Where(field => field.Role == FieldRole.Plain && field.Type.Kind is ScalarKind.Int or ScalarKind.Long && (field.IsStored || !isGraphQl)).ToArray();
        var hops = resource.Relations.Where(relation => relation.IsToOne).ToArray();
        var hop = !isGraphQl && hops.Length > 0 && chances.Hit(40) ? chances.Of(hops) : null;
        var isGrouped = chances.Hit(50);
        return new SumQuestion
        {
            Resource = resource,
            IsGraphQl = isGraphQl,
            Measured = numbers.Length > 0 && chances.Hit(70) ? chances.Of(numbers) : null,
            Counted = chances.Hit(30) ? chances.Of(Stored(resource)) : null,
            Related = !isGraphQl && chances.Hit(20) && resource.Relations.Where(relation => !relation.IsToOne).ToArray() is { Length: > 0 } many ? chances.Of(many) : null,
            Group = isGrouped ? (hop, chances.Of(Stored(hop?.Target ?? resource))) : null,
            Filter = chances.Hit(40) ? new ConditionGenerator(chances).Filter(resource) : null,
            Search = !isGraphQl && resource.Entity.Search is not null && chances.Hit(20) ? WalkRows.Word(chances) : null,
            Deleted = !isGraphQl && resource.DeletedAt is not null && chances.Hit(35) ? chances.Of([Deleted.Include, Deleted.Only]) : Deleted.Exclude,
            MoreThan = !isGraphQl && isGrouped && chances.Hit(30) ? 1 + chances.Next(2) : null,
        };

        static Field[] Stored(Resource of) => [.. of.Fields.Where(field => field.IsStored && field.Role is FieldRole.Plain or FieldRole.Reference)];
    }

    /// <summary>What of it somebody may not ask, whatever the rows are; nothing: they may ask it.</summary>
    public IReadOnlyCollection<string> Closed(Sight sight)
    {
        (string Part, bool IsOpen)[] parts =
        [
            ("rows", sight.Policies.Decided("read", Resource, sight.Caller) != false),
            ("measure", Measured is null || sight.MaySee(Measured)),
            ("count", Counted is null || sight.MaySee(Counted)),
            ("relation", Related is null || sight.MaySee(Related)),
            ("group", Group is not var (hop, field) || (sight.MaySee(field) && (hop is null || sight.MaySee(hop)))),
            ("filter", Filter?.IsNamed(sight) != false),
            ("search", Search is null || Question.MaySearch(sight, Resource)),
        ];
        return [.. parts.Where(part => !part.IsOpen).Select(part => part.Part)];
    }

    /// <summary>What the rows add up to that somebody sees.</summary>
    public JsonArray Answer(Sight sight)
    {
        var rows = sight.Of(Resource, Deleted).Where(row => Filter?.Holds(sight, row) != false && (Search is null || Question.Finds(row, Search))).ToArray();
        if (Group is not var (hop, field)) return [Sum(sight, null, rows)];
        var groups = rows.GroupBy(row => Shared(row) ?? "").Where(group => MoreThan is null || group.Count() > MoreThan).Select(group => (Shared: Shared(group.First()), Rows: group.ToArray())).ToList();
        groups.Sort((one, other) => Row.Compare(one.Shared, other.Shared));
        return [.. groups.Select(group => Sum(sight, group.Shared, group.Rows))];

        object? Shared(Row row) => sight.Value(hop is null ? row : sight.One(row, hop), field);
    }

    /// <summary>Where REST has it, and what it is asked by.</summary>
    public string Target
    {
        get
        {
            var query = new List<string> { "count=*" };
            if (Measured is not null) query.Add($"sum={Measured.Name}&max={Measured.Name}");
            if (Counted is not null) query.Add($"countDistinct={Counted.Name}");
            if (Related is not null) query.Add($"min=related:size({Related.Name})");
            if (Group is not null) query.Add("group=" + GroupName);
            if (Filter is not null) query.Add("filter=" + Uri.EscapeDataString(Filter.ToString()));
            if (Search is not null) query.Add("search=" + Search);
            if (Deleted != Deleted.Exclude) query.Add("deleted=" + (Deleted == Deleted.Only ? "only" : "include"));
            if (MoreThan is { } least) query.Add(string.Create(CultureInfo.InvariantCulture, $"having=count%20%3E%20{least}"));
            return $"{Resource.Path}:aggregate?{string.Join('&', query)}";
        }
    }

    /// <summary>What GraphQL asks it by.</summary>
    public string Document
    {
        get
        {
            var arguments = new List<string>();
            if (Filter is not null) arguments.Add("where: " + Literal.TextOf(Filter.Where()));
            if (Group is not null) arguments.Add($"groupBy: [{string.Concat(GroupName.Select(letter => char.IsUpper(letter) ? "_" + letter : letter.ToString())).ToUpperInvariant()}]");
            var wanted = $"{(Group is null ? "" : $"group {{ {GroupName} }} ")}count{(Measured is null ? "" : $" sum {{ {Measured.Name} }} max {{ {Measured.Name} }}")}{(Counted is null ? "" : $" countDistinct {{ {Counted.Name} }}")}";
            return $"{{ it: {Resource.Plural}Aggregate{(arguments.Count > 0 ? $"({string.Join(", ", arguments)})" : "")} {{ {wanted} }} }}";
        }
    }

    private string GroupName => Group is var (hop, of) ? (hop is null ? "" : hop.Name + ".") + of.Name : "";

    private JsonObject Sum(Sight sight, object? shared, Row[] rows)
    {
        var sum = new JsonObject { ["count"] = rows.Length };
        if (Group is var (_, field))
        {
            var value = Wanted.JsonOf(IsGraphQl && FilterGenerator.Shown(field, shared) is Literal.Name name ? name.Text : shared);
            if (IsGraphQl) sum["group"] = new JsonObject { [GroupName] = value };
            else sum[GroupName] = value;
        }
        if (Measured is not null)
        {
            var values = rows.Select(row => sight.Value(row, Measured)).OfType<long>().ToArray();
            sum["sum"] = new JsonObject { [Measured.Name] = values.Sum() };
            sum["max"] = new JsonObject { [Measured.Name] = values.Length == 0 ? null : values.Max() };
        }
        if (Related is not null) sum["min"] = new JsonObject { ["related"] = rows.Length == 0 ? null : rows.Min(row => sight.Many(row, Related).Count) };
        if (Counted is not null) sum["countDistinct"] = new JsonObject { [Counted.Name] = rows.Select(row => sight.Value(row, Counted)).OfType<object>().Distinct().Count() };
        return sum;
    }
}
