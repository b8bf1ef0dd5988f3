using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>How the types of a field are related that has another one now.</summary>
internal static class TypeOrder
{
    /// <summary>Whether each value that the field could have is one of the new type, which is held otherwise.</summary>
    public static bool IsWidened(FieldPair field)
    {
        var (old, @new) = (field.Old.Type, field.New.Type);
        return old.IsArray == @new.IsArray
            && ((old.Kind == ScalarKind.Int && @new.Kind == ScalarKind.Long)
                || (old.Kind == ScalarKind.Enum && @new.Kind is ScalarKind.String or ScalarKind.Text && old.Members.All(name => Allows(field.New, name.Length)))
                || (field.IsTypeChanged && old.Kind == ScalarKind.Decimal && @new.Kind == ScalarKind.Decimal && @new.Scale >= old.Scale && @new.Precision - @new.Scale >= old.Precision - old.Scale));
    }

    /// <summary>Whether both are text, the new one of any form, so that only its length decides.</summary>
    public static bool AreTexts(FieldPair field)
    {
        var (old, @new) = (field.Old.Type, field.New.Type);
        return field.IsTypeChanged && old.IsArray == @new.IsArray
            && old.Kind is ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url && @new.Kind is ScalarKind.String or ScalarKind.Text;
    }

    /// <summary>Whether both are enums, whose names tell how they differ.</summary>
    public static bool AreEnums(FieldPair field) =>
        field.Old.Type.IsArray == field.New.Type.IsArray && field is { Old.Type.Kind: ScalarKind.Enum, New.Type.Kind: ScalarKind.Enum };

    /// <summary>Whether both are enums of the same names in another order.</summary>
    public static bool IsReordered(FieldPair field) => AreEnums(field)
        && field.New.Type.Members.Order().SequenceEqual(field.Old.Type.Members.Order()) && !field.New.Type.Members.SequenceEqual(field.Old.Type.Members);

    private static bool Allows(Field field, int length) => field.Pattern is null && length >= (field.MinLength ?? 0) && length <= (field.MaxLength ?? int.MaxValue);
}
