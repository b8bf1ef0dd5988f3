namespace Lintel.Contract.Language;

/// <summary>The keys of a field's long form: JSON Schema's words and our own.</summary>
internal static class FieldKeys
{
    private static readonly Shape Text = new TextShape();
    private static readonly Shape Bool = new BoolShape();
    private static readonly Shape Literal = new LiteralShape();
    private static readonly Shape Texts = new ListShape(Text, 1);
    private static readonly Shape Length = new IntegerShape(0, int.MaxValue);

    /// <summary>The default that an external database has, and that is not known here.</summary>
    public const string DatabaseDefault = "database";

    /// <summary>A field.</summary>
    public static readonly KeyTable Field = new("field",
    [
        new("type", "The type in short form, with or without constraints. May be left out beside `enum`.", new ShortFormShape(), "string(1..200)"),
        new("computed", "What the field is computed from, in the expression language: its type is the expression's, and nobody writes it.", Text, "sum(lines.quantity * lines.unitPrice)"),
        new("stored", "Whether a computed field is kept in a column, so that an index can serve it. Default: false.", Bool, "true"),
        new("access", "Who may see and who may write the field, where not everybody may who may do so with its row.", new ObjectShape(AccessKeys.Field), "{ read: \"'hr' in caller.roles\" }"),
        new("description", "What the field is, for people.", Text, "The name as printed on the cover."),
        new("examples", "Sample values, each valid for the type.", new ListShape(Literal), "[AC/DC]"),
        new("format", "A JSON Schema `format` for clients; nothing is checked by it. Default: that of the type.", Text, "iban"),
        new("minLength", "Least length in code points (bytes for `bytes`).", Length, "1"),
        new("maxLength", "Greatest length in code points (bytes for `bytes`). Default: 255 for `string`.", Length, "200"),
        new("minimum", "Least value: `>=` in short form.", Literal, "0"),
        new("maximum", "Greatest value: `<=` in short form.", Literal, "100"),
        new("exclusiveMinimum", "The value that all must exceed: `>` in short form.", Literal, "0"),
        new("exclusiveMaximum", "The value that none may reach: `<` in short form.", Literal, "5"),
        new("pattern", "A regular expression that the whole value must match; no look-around and no back-references, so that it takes linear time.", Text, "'[A-Z]{2}[0-9]{4}'"),
        new("enum", "The names that an enum allows: of letters, digits, `_` and `-`; any text in an external database.", new ListShape(Text, 1), "[basic, gold]"),
        new("default", "What the field gets when a create gives nothing: a literal of the type, `now()` or `null`; `database`, unquoted, for what an external database has.", Literal, "basic"),
        new("nullable", "Whether the value may be null: `?` in short form. Default: false.", Bool, "true"),
        new("unique", "Whether no two rows may share a value; `ignoreCase` also takes `a` and `A` for the same. Where there are tenants, no two rows of one tenant; `global`: of all. Default: false.", new WordShape(["true", "false", "ignoreCase", "global"]), "true"),
        new("searchable", "Whether `search=` looks into the field. Default: false.", Bool, "true"),
        new("readOnly", "Whether callers can't write the field. Default: false.", Bool, "true"),
        new("writeOnly", "Whether the field is never part of an answer. Default: false.", Bool, "true"),
        new("immutable", "Whether only a create can give the field. Default: false.", Bool, "true"),
        new("deprecated", "Whether clients should stop using the field. Default: false.", Bool, "true"),
        new("column", "The column's name; any text in an external database. Default: the field's name in snake_case.", Text, "e_mail"),
        new("kept", "In which form an external database keeps the values, where its type does not tell: SQLite's times, decimals, UUIDs and truth values. Default: `iso`, `number`, `lower`, `number`.", Text, "unixSeconds"),
        new("columns", "The columns of a reference to an external table with several, in the order of `to`. Those of other fields are shared with them.", Texts, "[country_code, zip]"),
        new("to", "The fields of the other resource that a reference of an external table holds, unique together. Default: its key.", new ListShape(new PatternShape(Forms.Name, "a camelCase name"), 1), "[country, code]"),
        new("through", "The table of pairs behind a many-to-many relation of an external database.", new ObjectShape(TableKeys.Through), "{ table: PlaylistTrack, from: [PlaylistId], to: [TrackId] }"),
        new("was", "The name that the column had before, which the database keeps.", new PatternShape(Forms.Identifier, "a name of letters, digits and `_`"), "mail"),
        new("reverse", "What the other resource calls the way back. Default: the plural of this resource.", new PatternShape(Forms.Name, "a camelCase name"), "purchases"),
        new("onDelete", "What happens to this row when the one it refers to is deleted. Default: `restrict`.", new WordShape(["restrict", "cascade", "setNull"]), "setNull"),
        new("maxItems", "Most elements of an array, or links of a many-to-many relation. Default: 1000.", new IntegerShape(1, Model.Field.MostItems), "20"),
    ])
    {
        Later = new Dictionary<string, string>
        {
            ["minItems"] = "a least number of elements",
            ["multipleOf"] = "steps",
            ["rules"] = "rules over a field",
            ["index"] = "single-field indexes (use `queries` of the resource)",
        },
    };
}
