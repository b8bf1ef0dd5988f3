using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>Which types hold all values of which others.</summary>
internal static class TypeOrder
{
    /// <summary>Whether each value of one type is one of the other, which is another type. Two enums are compared by their names instead.</summary>
    public static bool IsWidened(FieldType old, FieldType @new) => old.IsArray == @new.IsArray && (old.Kind, @new.Kind) switch
    {
        (ScalarKind.Int, ScalarKind.Long) => true,
        (ScalarKind.Decimal, ScalarKind.Decimal) => (old.Precision, old.Scale) != (@new.Precision, @new.Scale) && @new.Scale >= old.Scale && @new.Precision - @new.Scale >= old.Precision - old.Scale,
        (ScalarKind.String or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum, ScalarKind.Text) => true,
        _ => false,
    };

    /// <summary>Whether both are enums, whose names tell how they differ.</summary>
    public static bool AreEnums(FieldType old, FieldType @new) => old.IsArray == @new.IsArray && old.Kind == ScalarKind.Enum && @new.Kind == ScalarKind.Enum;
}
