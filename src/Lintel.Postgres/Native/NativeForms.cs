using Lintel.Model;

namespace Lintel.Postgres.Native;

/// <summary>
/// How columns of a database that is not ours are read and compared, by the type that they really have (<see cref="Kept.Native"/>). What is not listed here the database itself
/// writes and reads as text.
/// </summary>
internal static class NativeForms
{
    private const string System = "\"pg_catalog\".";

    /// <summary>The type of a column as SQL writes it: quoted, so that no word of SQL is mistaken, and without parameters, which a cast would cut values to.</summary>
    public static string Sql(string? schema, string name) => $"{(schema is null ? "" : Quoted(schema) + ".")}{Quoted(name)}";

    /// <summary>How the binary form becomes a cell; null: as the engine's own columns of the type.</summary>
    public static CellForm? Of(FieldType type)
    {
        if (type.Kept is not { As: KeptAs.Native, Native: { } native }) return null;
        if (ReadAsText(type)) return CellForm.Text;
        return Name(native) switch
        {
            "int2" => CellForm.Int16,
            "int4" => CellForm.Int32,
            "int8" => CellForm.Int64,
            "oid" => CellForm.UInt32,
            "float4" => CellForm.Single,
            "float8" => CellForm.Double,
            "bool" => CellForm.Bool,
            "numeric" or "money" => type.Precision == 0 ? CellForm.AnyNumeric : type.IsScaledInteger ? CellForm.Numeric : CellForm.NumericText,
            "date" => CellForm.Date,
            "time" => CellForm.Time,
            "timestamp" or "timestamptz" => CellForm.Timestamp,
            "interval" => CellForm.IntervalText,
            "uuid" => CellForm.UuidText,
            "bytea" => CellForm.Bytes,
            "jsonb" => CellForm.VersionedText,
            _ => CellForm.Text,
        };
    }

    /// <summary>What is selected of a column, or of an expression that gives its values.</summary>
    public static string Output(string expression, FieldType type)
    {
        if (type.Kept is not { As: KeptAs.Native, Native: { } native }) return expression;
        var brackets = type.IsArray ? "[]" : "";
        if (Name(native) == "money") return $"{expression}::numeric{brackets}";
        return ReadAsText(type) ? $"{expression}::text{brackets}" : expression;
    }

    /// <summary>Whether values are sent as text, which the database reads as the column's own type; otherwise in the binary form of the engine's type.</summary>
    public static bool SentAsText(FieldType type) => type.Kept is { As: KeptAs.Native, Native: { } native } && (type.Kind, Name(native)) switch
    {
        (ScalarKind.Int or ScalarKind.Long, "int2" or "int4" or "int8") or (ScalarKind.Bool, "bool") or (ScalarKind.Bytes, "bytea") => false,
        (ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum, "text" or "varchar" or "name") => false,
        _ => true,
    };

    /// <summary>The type that parameters are cast to, of which a column's index serves comparisons.</summary>
    public static string? Parameter(FieldType type) => type.Kept is not { As: KeptAs.Native, Native: { } native } ? null : Name(native) switch
    {
        // Whole numbers compare across their sizes, and one that is too large for the column is only greater than all of them.
        "int2" or "int4" or "int8" => type.Kind == ScalarKind.Long ? "bigint" : "integer",
        "varchar" or "name" => "text",
        _ => native,
    };

    /// <summary>The values of a column as the engine's own type has them; null where it has none.</summary>
    public static string Held(string column, FieldType type) => type.IsArray || type.Kept is not { As: KeptAs.Native, Native: { } native } ? column : Name(native) switch
    {
        "int2" => $"({column}::integer)",
        "oid" => $"({column}::bigint)",
        "money" => $"({column}::numeric)",
        "float4" or "float8" => $"(CASE WHEN {column} > '-Infinity' AND {column} < 'Infinity' THEN {column}{(Name(native) == "float4" ? "::text::double precision" : "")} END)",
        "numeric" => $"(CASE WHEN {column} > '-Infinity' AND {column} < 'Infinity' THEN {column} END)",
        "date" or "timestamp" => $"(CASE WHEN {column} >= '0001-01-01' AND {column} < '10000-01-01' THEN {column} END)",
        "timestamptz" => $"(CASE WHEN {column} >= '0001-01-01 00:00:00+00' AND {column} < '10000-01-01 00:00:00+00' THEN {column} END)",
        "text" or "varchar" or "int4" or "int8" or "bool" or "time" or "bytea" or "uuid" or "json" => column,
        "jsonb" => $"({column}::json)",
        _ => $"({column}::text)",
    };

    private static bool ReadAsText(FieldType type) => type.Kind == ScalarKind.Native && Name(type.Kept!.Native!) != "interval";

    // Of a type of the system its name; of others the whole text, which is none of those names.
    private static string Name(string native) => native.StartsWith(System, StringComparison.Ordinal) ? native[(System.Length + 1)..^1] : native;

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
