using System.Text.RegularExpressions;
using Lintel.Adoption.Catalog;
using Lintel.Adoption.Designing;
using Lintel.Contract.Compilation;

namespace Lintel.Adoption.Writing;

/// <summary>Writes a resource: in the short form what it can say, and nothing that goes without saying.</summary>
internal static partial class ResourceWriter
{
    // What is longer is easier to read a line for each key.
    private const int Widest = 140;
    private const int ShortDescription = 30;

    public static IEnumerable<WrittenLine> Write(ResourceDesign resource, string? defaultSchema)
    {
        yield return new WrittenLine($"  {resource.Name}:", resource);
        foreach (var line in Described(Description(resource), "    "))
            yield return new WrittenLine(line, resource);
        if (Table(resource, defaultSchema) is { } table)
            yield return new WrittenLine($"    table: {table}", resource);
        if (Key(resource.Key) is { } key)
            yield return new WrittenLine($"    key: {key}", resource, resource.Key);
        if (resource.Key != KeyDesign.None && resource.Allow.Count < Rights.All)
            yield return new WrittenLine($"    allow: [{string.Join(", ", resource.Allow)}]", resource);
        if (resource.Fields.Count > 0)
            yield return new WrittenLine("    fields:", resource);
        foreach (var line in resource.Fields.SelectMany(field => Field(field, defaultSchema).Select(line => new WrittenLine(line, resource, field))))
            yield return line;
        foreach (var line in Listed("unique", resource.Uniques, Unique, resource).Concat(Listed("queries", resource.Queries, Query, resource)).Concat(Listed("rules", resource.Rules, Rule, resource)))
            yield return line;
        foreach (var remark in resource.Remarks)
            yield return new WrittenLine($"    # {remark}", resource);
    }

    /// <summary>The lines of a field.</summary>
    public static IEnumerable<string> Field(FieldDesign field, string? defaultSchema)
    {
        var keys = Keys(field, defaultSchema).ToList();
        if (field.Description is { Length: <= ShortDescription } description && !description.Contains('\n', StringComparison.Ordinal) && YamlScalar.Of(description) == description)
        {
            var line = $"      {field.Name}: {{ {string.Join(", ", keys.Select(key => $"{key.Key}: {key.Value}"))}, description: {description} }}";
            if (line.Length <= Widest)
                return [line];
        }
        if (keys is [("type", var only)])
            return [$"      {field.Name}: {only}"];
        var flow = $"      {field.Name}: {{ {string.Join(", ", keys.Select(key => $"{key.Key}: {key.Value}"))} }}";
        if (field.Description is null && flow.Length <= Widest)
            return [flow];
        return [$"      {field.Name}:", .. keys.Select(key => $"        {key.Key}: {key.Value}"), .. Described(field.Description, "        ")];
    }

    private static IEnumerable<(string Key, string Value)> Keys(FieldDesign field, string? defaultSchema)
    {
        var isShortEnum = field.Labels.All(label => EnumMember().IsMatch(label));
        var type = Type(field, isShortEnum);
        if (type != "enum")
            yield return ("type", YamlScalar.Of(type));
        if (!isShortEnum)
            yield return ("enum", YamlScalar.List(field.Labels));
        if (field.Columns.Count > 0 && !field.Columns.SequenceEqual(field.DefaultColumns))
            yield return field.Columns is [var column] ? ("column", YamlScalar.Of(column)) : ("columns", YamlScalar.List(field.Columns));
        if (field.To.Count > 0)
            yield return ("to", YamlScalar.List(field.To));
        if (field.Through is { } through)
            yield return ("through", $"{{ table: {Name(through.Table.Name, defaultSchema)}, from: {YamlScalar.List(through.From)}, to: {YamlScalar.List(through.To)} }}");
        if (field.IsDatabaseDefault)
            yield return ("default", "database");
        if (field.Kept is { } kept)
            yield return ("kept", YamlScalar.Of(kept));
        if (field.Pattern is { } pattern)
            yield return ("pattern", YamlScalar.Of(pattern));
    }

    private static string Type(FieldDesign field, bool isShortEnum)
    {
        var name = field.Labels.Count > 0 && isShortEnum ? field.Type.Replace("enum", $"enum({string.Join(", ", field.Labels)})", StringComparison.Ordinal) : field.Type;
        IEnumerable<string?> parts =
        [
            name + (field.Nullable ? "?" : ""), .. field.Constraints, field.Reverse is { } reverse ? $"reverse {reverse}" : null,
            field.OnDelete is { } onDelete ? $"onDelete {onDelete}" : null, field.Default is { } literal ? $"= {literal}" : null,
        ];
        return string.Join(' ', parts.Where(part => part is not null));
    }

    /// <summary>The table, where the name does not say it; null otherwise.</summary>
    public static string? Table(ResourceDesign resource, string? defaultSchema) =>
        resource.Table.Name.Schema == defaultSchema && resource.Table.Name.Name == Casing.Snake(resource.Name) ? null : Name(resource.Table.Name, defaultSchema);

    private static string Name(CatalogName table, string? defaultSchema) =>
        table.Schema == defaultSchema ? YamlScalar.Of(table.Name) : $"{{ schema: {YamlScalar.Of(table.Schema!)}, name: {YamlScalar.Of(table.Name)} }}";

    private static string? Description(ResourceDesign resource) =>
        Texts.Comment(resource.Table.Comment) ?? (Texts.IsForeign(resource.Table.Name.Name) ? resource.Table.Name.Name : null);

    private static string? Key(KeyDesign key)
    {
        if (key == KeyDesign.None)
            return "none";
        if (key.Type is not { } type)
            return YamlScalar.List(key.Fields);
        var parts = new List<string>();
        if (key.Column != "id")
            parts.Add($"column: {YamlScalar.Of(key.Column!)}");
        if (key.IsDatabaseDefault)
            parts.Add("default: database");
        if (parts.Count > 0)
            return $"{{ type: {YamlScalar.Of(type)}, {string.Join(", ", parts)} }}";
        return type == "uuid" ? null : YamlScalar.Of(type);
    }

    private static IEnumerable<string> Described(string? text, string indent) =>
        text is null ? []
        : !text.Contains('\n', StringComparison.Ordinal) ? [$"{indent}description: {YamlScalar.Of(text)}"]
        : text[0] == ' ' || text.Any(sign => char.IsSurrogate(sign) || (char.IsControl(sign) && sign != '\n') || sign is '\u2028' or '\u2029' or '\uFEFF') ? [$"{indent}description: {YamlScalar.Of(text)}"]
        : [$"{indent}description: |-", .. text.Split('\n').Select(line => line.Length == 0 ? "" : $"{indent}  {line}")];

    private static IEnumerable<WrittenLine> Listed<T>(string key, List<T> items, Func<T, string> write, ResourceDesign resource) where T : class =>
        items.Count == 0 ? [] : [new WrittenLine($"    {key}:", resource, items[0]), .. items.Select(item => new WrittenLine($"      - {write(item)}", resource, item))];

    private static string Unique(UniqueDesign unique) =>
        unique.IgnoreCase ? $"{{ fields: {YamlScalar.List(unique.Fields)}, ignoreCase: true }}" : YamlScalar.List(unique.Fields);

    private static string Query(QueryDesign query) =>
        $"{{ {string.Join(", ", new[] { query.Filter.Count > 0 ? $"filter: {YamlScalar.List(query.Filter)}" : null, query.Sort.Count > 0 ? $"sort: [{string.Join(", ", query.Sort)}]" : null }.Where(part => part is not null))} }}";

    private static string Rule(RuleDesign rule) =>
        rule.Name is { } name ? $"{{ name: {name}, check: {YamlScalar.Of(rule.Check)} }}" : YamlScalar.Of(rule.Check);

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex EnumMember();
}
