using System.Text.Json;
using Lintel.Expressions;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Conformance.Expressions;

/// <summary>Random rows with nulls and extremes: as JSON for databases, and in memory.</summary>
public sealed class ExpressionData
{
    public static readonly ServiceModel Model = Compile("");

    private const string Contract = """
          item:
            key: int
            managed: []
            fields:
              i: int?
              j: int
              l: long?
              m: long
              d: decimal(12,2)?
              e: decimal(12,2)
              q: decimal(18,6)?
              x: decimal(38,10)?
              y: decimal(30,5)
              z: decimal(38,0)?
              f: double?
              g: double
              b: bool?
              c: bool
              s: string?
              t: text
              en: enum(one, two, three)?
              mail: email?
              day: date?
              day2: date
              clock: time?
              local: datetime?
              ts: timestamp?
              ts2: timestamp
              du: duration?
              du2: duration
              u: uuid?
              tags: string[]?
              nums: int[]?
              group: group?
              best: group reverse bestItems
              labels: label[]
              # computed
        # rules
          itemLine:
            partOf: item
            fields:
              quantity: int
              price: decimal(12,2)?
              big: decimal(38,10)?
              whole: long?
              note: string?
              at: timestamp?
              took: duration?
              ok: bool?
              group: group?
          group:
            key: string
            managed: []
            fields:
              s: string?
              n: int
              total: decimal(18,4)?
              at: timestamp?
              # known
          label:
            key: string
            managed: []
            fields:
              s: string?
              n: long?
        """;

    private static readonly string[] Texts = ["", "a", "ab", "b", "A", "%", "_", "é", "\uFFFD", "𝒳", "a𝒳", "'\"\\--/*", "\n", "one", "𝒳𝒳b"];

    private static readonly Dictionary<ScalarKind, string[]> Domains = new()
    {
        [ScalarKind.Int] = ["-2147483648", "-3", "-1", "0", "1", "2", "3", "7", "100", "2147483647"],
        [ScalarKind.Long] = ["-9223372036854775808", "-3037000500", "-1", "0", "1", "2", "5", "3037000500", "4611686018427387904", "9223372036854775807"],
        [ScalarKind.Double] = ["-1.7976931348623157E+308", "-1.5", "-5E-324", "0", "5E-324", "0.1", "0.30000000000000004", "1", "2", "9007199254740993", "1E+300"],
        [ScalarKind.Bool] = ["true", "false"],
        [ScalarKind.String] = Texts,
        [ScalarKind.Text] = Texts,
        [ScalarKind.Enum] = ["one", "two", "three"],
        [ScalarKind.Email] = ["a@b.example", "z@b.example"],
        [ScalarKind.Date] = ["0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"],
        [ScalarKind.Time] = ["00:00:00", "12:30:00.000001", "23:59:59.999999"],
        [ScalarKind.DateTime] = ["0001-01-01T00:00:00", "1970-01-01T00:00:00", "2026-01-31T10:00:00.000001", "9999-12-31T23:59:59.999999"],
        [ScalarKind.Timestamp] = ["0001-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "1970-01-01T00:00:00Z", "2026-01-31T10:00:00.000001Z", "9999-12-31T23:59:59.999999Z"],
        [ScalarKind.Duration] = ["-P106751991DT4H54.775807S", "-P1DT0.000001S", "PT0S", "PT0.000001S", "P1D", "P365D", "P3652058D", "P106751991DT4H54.775807S"],
        [ScalarKind.Uuid] = ["00000000-0000-0000-0000-000000000001", "80000000-0000-0000-0000-000000000000", "f0000000-0000-0000-0000-000000000000"],
    };

    private readonly ServiceModel _model;
    private readonly Random _random;
    private readonly Dictionary<string, Row> _groups = [];
    private readonly Dictionary<string, Row> _labels = [];

    public ExpressionData(int seed)
        : this(seed, Model)
    {
    }

    /// <summary>Rows of a model that <see cref="Compile"/> gave.</summary>
    public ExpressionData(int seed, ServiceModel model)
    {
        _model = model;
        _random = new Random(seed);
        foreach (var id in (string[])["g1", "g2", "g3"]) _groups[id] = Add(Groups, "group", id);
        foreach (var id in (string[])["l1", "l2", "l3"]) _labels[id] = Add(Labels, "label", id);
        var count = _random.Next(1, 14);
        for (var i = 1; i <= count; i++) Item(i);
    }

    /// <summary>What is inserted, resource by resource, in this order.</summary>
    public IEnumerable<(string Resource, List<string> Rows)> Inserts => [("group", Groups), ("label", Labels), ("item", Items)];

    public List<IExpressionRow> Rows { get; } = [];

    private List<string> Groups { get; } = [];

    private List<string> Labels { get; } = [];

    private List<string> Items { get; } = [];

    /// <summary>A literal or a value of a kind.</summary>
    public static string Pick(FieldType type, Random random) => type.Kind == ScalarKind.Decimal ? Decimal(type, random) : Domains[type.Kind][random.Next(Domains[type.Kind].Length)];

    public static Value Read(FieldType type, string text) =>
        Scalar.For(type.Kind).TryParse(type, text, out var value) ? value : throw new InvalidOperationException($"{text} is no {type}.");

    /// <summary>The model, with more fields of the item, which are computed.</summary>
    public static ServiceModel Compile(string computed) => TestDatabase.Compile(Contract.Replace("# computed", computed, StringComparison.Ordinal)
        .Replace("# known", computed.Length == 0 ? "" : "known: { computed: has(s) }\n      loud: { computed: \"s + '!'\" }\n      one: { computed: n / n }", StringComparison.Ordinal));

    /// <summary>The contract, with rules of the item: lines of its own.</summary>
    public static string WithRules(string rules) => Contract.Replace("# rules", rules, StringComparison.Ordinal);

    private static string Decimal(FieldType type, Random random)
    {
        var (whole, scale) = (type.Precision - type.Scale, type.Scale);
        var nines = (whole == 0 ? "0" : new string('9', whole)) + (scale == 0 ? "" : "." + new string('9', scale));
        var least = scale == 0 ? "1" : "0." + new string('0', scale - 1) + "1";
        string[] domain = [nines, "-" + nines, "0", least, "-" + least, "1", "-1", "3", "7", "10", whole > 12 ? "123456789012" : "99", scale > 1 ? "2.25" : "2", scale > 1 ? "-0.05" : "-4"];
        return domain[random.Next(domain.Length)];
    }

    private Row Add(List<string> rows, string resource, string id)
    {
        var row = new Row(_model.FindResource(resource)!);
        var json = new Dictionary<string, object?>();
        foreach (var field in row.Resource.Fields.Where(field => !field.IsComputed)) Fill(row, field, json, field.Name == "id" ? id : null);
        rows.Add(JsonText(json));
        return row;
    }

    private void Item(int id)
    {
        var row = new Row(_model.FindResource("item")!);
        var json = new Dictionary<string, object?>();
        foreach (var field in row.Resource.Fields.Where(field => !field.IsComputed))
        {
            var given = field.Name switch { "id" => id.ToString(System.Globalization.CultureInfo.InvariantCulture), "bestId" => Group(), "groupId" => _random.Next(3) == 0 ? "" : Group(), _ => null };
            Fill(row, field, json, given);
        }
        Refer(row, "group", "groupId", "items");
        Refer(row, "best", "bestId", "bestItems");
        var lines = new List<Dictionary<string, object?>>();
        var count = _random.Next(3) == 0 ? 0 : _random.Next(1, 4);
        for (var i = 0; i < count; i++) lines.Add(Line(row));
        json["lines"] = lines;
        var labels = _labels.Where(_ => _random.Next(2) == 0).ToArray();
        json["labelIds"] = labels.Select(label => label.Key).ToArray();
        foreach (var (_, label) in labels)
        {
            row.Rows(row.Resource.FindRelation("labels")!).Add(label);
            label.Rows(label.Resource.FindRelation("items")!).Add(row);
        }
        Rows.Add(row);
        Items.Add(JsonText(json));
    }

    private Dictionary<string, object?> Line(Row item)
    {
        var row = new Row(_model.FindResource("itemLine")!);
        var json = new Dictionary<string, object?>();
        foreach (var field in row.Resource.Fields)
        {
            if (field.Role is FieldRole.Key or FieldRole.Parent) continue;
            Fill(row, field, json, field.Name == "groupId" ? _random.Next(3) == 0 ? "" : Group() : null);
        }
        Refer(row, "group", "groupId", "itemLines");
        row.References[row.Resource.FindRelation("item")!] = item;
        item.Rows(item.Resource.FindRelation("lines")!).Add(row);
        return json;
    }

    private void Refer(Row row, string relation, string key, string reverse)
    {
        var value = row.Values[row.Resource.FindField(key)!];
        if (value.IsNull) return;
        var group = _groups[value.AsText];
        row.References[row.Resource.FindRelation(relation)!] = group;
        if (group.Resource.FindRelation(reverse) is { } back) group.Rows(back).Add(row);
    }

    private string Group() => "g" + (char)('1' + _random.Next(3));

    private void Fill(Row row, Field field, Dictionary<string, object?> json, string? given)
    {
        var isNull = given is "" || (given is null && field.Nullable && _random.Next(4) == 0);
        if (isNull)
        {
            row.Values[field] = Value.Null;
            json[field.Name] = null;
        }
        else if (field.Type.IsArray)
        {
            var element = field.Type.Element;
            string[] values = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Pick(element, _random))];
            row.Values[field] = Value.Of([.. values.Select(value => Read(element, value))]);
            json[field.Name] = values.Select(value => Written(element, value)).ToArray();
        }
        else
        {
            var text = given ?? Pick(field.Type, _random);
            row.Values[field] = Read(field.Type, text);
            json[field.Name] = Written(field.Type, text);
        }
    }

    private static object Written(FieldType type, string text) => type.Kind switch
    {
        ScalarKind.Int or ScalarKind.Long or ScalarKind.Double or ScalarKind.Decimal or ScalarKind.Bool => new Raw(text),
        _ => text,
    };

    private static string JsonText(object? value) => value switch
    {
        null => "null",
        Raw raw => raw.Text,
        string text => JsonSerializer.Serialize(text),
        IReadOnlyDictionary<string, object?> members => $"{{{string.Join(',', members.Select(member => $"\"{member.Key}\":{JsonText(member.Value)}"))}}}",
        IEnumerable<object?> items => $"[{string.Join(',', items.Select(JsonText))}]",
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private sealed record Raw(string Text);

    private sealed class Row(Resource resource) : IExpressionRow
    {
        private readonly Dictionary<Relation, List<IExpressionRow>> _many = [];

        public Resource Resource => resource;

        public Dictionary<Field, Value> Values { get; } = [];

        public Dictionary<Relation, Row> References { get; } = [];

        public List<IExpressionRow> Rows(Relation relation) => _many.TryGetValue(relation, out var rows) ? rows : _many[relation] = [];

        public Value Get(Field field) => Values[field];

        public IExpressionRow? One(Relation relation) => References.GetValueOrDefault(relation);

        public IReadOnlyList<IExpressionRow> Many(Relation relation) => Rows(relation);

        public override string ToString() => string.Join(", ", Values.Select(pair => $"{pair.Key.Name}={pair.Value}"));
    }
}
