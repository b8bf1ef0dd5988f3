using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Lintel.Search;

namespace Lintel.Sqlite.Native;

/// <summary>The functions that searches need. None of them can raise.</summary>
internal static unsafe class Searching
{
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnWords(nint context, int count, nint* values)
    {
        var text = Sqlite3.ValueType(values[0]) == Sqlite3.TypeText ? Encoding.UTF8.GetString(Functions.Bytes(values[0])) : "";
        var words = Encoding.UTF8.GetBytes(SearchWords.Of(text, (int)Sqlite3.ValueInteger(values[1])));
        fixed (byte* bytes = words) Sqlite3.ResultText(context, bytes, words.Length, Sqlite3.Transient);
    }
}
