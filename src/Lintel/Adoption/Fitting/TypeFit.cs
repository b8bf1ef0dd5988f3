using Lintel.Adoption.Catalog;
using Lintel.Model;

namespace Lintel.Adoption.Fitting;

/// <summary>Why a type of a contract does not hold a column's values.</summary>
/// <param name="Why">What is in the way, behind a comma; empty: the type itself.</param>
/// <param name="Advice">What to do.</param>
/// <param name="IsHard">Whether requests would fail.</param>
internal sealed record TypeMisfit(string Why, string Advice, bool IsHard);

/// <summary>Whether a type of a contract holds all values of a column: it may be wider than the one that import would have chosen.</summary>
internal static class TypeFit
{
    /// <summary>What is wrong; null: nothing.</summary>
    public static TypeMisfit? Compare(FieldType said, AdoptedType found)
    {
        // A type of the database's own travels as its text, whichever it is.
        if (said.Kind == ScalarKind.Native) return null;
        var depth = found.Type.EndsWith("[]", StringComparison.Ordinal);
        var word = found.Type.Split('(', '[')[0];
        if (said.IsArray != depth || !Holds(said.Kind, word)) return new TypeMisfit("", $"Say `type: {found.Type}`.", IsHard: true);
        return said.Kind == ScalarKind.Enum && word == "enum" ? Members(said, found) : null;
    }

    private static bool Holds(ScalarKind said, string found) => said switch
    {
        ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url => found is "string" or "text" or "enum" or "email" or "url",
        ScalarKind.Enum => found is "enum" or "string" or "text",
        ScalarKind.Int => found == "int",
        ScalarKind.Long => found is "int" or "long",
        ScalarKind.Decimal => found is "decimal" or "int" or "long",
        ScalarKind.Double => found is "double",
        ScalarKind.Bool => found == "bool",
        ScalarKind.Date => found == "date",
        ScalarKind.Time => found == "time",
        ScalarKind.DateTime => found == "datetime",
        ScalarKind.Timestamp => found == "timestamp",
        ScalarKind.Duration => found is "duration" or "native" or "long",
        ScalarKind.Uuid => found == "uuid",
        ScalarKind.Json => found == "json",
        ScalarKind.Bytes => found == "bytes",
        ScalarKind.Native => true,
    };

    private static TypeMisfit? Members(FieldType said, AdoptedType found)
    {
        if (said.Members.Except(found.Members).ToList() is { Count: > 0 } unknown)
            return new TypeMisfit($", which does not have {List(unknown)}", "Remove from `enum` what the database does not have.", IsHard: true);
        return found.Members.Except(said.Members).ToList() is { Count: > 0 } missing
            ? new TypeMisfit($", which has {List(missing)} too", "Add to `enum` what the database has.", IsHard: false)
            : null;
    }

    private static string List(List<string> members) => string.Join(", ", members.Select(member => $"'{member}'"));
}
