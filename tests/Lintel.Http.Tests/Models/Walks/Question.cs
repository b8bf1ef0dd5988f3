using System.Globalization;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>What somebody asks: a list, or one row of it, and which of the rows.</summary>
internal sealed record Question
{
    public required Wanted Wanted { get; init; }

    /// <summary>The rows that stand above, the uppermost first, each with the relation that leads down from it.</summary>
    public required IReadOnlyList<(Resource Resource, long Key, Relation Down)> Above { get; init; }

    /// <summary>The key of the one row; null: the list.</summary>
    public long? Key { get; init; }

    /// <summary>What tells the one row instead of its key, in GraphQL: a field that is unique.</summary>
    public Field? By { get; init; }

    public Condition? Filter { get; init; }

    /// <summary>Whether the filter is a parameter of its own, where it can be.</summary>
    public bool IsByParameter { get; init; }

    /// <summary>The order: a field, behind a reference or not.</summary>
    public IReadOnlyList<(Relation? Hop, Field Field, bool Descending)> Order { get; init; } = [];

    public string? Search { get; init; }

    public Deleted Deleted { get; init; }

    /// <summary>The rows of a page; null: all.</summary>
    public int? Limit { get; init; }

    public Resource Resource => Wanted.Resource;

    /// <summary>A random question.</summary>
    public static Question Of(World world, Chances chances, bool isGraphQl)
    {
        var resource = chances.Of(world.Model.Resources);
        var above = new List<(Resource, long, Relation)>();
        for (var owner = resource.Owner; owner is not null; owner = owner.Source.Owner) above.Insert(0, (owner.Source, 0, owner));
        if (above.Count == 0 && chances.Hit(25) && resource.Relations.Where(relation => relation.Kind is RelationKind.Reverse or RelationKind.ManyToMany).ToArray() is { Length: > 0 } down)
        {
            var via = chances.Of(down);
            above.Add((resource, 0, via));
            resource = via.Target;
            if (resource.Owner is not null) return Of(world, chances, isGraphQl);
        }
        Row? parent = null;
        for (var i = 0; i < above.Count; i++)
        {
            var (of, _, relation) = above[i];
            IReadOnlyList<Row> rows = parent is null ? [.. world.Of(of)] : world.Many(parent, above[i - 1].Item3);
            parent = rows.Count > 0 ? chances.Of(rows) : null;
            above[i] = (of, parent is null ? 77 : (long)parent.Key, relation);
        }
        var isOwned = resource.Owner is not null;
        IReadOnlyList<Row> there = above.Count == 0 ? [.. world.Of(resource)] : parent is null ? [] : world.Many(parent, above[^1].Item3);
        var isOne = above is [] or [(_, _, { Kind: RelationKind.Children })] && chances.Hit(30);
        isGraphQl = isGraphQl && IsOfGraphQl(above.Count, isOne);
        var question = new Question
        {
            Wanted = Wanted.Of(resource, chances, depth: 2, isNamed: isGraphQl || chances.Hit(60), isGraphQl),
            Above = above,
            Key = !isOne ? null : there.Count > 0 && chances.Hit(85) ? (long)chances.Of(there).Key : 77,
            Deleted = !isGraphQl && resource.DeletedAt is not null && chances.Hit(35) ? chances.Of([Deleted.Include, Deleted.Only]) : Deleted.Exclude,
        };
        if (isOne) return question;
        var word = resource.Entity.Search is not null && chances.Hit(40) ? WalkRows.Word(chances) : null;
        return question with
        {
            Filter = chances.Hit(50) ? new ConditionGenerator(chances).Filter(resource) : null,
            IsByParameter = chances.Hit(50),
            // What is searched without an order comes with the best first, which the model knows nothing of.
            Order = chances.Hit(50) ? OrderOf(resource, chances) : word is null ? [] : [(null, resource.Key[0], false)],
            Search = word,
            Limit = chances.Hit(40) ? 1 + chances.Next(3) : null,
        };
    }

    /// <summary>Whether GraphQL has it: a list below one row at most, and one row by itself.</summary>
    public bool CanBeOfGraphQl => IsOfGraphQl(Above.Count, Key is not null);

    private static bool IsOfGraphQl(int above, bool isOne) => above < (isOne ? 1 : 2);

    /// <summary>What of it somebody may not ask, whatever the rows are; nothing: they may ask it.</summary>
    /// <param name="sight">What they see.</param>
    /// <param name="isGraphQl">Whether it is a field of a document: it leads from row to row, and where nothing is seen it finds nothing.</param>
    public IReadOnlyCollection<string> Closed(Sight sight, bool isGraphQl)
    {
        (string Part, bool IsOpen)[] parts =
        [
            ("rows", Above.Select(step => step.Resource).Append(Resource).Take(isGraphQl ? 1 : int.MaxValue).All(one => sight.Policies.Decided("read", one, sight.Caller) != false)),
            ("relation", Above.All(step => sight.MaySee(step.Down))),
            ("fields", Wanted.IsNamed(sight)),
            ("unique", By is null || sight.MaySee(By)),
            ("filter", Filter?.IsNamed(sight) != false),
            ("order", Order.All(term => sight.MaySee(term.Field) && (term.Hop is null || sight.MaySee(term.Hop)))),
            ("search", Search is null || MaySearch(sight, Resource)),
        ];
        return [.. parts.Where(part => !part.IsOpen).Select(part => part.Part)];
    }

    /// <summary>Whether somebody may ask this, whatever the rows are.</summary>
    public bool IsAllowed(Sight sight, bool isGraphQl) => Closed(sight, isGraphQl).Count == 0;

    /// <summary>Whether somebody may search rows: they may see all that is searched.</summary>
    public static bool MaySearch(Sight sight, Resource resource) => resource.Fields.All(field => !field.Searchable || sight.MaySee(field));

    /// <summary>Whether a search finds a row.</summary>
    public static bool Finds(Row row, string word) => row.Resource.Fields.Any(field => field.Searchable && (row.Values[field.Name] as string)?.Split(' ').Contains(word) == true);

    /// <summary>The rows, in order; null: what stands above is not there.</summary>
    public IReadOnlyList<Row>? Answer(Sight sight)
    {
        Row? parent = null;
        foreach (var (resource, key, down) in Above)
        {
            var row = sight.World.Find(resource, key);
            if (row is null || sight.World.IsDeleted(row) || !sight.Sees(row) || (parent is not null && !sight.Many(parent, resource.Owner!).Contains(row))) return null;
            parent = row;
        }
        var rows = (parent is null ? sight.Of(Resource, Deleted) : sight.World.Many(parent, Above[^1].Down).Where(row => sight.IsShown(row, Deleted) && sight.Sees(row))).Where(row => Key is null || Key.Equals(row.Key));
        if (Filter is not null) rows = rows.Where(row => Filter.Holds(sight, row));
        if (Search is not null) rows = rows.Where(row => Finds(row, Search));
        return [.. rows.Order(Comparer<Row>.Create((one, other) => Compare(sight, one, other)))];
    }

    /// <summary>Where REST has it.</summary>
    public string Path
    {
        get
        {
            var path = "";
            var name = Above.Count == 0 ? Resource.Path : Above[0].Resource.Path;
            foreach (var (_, key, down) in Above) (path, name) = (string.Create(CultureInfo.InvariantCulture, $"{path}{name}/{key}/"), down.Name);
            return path + name + (Key is { } one ? string.Create(CultureInfo.InvariantCulture, $"/{one}") : "");
        }
    }

    /// <summary>What REST asks it by.</summary>
    public IEnumerable<string> Query
    {
        get
        {
            if (Wanted.Query.Length > 0) yield return Wanted.Query;
            if (Filter is not null) yield return IsByParameter && Filter.Parameter is { } parameter ? parameter : "filter=" + Uri.EscapeDataString(Filter.ToString());
            if (Order.Count > 0) yield return "sort=" + string.Join(',', Order.Select(term => $"{(term.Descending ? "-" : "")}{(term.Hop is null ? "" : term.Hop.Name + ".")}{term.Field.Name}"));
            if (Search is not null) yield return "search=" + Search;
            if (Deleted != Deleted.Exclude) yield return "deleted=" + (Deleted == Deleted.Only ? "only" : "include");
        }
    }

    /// <summary>What GraphQL asks it by.</summary>
    public IEnumerable<string> Arguments
    {
        get
        {
            if (Filter is not null) yield return "where: " + Literal.TextOf(Filter.Where());
            if (Order.Count > 0) yield return "orderBy: " + Literal.TextOf(Order.Select(term => (object?)OrderOf(term.Hop, term.Field, term.Descending)).ToArray());
            if (Search is not null) yield return $"search: \"{Search}\"";
        }
    }

    private static Literal.Members OrderOf(Relation? hop, Field field, bool descending)
    {
        var term = new Literal.Members([(field.Name, new Literal.Name(descending ? "DESC" : "ASC"))]);
        return hop is null ? term : new Literal.Members([(hop.Name, term)]);
    }

    private static List<(Relation?, Field, bool)> OrderOf(Resource resource, Chances chances)
    {
        var terms = new List<(Relation? Hop, Field Field, bool)>();
        for (var i = 1 + chances.Next(2); i > 0; i--)
        {
            var hop = chances.Hit(35) && resource.Relations.Where(relation => relation.IsToOne).ToArray() is { Length: > 0 } hops ? chances.Of(hops) : null;
            var field = chances.Of((hop?.Target ?? resource).Fields);
            if (!terms.Exists(term => term.Hop == hop && term.Field == field)) terms.Add((hop, field, chances.Hit(50)));
        }
        return terms;
    }

    private int Compare(Sight sight, Row one, Row other)
    {
        foreach (var (hop, field, descending) in Order)
        {
            var sign = Row.Compare(sight.Value(hop is null ? one : sight.One(one, hop), field), sight.Value(hop is null ? other : sight.One(other, hop), field));
            if (sign != 0) return descending ? -sign : sign;
        }
        var last = Row.Compare(one.Key, other.Key);
        return Order is [.., (_, _, true)] ? -last : last;
    }
}
