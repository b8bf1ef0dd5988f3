using System.Globalization;
using Lintel.Adoption.Catalog;
using Lintel.Adoption.Checking;
using Lintel.Adoption.Naming;

namespace Lintel.Adoption.Designing;

/// <summary>Makes bounds, members, patterns and rules of checks; what the language has no words for the database keeps alone.</summary>
internal static class Checks
{
    private const int MostRules = 100;

    public static void Design(DesignWork work)
    {
        foreach (var resource in work.Resources)
        {
            foreach (var check in resource.Table.Checks)
                Take(work, resource, check.Name, check.Expression, name => Find(work, resource, name));
            foreach (var field in resource.Fields.Where(field => field is { Target: null, Columns.Count: 1 } && !field.Type.EndsWith(']')).ToList())
            {
                foreach (var check in DesignWork.Column(resource, field.Columns[0])!.Type.Checks)
                    Take(work, resource, null, check.Expression, name => name.Equals("value", StringComparison.OrdinalIgnoreCase) ? Told(resource, field) : null);
            }
        }
    }

    private static void Take(DesignWork work, ResourceDesign resource, string? name, string expression, Func<string, CheckedColumn?> find)
    {
        var node = SqlParser.Parse(expression);
        if (node is not null && (node is SqlJunction { IsAnd: true } all ? all.Terms : [node]) is { } terms && terms.All(term => Simple(resource, term, find, apply: false)))
        {
            foreach (var term in terms)
                Simple(resource, term, find, apply: true);
        }
        else if (node is not null && resource.Rules.Count < MostRules && new CheckTranslator(find).Translate(node) is { } rule)
        {
            if (!resource.Rules.Exists(other => other.Check == rule))
                resource.Rules.Add(new RuleDesign(RuleName(resource, name), rule));
        }
        else
            KeptByDatabase(work, resource, expression);
    }

    /// <summary>Tells of a check that only the database keeps.</summary>
    public static void KeptByDatabase(DesignWork work, ResourceDesign resource, string expression)
    {
        var text = string.Join(' ', expression.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        resource.Remarks.Add($"kept by the database: {text}");
        work.Notes.Add(new CatalogOmission(ContractDesigner.Noun(resource.Table.Name), $"has a check that the database keeps alone: {text}"));
    }

    // A comparison of one field with a literal is a bound of that field; a list of texts is what an enum has.
    private static bool Simple(ResourceDesign resource, SqlNode term, Func<string, CheckedColumn?> find, bool apply)
    {
        if (term is not SqlBinary { Left: var left, Right: var right, Operator: var sign })
            return false;
        if (SqlParser.Uncast(left) is SqlColumn name && find(name.Name) is { } column && resource.Fields.Find(field => field.Name == column.Name && field.Target is null) is { } field)
        {
            switch (sign, SqlParser.Uncast(right))
            {
                case (">=" or ">" or "<=" or "<", SqlLiteral { Kind: SqlLiteralKind.Number or SqlLiteralKind.Text } literal) when column.IsNumber && IsNumber(literal.Value) && Fits(column, literal.Value):
                    return Bound(field, sign, literal.Value, apply);
                case ("in", SqlList list) when column.IsText && field.Default is null or { Length: > 0 } && column.IsText && list.Items.All(item => SqlParser.Uncast(item) is SqlLiteral { Kind: SqlLiteralKind.Text, Value.Length: > 0 }):
                    string[] members = [.. list.Items.Select(item => ((SqlLiteral)SqlParser.Uncast(item)).Value).Distinct(StringComparer.Ordinal)];
                    if (field.Labels.Count > 0 || (field.Default is { } given && !members.Select(Defaults.Quoted).Contains(given, StringComparer.Ordinal)))
                        return false;
                    if (apply)
                        (field.Type, field.Labels) = ("enum", members);
                    return true;
                case ("~", SqlLiteral { Kind: SqlLiteralKind.Text, Value: ['^', .., '$'] and var pattern }) when column.IsText && field.Pattern is null && pattern.Length > 2 && CheckTranslator.IsSharedPattern(pattern) && !pattern.Contains('|', StringComparison.Ordinal) && pattern[^2] != '\\':
                    if (apply)
                        field.Pattern = pattern[1..^1];
                    return true;
                default:
                    return false;
            }
        }

        return SqlParser.Uncast(left) is SqlCall { Name: "length" or "char_length" or "character_length", Arguments: [var text] } && SqlParser.Uncast(text) is SqlColumn of
            && find(of.Name) is { IsText: true } measured && resource.Fields.Find(other => other.Name == measured.Name) is { } limited
            && SqlParser.Uncast(right) is SqlLiteral { Kind: SqlLiteralKind.Number } length && int.TryParse(length.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && Length(limited, sign, count, apply);
    }

    private static bool Bound(FieldDesign field, string sign, string value, bool apply)
    {
        if (field.Constraints.Exists(constraint => constraint[0] == sign[0]))
            return false;
        if (apply)
            field.Constraints.Add($"{sign} {value}");
        return true;
    }

    private static bool Length(FieldDesign field, string sign, int count, bool apply)
    {
        var (low, high) = Lengths(field.Type);
        switch (sign)
        {
            case ">=" or ">":
                low = Math.Max(low ?? 0, sign == ">" ? count + 1 : count);
                break;
            case "<=" or "<" when count > 1:
                high = Math.Min(high ?? int.MaxValue, sign == "<" ? count - 1 : count);
                break;
            case "=":
                (low, high) = (Math.Max(low ?? 0, count), Math.Min(high ?? int.MaxValue, count));
                break;
            default:
                return false;
        }

        if (low > high || high == 0)
            return false;
        if (apply)
            field.Type = string.Create(CultureInfo.InvariantCulture, $"string({low}..{high})");
        return true;
    }

    private static (int? Low, int? High) Lengths(string type)
    {
        if (!type.StartsWith("string(", StringComparison.Ordinal) || type["string(".Length..].TrimEnd(')').Split("..") is not [var low, var high])
            return (null, null);
        return (int.TryParse(low, CultureInfo.InvariantCulture, out var least) ? least : null, int.TryParse(high, CultureInfo.InvariantCulture, out var most) ? most : null);
    }

    private static bool IsNumber(string text) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    private static bool Fits(CheckedColumn column, string text) => column.Type is not ("int" or "long") || !text.Contains('.', StringComparison.Ordinal);

    private static CheckedColumn? Find(DesignWork work, ResourceDesign resource, string name)
    {
        if (resource.Key.Column == name)
            return new CheckedColumn("id", resource.Key.Type!, false);
        if (resource.Scalar(name) is { } field)
            return Told(resource, field);
        if (resource.Fields.Find(other => other is { Target: not null, Columns: [var only] } && only == name) is { } reference && work.KeyNames(reference.Target!) is [var key] && reference.To.Count == 0)
            return new CheckedColumn(DesignWork.TravelNames(reference.Name, [key])[0], work.Types.Of(DesignWork.Column(resource, name)!).Type, reference.Nullable);
        return null;
    }

    private static CheckedColumn? Told(ResourceDesign resource, FieldDesign field) =>
        DesignWork.Column(resource, field.Columns[0]) is { Type.Base.Name.Name: not ("citext" or "bpchar") } && new CheckedColumn(field.Name, field.Type, field.Nullable) is { IsTold: true } told ? told : null;

    // A name that the database made up says less than the condition itself.
    private static string? RuleName(ResourceDesign resource, string? name)
    {
        if (name is null)
            return null;
        var words = Words.Of(name);
        if (words.Count == 0 || words.Any(word => word is "check" or "ck" or "chk" or "constraint" || word.StartsWith("check", StringComparison.Ordinal)) || !char.IsAsciiLetter(words[0][0]))
            return null;
        var made = Reserved.Field(words);
        return resource.Rules.Exists(rule => rule.Name == made) ? null : made;
    }
}
