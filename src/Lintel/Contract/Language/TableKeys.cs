namespace Lintel.Contract.Language;

/// <summary>The keys by which tables of an external database are named.</summary>
internal static class TableKeys
{
    private static readonly Shape Text = new TextShape();
    private static readonly Shape Texts = new ListShape(Text, 1);

    /// <summary>A table with its schema.</summary>
    public static readonly KeyTable Name = new("table",
    [
        new("schema", "The schema that the table is in. Default: the one that names lead to.", Text, "sales"),
        new("name", "The table's name, exactly as the database has it.", Text, "Invoice") { Required = true },
    ]);

    /// <summary>A table: its name, or its schema and its name.</summary>
    public static readonly Shape Table = new ChoiceShape(Text, new ObjectShape(Name));

    /// <summary>The table of pairs behind a many-to-many relation.</summary>
    public static readonly KeyTable Through = new("through",
    [
        new("table", "The table of pairs: its name, or `{ schema, name }`.", Table, "PlaylistTrack") { Required = true },
        new("from", "Its columns that hold the key of this resource, in the key's order.", Texts, "[PlaylistId]") { Required = true },
        new("to", "Its columns that hold the key of the other resource, in the key's order.", Texts, "[TrackId]") { Required = true },
    ]);
}
