using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Fields;

/// <summary>Parses what stands in parentheses behind a type.</summary>
internal sealed class TypeArguments(FieldDeclaration field, ShortFormScanner scanner, DiagnosticBag bag, Func<string, bool> unexpected)
{
    public const int MaxLength = 1_000_000;

    /// <summary>Reads the arguments of that type into the declaration; false where the form is wrong.</summary>
    public bool Parse(Located<string> type)
    {
        var given = scanner.TakeSign("(");
        return type.Value switch
        {
            "decimal" => !given || ParseDecimal(type),
            "string" or "text" or "bytes" => !given || ParseLength(type),
            "enum" => !given || ParseMembers(),
            "native" => given ? ParseNative() : Refuse(type, "`native` needs the name that the database has for the type.", "write `native(numrange)`, for example"),
            _ => !given || SkipUnknown(type),
        };
    }

    private bool ParseNative()
    {
        field.NativeName = scanner.TakeUntilClosed();
        return field.NativeName is { Value.Length: > 0 } || unexpected("the name of a type of the database");
    }

    private bool ParseDecimal(Located<string> type)
    {
        if (scanner.TakeNumber() is not { } precision)
            return unexpected("the number of digits");
        Located<int>? scale = new(0, precision.Place);
        if (scanner.TakeSign(",") && (scale = scanner.TakeNumber()) is null)
            return unexpected("the number of digits behind the point");
        if (!scanner.TakeSign(")"))
            return unexpected("`)`");
        (field.Precision, field.Scale) = (precision.Value, scale.Value);
        return (precision.Value is >= 1 and <= 38 && scale.Value <= precision.Value)
            || Refuse(new(type.Value, precision.Place), "A decimal has 1 to 38 digits, and no more behind the point than in all.", "write `decimal(12,2)`, for example");
    }

    private bool ParseLength(Located<string> type)
    {
        var least = scanner.TakeNumber();
        Located<int>? most = null;
        if (scanner.TakeSign(".."))
            most = scanner.TakeNumber();
        else
            (least, most) = (null, least);
        if (least is null && most is null)
            return unexpected("a length such as `200` or `1..200`");
        if (!scanner.TakeSign(")"))
            return unexpected("`)`");
        if (least is not null)
            field.MinLength = field.Take(field.MinLength, least.Value, least.Place, "least length");
        if (most is not null)
            field.MaxLength = field.Take(field.MaxLength, most.Value, most.Place, "greatest length");
        return (most ?? least)!.Value <= MaxLength
            || Refuse(new(type.Value, (most ?? least)!.Place), $"A length is at most {MaxLength}.", "use `text` without a length for longer texts");
    }

    private bool ParseMembers()
    {
        var members = new List<Located<string>>();
        do
        {
            if (scanner.TakeWord() is not { } member)
                return unexpected("a name of letters, digits, `_` and `-`");
            members.Add(member);
        }
        while (scanner.TakeSign(","));
        if (!scanner.TakeSign(")"))
            return unexpected("`,` or `)`");
        field.Members = members;
        return true;
    }

    private bool SkipUnknown(Located<string> type)
    {
        while (!scanner.TakeSign(")"))
        {
            if (scanner.AtEnd)
                return unexpected("`)`");
            if (scanner.TakeWord() is null && scanner.TakeNumber() is null && !scanner.TakeSign(",") && !scanner.TakeSign(".."))
                return unexpected("`)`");
        }

        // An unknown type is reported as such, once its name is looked up.
        return !ScalarTypes.IsName(type.Value) || Refuse(type, $"{Wording.Quoted(type.Value)} takes nothing in parentheses.", null);
    }

    private bool Refuse(Located<string> type, string message, string? hint)
    {
        bag.Report(LanguageRules.TypeArguments, type.Place, message, hint);
        return false;
    }
}
