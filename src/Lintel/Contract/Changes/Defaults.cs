using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>What a field gets that a create leaves out.</summary>
internal static class Defaults
{
    /// <summary>Whether a create must give the field. One that may be null has null for a default.</summary>
    public static bool IsNone(Field field) => field.Default == DefaultKind.None && !field.Nullable;

    /// <summary>The default as it is told, by which two are the same or not.</summary>
    public static string Text(Field field) => field.Default switch
    {
        DefaultKind.None => "null",
        DefaultKind.Literal => Detail.Value(field.Type, field.DefaultValue),
        DefaultKind.Now => "now()",
        DefaultKind.Uuid7 => "a new UUID",
        DefaultKind.Identity => "the next number",
        DefaultKind.Database => "the database's own",
    };
}
