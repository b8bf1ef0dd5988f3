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
        var words = Encoding.UTF8.GetBytes(SearchWords.Of(Text(values[0]), (int)Sqlite3.ValueInteger(values[1])));
        fixed (byte* bytes = words) Sqlite3.ResultText(context, bytes, words.Length, Sqlite3.Transient);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnRelevance(nint context, int count, nint* values)
    {
        if (count < 3) return;
        Sqlite3.ResultDouble(context, -SearchRelevance.Of(Text(values[0]).Split(' '), Fields(count, values)));
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void OnCloseness(nint context, int count, nint* values)
    {
        if (count < 3) return;
        Sqlite3.ResultInteger(context, SearchCloseness.Of(Text(values[0]).Split('\n').Select(SearchTerm.Read), Fields(count, values)));
    }

    private static string[] Fields(int count, nint* values)
    {
        var limit = (int)Sqlite3.ValueInteger(values[1]);
        var fields = new string[count - 2];
        for (var i = 0; i < fields.Length; i++) fields[i] = SearchWords.Of(Text(values[i + 2]), limit);
        return fields;
    }

    private static string Text(nint value) => Sqlite3.ValueType(value) == Sqlite3.TypeText ? Encoding.UTF8.GetString(Functions.Bytes(value)) : "";
}
