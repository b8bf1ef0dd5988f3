namespace Lintel.Contract.Language;

/// <summary>The keys of a function.</summary>
internal static class FunctionKeys
{
    // What is about the value alone, and not about a column.
    private static readonly string[] OfValues =
        ["type", "description", "examples", "format", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "pattern", "enum", "default", "nullable", "deprecated", "maxItems"];

    private static readonly string[] OfResults = ["type", "description", "examples", "format", "enum", "nullable", "deprecated", "column"];

    private static readonly Shape Text = new TextShape();

    /// <summary>Which function of the database is meant.</summary>
    public static readonly KeyTable Routine = new("function",
    [
        new("schema", "The schema that it is in. Default: the one that names lead to first.", Text, "sales"),
        new("name", "Its name in the database. Default: the name here in snake_case.", Text, "customer_totals"),
        new("arguments", "The types of its arguments as the database writes them, which tell it from others of the same name.", new ListShape(Text), "[int4, date]"),
    ]);

    /// <summary>What a function is given.</summary>
    public static readonly KeyTable Input = new("input",
    [
        .. FieldKeys.Field.Keys.Where(key => OfValues.Contains(key.Name)),
        new("argument", "Which argument it is: its name in the database, or its position from 1. Default: the name here in snake_case.", Text, "since_date"),
    ]);

    /// <summary>A field of a record that a function gives.</summary>
    public static readonly KeyTable ResultField = new("result", [.. FieldKeys.Field.Keys.Where(key => OfResults.Contains(key.Name))]);

    /// <summary>What a function gives, where that is no resource and no single value.</summary>
    public static readonly KeyTable Returns = new("returns",
    [
        new("fields", "The fields of each record by name. Each may be null.", Fields(ResultField), "{ customer: int, total: 'decimal(12,2)' }") { Required = true },
        new("many", "Whether any number of records comes, as a list. Default: false.", new BoolShape(), "true"),
    ]);

    /// <summary>A function.</summary>
    public static readonly KeyTable Function = new("function of the database",
    [
        new("function", "The function in the database. Default: the name here in snake_case, in the schema that names lead to first.", new ChoiceShape(Text, new ObjectShape(Routine)), "{ schema: sales, name: customer_totals }"),
        new("input", "What it is given, by name: fields of scalar types and arrays. `default: database` leaves it out of the call where nothing is given.", Fields(Input), "{ since: { type: date, default: database } }"),
        new("returns", "What it gives: a resource whose row it is, a type, either with `[]` for a list, or a mapping with `fields`. Default: nothing.", new ChoiceShape(new ShortFormShape(), new ObjectShape(Returns)), "customer[]"),
        new("reads", "Whether it changes nothing, so that it is called by `GET`; the database must say so too, by `STABLE` or `IMMUTABLE`. Default: false, by `POST`.", new BoolShape(), "true"),
        new("access", "Who may call it: a condition in which `caller` is known; the caller alone decides, and nothing that is given. Default with `auth`: nobody.", new ExpressionShape(), "\"'clerk' in caller.roles\""),
        new("description", "What the function does, for people.", Text, "What customers bought since a day."),
    ]);

    /// <summary>Every table of keys here.</summary>
    public static IReadOnlyList<KeyTable> All { get; } = [Function, Routine, Input, Returns, ResultField];

    private static MapShape Fields(KeyTable field) => new("names to fields", Forms.Name, new ChoiceShape(new ShortFormShape(), new ObjectShape(field)));
}
