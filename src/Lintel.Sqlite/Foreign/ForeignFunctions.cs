using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Lintel.Model;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Foreign;

/// <summary>What statements on a file that is not ours need. It stands in statements alone: nothing in the file names it.</summary>
internal static unsafe class ForeignFunctions
{
    /// <summary>The value of a column (1) of a form (2) in the engine's own form; null where the type can't hold it.</summary>
    public const string Held = "lintel_held";

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnHeld(nint context, int count, nint* values)
    {
        var stored = StoredValue.OfArgument(values[0]);
        if (stored.Type == Sqlite3.TypeNull) return;
        var name = Functions.Bytes(values[1]);
        Span<char> characters = stackalloc char[256];
        if (name.Length > characters.Length) return;
        if (ForeignForm.Find(characters[..Encoding.UTF8.GetChars(name, characters)]) is not { } form || !form.TryRead(stored, out var value)) return;
        Give(context, value);
    }

    private static void Give(nint context, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: break;
            case ValueKind.Bool: Sqlite3.ResultInteger(context, value.AsBool ? 1 : 0); break;
            case ValueKind.Integer: Sqlite3.ResultInteger(context, value.AsInteger); break;
            case ValueKind.Double: Sqlite3.ResultDouble(context, value.AsDouble); break;
            case ValueKind.Text: Give(context, value.AsText); break;
            case ValueKind.Uuid: Give(context, value.AsUuid.ToString()); break;
            case ValueKind.Bytes or ValueKind.List: break;
        }
    }

    private static void Give(nint context, string text)
    {
        fixed (byte* bytes = Encoding.UTF8.GetBytes(text)) Sqlite3.ResultText(context, bytes, Encoding.UTF8.GetByteCount(text), Sqlite3.Transient);
    }
}
