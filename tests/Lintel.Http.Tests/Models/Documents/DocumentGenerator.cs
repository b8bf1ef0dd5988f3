using Lintel.Model;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>A document with its variables, and what is asked by it.</summary>
internal sealed record AskedDocument(string Text, string Variables, PickSet Root);

/// <summary>Random documents that are valid and within all limits.</summary>
internal sealed class DocumentGenerator
{
    private const int Depth = 3, MostRelations = 10, MostRows = 4, MostNames = 120, Levels = 2;

    private readonly ModelRows _rows;
    private readonly Chances _chances;
    private readonly FilterGenerator _filters;
    private readonly SumsGenerator _sums;
    private readonly List<Fragment> _fragments = [];
    private readonly int _width;
    private int _relations;

    private DocumentGenerator(ModelRows rows, int seed)
    {
        (_rows, _chances) = (rows, new Chances(seed));
        _filters = new FilterGenerator(rows, _chances);
        _sums = new SumsGenerator(rows, _chances, _filters);
        _width = 1 + _chances.Next(4);
    }

    /// <summary>The document of a seed.</summary>
    public static AskedDocument Of(ModelRows rows, int seed)
    {
        var generator = new DocumentGenerator(rows, seed);
        var root = generator.Set(new Kind("Query", generator.RootField), Depth, _ => generator._relations = 0);
        var definitions = generator._chances.Definitions;
        var head = definitions.Length == 0 && generator._chances.Hit(50) ? "" : $"query{(generator._chances.Hit(50) ? " Q" : "")}{definitions} ";
        return new AskedDocument(head + string.Join('\n', [root.ToString(), .. generator._fragments.Select(fragment => fragment.ToString())]), generator._chances.Values, root);
    }

    /// <summary>What can be selected of a type.</summary>
    /// <param name="Name">The name of the type.</param>
    /// <param name="Field">Makes one of its fields, with no more relations below each other than it is given.</param>
    /// <param name="IsNode">Whether it is a node.</param>
    private sealed record Kind(string Name, Func<int, FieldPick> Field, bool IsNode = false);

    private PickSet Set(Kind kind, int depth, Action<int>? before = null, int level = 0)
    {
        var picks = new List<Pick>();
        for (var i = _chances.Next(_chances.Names > MostNames ? 1 : _width); i >= 0; i--)
        {
            before?.Invoke(i);
            picks.Add(One(kind, depth, level));
        }
        return new PickSet(picks);
    }

    private Pick One(Kind kind, int depth, int level)
    {
        var chance = _chances.Next(100);
        if (level == Levels || chance < 80 || kind.Name == "Query") return chance < 5 ? TypeName() : kind.Field(depth) with { Switches = _chances.Switches() };
        if (chance < 90) return Inline(kind, depth, level + 1);
        // Where it nests as deep it asks for no more rows than it did where it was made.
        var known = _fragments.FindAll(fragment => fragment.On == kind.Name && fragment.Depth == depth && fragment.Relations + _relations <= MostRelations);
        if (known.Count > 0 && _chances.Hit(60))
        {
            var again = _chances.Of(known);
            _relations += again.Relations;
            return new SpreadPick(again, _chances.Switches());
        }
        var relations = _relations;
        var set = Set(kind, depth, level: level + 1);
        var made = new Fragment(_chances.Name("F"), kind.Name, set, depth, _relations - relations);
        _fragments.Add(made);
        return new SpreadPick(made, _chances.Switches());
    }

    private InlinePick Inline(Kind kind, int depth, int level)
    {
        if (!kind.IsNode || _chances.Hit(60)) return new InlinePick(_chances.Hit(50) ? kind.Name : null, Set(kind, depth, level: level), _chances.Switches());
        // Of a node alone little is known, and within of what it is all again.
        var picks = new List<Pick> { Leaf("nodeId", source => ((Row)source).NodeId) };
        if (_chances.Hit(50)) picks.Add(new InlinePick(kind.Name, Set(kind, depth, level: level), _chances.Switches()));
        if (_chances.Hit(50)) picks.Add(new InlinePick("Node", new PickSet([Leaf("nodeId", source => ((Row)source).NodeId), TypeName()]), _chances.Switches()));
        return new InlinePick("Node", new PickSet(picks), _chances.Switches());
    }

    private FieldPick TypeName() => Leaf("__typename", source => source);

    private FieldPick Leaf(string name, Func<object, object?> resolve) => new(_chances.Hit(25) ? _chances.Name("a") : null, name, "", resolve, null, Switches.None);

    private FieldPick RootField(int depth)
    {
        var resource = _chances.Of(_rows.Model.Resources);
        switch (_chances.Next(10))
        {
            case 0:
                var (key, found) = KeyOf(resource);
                return One(resource, resource.Name, $"(id: {Literal.TextOf(_chances.Value(FilterGenerator.TypeOf(resource, resource.Key[0]), () => key))})", found, depth);
            case 1:
                var order = _rows.Model.FindResource("order")!;
                var row = _chances.Of(_rows.Of(order));
                var number = _chances.Hit(10) ? "none" : row.Values["number"];
                return One(order, "orderByNumber", $"(number: {Literal.TextOf(_chances.Value("String", () => number))})", number is "none" ? null : row, depth);
            case 2:
                return Node(depth);
            case 3 or 4:
                return _sums.Root(resource, (name, field) => Set(new Kind(name, _ => field()), depth));
            default:
                return List(resource, resource.Plural, _ => _rows.Of(resource), depth);
        }
    }

    private (object Key, Row? Row) KeyOf(Resource resource)
    {
        var row = _chances.Of(_rows.Of(resource));
        if (!_chances.Hit(10)) return (row.Key, row);
        return (row.Key is long ? 77L : "00000000-0000-4000-8000-000000000000", null);
    }

    private FieldPick One(Resource resource, string name, string arguments, Row? row, int depth) =>
        new(_chances.Name("a"), name, arguments, _ => row is null ? null : new Typed(KindOf(resource).Name, row), Set(KindOf(resource), depth), Switches.None);

    private FieldPick Node(int depth)
    {
        var resource = _chances.Of(_rows.Model.Resources);
        var row = _chances.Of(_rows.Of(resource));
        var picks = new List<Pick> { Leaf("nodeId", source => ((Row)source).NodeId), TypeName() };
        // What types have under one name may be of several types: only one of them is asked by their own names.
        var named = _chances.Hit(80) ? resource : _chances.Of(_rows.Model.Resources);
        foreach (var other in _rows.Model.Resources)
        {
            if (other == named) picks.Add(new InlinePick(KindOf(other).Name, Set(KindOf(other), depth, level: 1), _chances.Switches()));
            else if (_chances.Hit(30)) picks.Add(new InlinePick(KindOf(other).Name, new PickSet([RowField(other, depth) with { Alias = _chances.Name("a") }]), _chances.Switches()));
        }
        var id = Literal.TextOf(_chances.Value("ID", () => row.NodeId));
        return new FieldPick(_chances.Name("a"), "node", $"(id: {id})", _ => new Typed(KindOf(resource).Name, row), new PickSet(picks), Switches.None);
    }

    private Kind KindOf(Resource resource) => new(FilterGenerator.Pascal(resource.Name), depth => RowField(resource, depth), IsNode: true);

    private FieldPick RowField(Resource resource, int depth)
    {
        if (depth > 0 && _relations < MostRelations && _chances.Names < MostNames && resource.Relations.Count > 0 && _chances.Hit(35))
        {
            _relations++;
            var relation = _chances.Of(resource.Relations);
            if (!relation.IsToOne) return List(relation.Target, relation.Name, source => ((Row)source).Related[relation.Name], depth - 1);
            var target = KindOf(relation.Target);
            return new FieldPick(_chances.Hit(25) ? _chances.Name("a") : null, relation.Name, "",
                source => ((Row)source).Related[relation.Name] is [var one] ? new Typed(target.Name, one) : null, Set(target, depth - 1), Switches.None);
        }
        if (_chances.Hit(8)) return Leaf("nodeId", source => ((Row)source).NodeId);
        if (resource.Actions.Count > 0 && _chances.Hit(5)) return Leaf("_actions", source => resource.Actions.Where(action => Testing.Orders.OrderContract.Action(action.Name).From.Contains(((Row)source).Values["status"])).Select(action => action.Name));
        var field = _chances.Of(resource.Fields);
        return Leaf(field.Name, source => FilterGenerator.Shown(field, ((Row)source).Values[field.Name]) is var value && value is Literal.Name name ? name.Text : value);
    }

    private FieldPick List(Resource resource, string name, Func<object, IReadOnlyList<Row>> all, int depth)
    {
        var arguments = new List<string>();
        Func<Row, bool> holds = _ => true;
        var (order, most) = (_rows.OrdersOf(resource)[0], resource.MaxLimit);
        if (_chances.Hit(40))
        {
            (var where, holds) = _filters.Where(resource, depth: 2);
            arguments.Add("where: " + Literal.TextOf(where));
        }
        if (_chances.Hit(50))
        {
            order = _chances.Of(_rows.OrdersOf(resource));
            arguments.Add("orderBy: " + Literal.TextOf(_chances.Value($"[{FilterGenerator.Pascal(resource.Name)}OrderBy!]", () => order.Literal)));
        }
        var isBackward = _chances.Hit(25);
        // Full pages within full pages would be more rows than may be.
        if (isBackward || depth < Depth - 1 || _chances.Hit(60))
        {
            most = 1 + _chances.Next(MostRows);
            arguments.Add($"{(isBackward ? "last" : "first")}: {Literal.TextOf(_chances.Value("Int", () => most))}");
        }
        else
        {
            most = int.MaxValue;
        }
        Row? from = null;
        if (_chances.Hit(30))
        {
            from = _chances.Of(_rows.Of(resource));
            arguments.Add($"{(isBackward ? "before" : "after")}: {Literal.TextOf(_chances.Value("String", () => order.Cursors[from]))}");
        }
        return new FieldPick(
            arguments.Count > 0 || _chances.Hit(50) ? _chances.Name("a") : null, name, arguments.Count == 0 ? "" : $"({string.Join(", ", arguments)})",
            source => new Typed(ListKind(resource).Name, RowPage.Of(all(source).Where(holds), order, Math.Min(most, ServiceLimits.UsualPage), from, isBackward)),
            Set(ListKind(resource), depth), Switches.None);
    }

    private Kind ListKind(Resource resource)
    {
        var row = KindOf(resource);
        return new Kind(row.Name + "Connection", depth => _chances.Next(8) switch
        {
            0 => Leaf("totalCount", source => ((RowPage)source).Total),
            1 => new FieldPick(null, "pageInfo", "", source => new Typed("PageInfo", source), Set(new Kind("PageInfo", _ => PageField()), depth), Switches.None),
            2 or 3 => new FieldPick(_chances.Hit(25) ? _chances.Name("a") : null, "edges", "",
                source => ((RowPage)source).Rows.Select(one => new Typed(row.Name + "Edge", (((RowPage)source).Order, one))), Set(EdgeKind(row), depth), Switches.None),
            _ => new FieldPick(_chances.Hit(25) ? _chances.Name("a") : null, "nodes", "",
                source => ((RowPage)source).Rows.Select(one => new Typed(row.Name, one)), Set(row, depth), Switches.None),
        });
    }

    private Kind EdgeKind(Kind row) => new(row.Name + "Edge", depth => _chances.Hit(30)
        ? Leaf("cursor", source => CursorOf(((RowOrder Order, Row Row))source))
        : new FieldPick(_chances.Hit(25) ? _chances.Name("a") : null, "node", "", source => new Typed(row.Name, ((ValueTuple<RowOrder, Row>)source).Item2), Set(row, depth), Switches.None));

    private FieldPick PageField() => _chances.Next(4) switch
    {
        0 => Leaf("hasNextPage", source => ((RowPage)source).HasNext),
        1 => Leaf("hasPreviousPage", source => ((RowPage)source).HasPrevious),
        2 => Leaf("startCursor", source => ((RowPage)source).Rows is [var first, ..] ? ((RowPage)source).Order.Cursors[first] : null),
        _ => Leaf("endCursor", source => ((RowPage)source).Rows is [.., var last] ? ((RowPage)source).Order.Cursors[last] : null),
    };

    private static string CursorOf((RowOrder Order, Row Row) edge) => edge.Order.Cursors[edge.Row];
}
