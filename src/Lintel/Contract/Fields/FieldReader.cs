using System.Globalization;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Fields;

/// <summary>Reads the declaration of a field, in short or in long form.</summary>
internal static class FieldReader
{
    public static FieldDeclaration Read(Entry entry, DiagnosticBag bag)
    {
        var field = new FieldDeclaration(entry.Key.Text, entry.Key.Place, bag) { Broken = entry.Value.Broken };
        if (field.Broken)
            return field;
        if (entry.Value is ScalarNode shortForm)
            ShortFormParser.Parse(shortForm, field, bag);
        else if (entry.Value is MappingNode longForm)
            ReadLong(longForm, field, bag);
        if (field is { Broken: false, TypeName: null, Members: null, Computed: null })
        {
            field.Broken = true;
            if (!Holds(entry.Value, "type") && !Holds(entry.Value, "enum") && !Holds(entry.Value, "computed"))
                bag.Report(LanguageRules.MissingKey, entry.Key.Place, "The key `type` is missing here.", "add `type: string(1..200)`, for example");
        }

        return field;
    }

    // A key that is there but wrong, or mistyped, was reported already.
    private static bool Holds(Node node, string key) =>
        node is MappingNode mapping && mapping.Entries.Any(entry => entry.Key.Text == key || (entry.Value.Broken && Nearest.To(entry.Key.Text, [key]) is not null));

    private static void ReadLong(MappingNode node, FieldDeclaration field, DiagnosticBag bag)
    {
        if (node.FindScalar("type") is { } type)
            ShortFormParser.Parse(type, field, bag);
        field.Broken |= node.Entries.Any(entry => entry.Value.Broken && entry.Key.Text is "type" or "enum" or "computed");
        field.Computed = node.FindScalar("computed");
        field.Access = AccessDeclaration.Of(node.Find("access"));
        field.Description = node.FindText("description");
        field.Format = node.FindText("format");
        field.Pattern = node.FindText("pattern");
        field.Column = node.FindText("column");
        field.Columns = Texts(node.Find("columns"));
        field.To = Texts(node.Find("to"));
        if (node.Find("through") is MappingNode { Broken: false } through && TableDeclaration.Read(through.Find("table")) is { } table && Texts(through.Find("from")) is { } from && Texts(through.Find("to")) is { } to)
            field.Through = new(through.Place, table, from, to);
        field.Was = node.FindText("was");
        field.Kept = node.FindText("kept");
        if (Number(node, "maxItems") is { } maxItems)
            field.MaxItems = maxItems;
        if (Number(node, "minLength") is { } least)
            field.MinLength = field.Take(field.MinLength, least.Value, least.Place, "least length");
        if (Number(node, "maxLength") is { } most)
            field.MaxLength = field.Take(field.MaxLength, most.Value, most.Place, "greatest length");
        ReadBounds(node, field);
        ReadMembers(node, field, bag);
        if (node.Find("default") is { } value)
            field.Default = field.Take(field.Default, LiteralOf(value), "default");
        if (node.Find("examples") is SequenceNode examples)
            field.Examples = [.. examples.Items.Where(item => !item.Broken).Select(LiteralOf)];
        ReadFlags(node, field);
    }

    private static void ReadBounds(MappingNode node, FieldDeclaration field)
    {
        foreach (var (key, exclusive) in new[] { ("minimum", false), ("exclusiveMinimum", true) })
        {
            if (node.Find(key) is { } bound)
                field.Minimum = field.Take(field.Minimum, LiteralOf(bound), exclusive, "least value");
        }

        foreach (var (key, exclusive) in new[] { ("maximum", false), ("exclusiveMaximum", true) })
        {
            if (node.Find(key) is { } bound)
                field.Maximum = field.Take(field.Maximum, LiteralOf(bound), exclusive, "greatest value");
        }
    }

    private static void ReadMembers(MappingNode node, FieldDeclaration field, DiagnosticBag bag)
    {
        if (node.Find("enum") is not SequenceNode list)
            return;
        Located<string>[] members = [.. list.Items.OfType<ScalarNode>().Where(item => !item.Broken).Select(item => new Located<string>(item.Text, item.Place))];
        if (field.Members is { } before && !before.Select(member => member.Value).SequenceEqual(members.Select(member => member.Value)))
            bag.Report(LanguageRules.GivenTwice, list.Place, $"The names of the enum {Wording.Quoted(field.Name)} are given twice, and differently.", "keep one of the two");
        field.Members ??= members;

        // JSON Schema's way to write an enum has `type: string` beside it.
        if (field.TypeName is null or { Value: "string" } && field.MinLength is null && field.MaxLength is null)
            field.TypeName = new("enum", field.TypeName?.Place ?? list.Place);
        field.Broken |= list.Items.Any(item => item.Broken);
    }

    private static void ReadFlags(MappingNode node, FieldDeclaration field)
    {
        if (Flag(node, "nullable") is { } nullable)
            field.Nullable = field.Take(field.Nullable, nullable.Value, nullable.Place, "nullability");
        if (Flag(node, "searchable") is { } searchable)
            field.Searchable = field.Take(field.Searchable, searchable.Value, searchable.Place, "searchability");
        if (Flag(node, "readOnly") is { } readOnly)
            field.ReadOnly = field.Take(field.ReadOnly, readOnly.Value, readOnly.Place, "readOnly");
        if (Flag(node, "writeOnly") is { } writeOnly)
            field.WriteOnly = field.Take(field.WriteOnly, writeOnly.Value, writeOnly.Place, "writeOnly");
        if (Flag(node, "immutable") is { } immutable)
            field.Immutable = field.Take(field.Immutable, immutable.Value, immutable.Place, "immutability");
        field.Stored = Flag(node, "stored");
        if (Flag(node, "deprecated") is { } deprecated)
            field.Deprecated = field.Take(field.Deprecated, deprecated.Value, deprecated.Place, "deprecation");
        if (node.FindText("unique") is { } unique)
        {
            var how = unique.Value switch { "true" => Uniqueness.Exact, "ignoreCase" => Uniqueness.IgnoreCase, "global" => Uniqueness.Global, _ => Uniqueness.None };
            field.Unique = field.Take(field.Unique, how, unique.Place, "uniqueness");
        }

        if (node.FindText("reverse") is { } reverse)
            field.Reverse = field.Take(field.Reverse, reverse.Value, reverse.Place, "reverse name");
        if (node.FindText("onDelete") is { } onDelete && Constraints.OnDelete(onDelete.Value) is { } action)
            field.OnDelete = field.Take(field.OnDelete, action, onDelete.Place, "onDelete");
    }

    /// <summary>Whether that key is true, which the shape checker has found fine; null: there is none.</summary>
    public static Located<bool>? Flag(MappingNode node, string key) =>
        node.FindText(key) is { } text ? new(text.Value == "true", text.Place) : null;

    /// <summary>The whole number of that key, which the shape checker has found fine; null: none.</summary>
    public static Located<int>? Number(MappingNode node, string key) =>
        node.FindText(key) is { } text && int.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? new(value, text.Place) : null;

    private static Located<string>[]? Texts(Node? node) => node is SequenceNode { Broken: false } list
        ? [.. list.Items.OfType<ScalarNode>().Where(item => !item.Broken).Select(item => new Located<string>(item.Text, item.Place))]
        : null;

    private static Literal LiteralOf(Node node) => node switch
    {
        ScalarNode scalar => new(scalar.Text, scalar.Place, !scalar.Plain, null),
        SequenceNode list => new("", list.Place, false, [.. list.Items.Where(item => !item.Broken).Select(LiteralOf)]),
        _ => new("{}", node.Place, false, null),
    };
}
