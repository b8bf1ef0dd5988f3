using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Lintel.Testing;

/// <summary>A SQLite file that was there before Lintel came; gone with its folder when it is disposed. The test's project brings SQLite itself, by the store's.</summary>
public sealed partial class SqliteFile : IDisposable
{
    private const string Library = "e_sqlite3";

    private readonly string _folder = Directory.CreateTempSubdirectory("lintel-adopt-").FullName;

    private SqliteFile()
    {
    }

    /// <summary>The path of the file.</summary>
    public string File => Path.Combine(_folder, "test.db");

    /// <summary>As <c>--store</c> takes it.</summary>
    public string Url => "sqlite:" + File;

    /// <summary>Makes one from a file of <c>tests/databases</c>.</summary>
    public static SqliteFile Create(string name)
    {
        var source = TestDatabaseFile.Read(name);
        var script = new StringBuilder("BEGIN;\n").Append(source.Script);
        foreach (var copy in source.Copies)
        {
            foreach (var row in copy.Values) script.Append(CultureInfo.InvariantCulture, $"\nINSERT INTO {copy.Into} VALUES ({string.Join(", ", row.Select(Literal))});");
        }
        var file = new SqliteFile();
        file.Execute(script.Append('\n').Append(source.End).Append("\nCOMMIT").ToString());
        return file;
    }

    /// <summary>Makes one by a script.</summary>
    public static SqliteFile Of(string script)
    {
        var file = new SqliteFile();
        file.Execute(script);
        return file;
    }

    /// <summary>Runs statements behind the back of any store.</summary>
    public void Execute(string script)
    {
        var result = Open(File, out var database);
        if (result == 0) result = Run(database, script, 0, 0, out _);
        var message = result == 0 ? "" : Marshal.PtrToStringUTF8(Message(database));
        _ = Close(database);
        if (result != 0) throw new InvalidOperationException(message);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Literal(string? value) => value is null ? "NULL" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    [LibraryImport(Library, EntryPoint = "sqlite3_open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string file, out nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_exec", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Run(nint database, string script, nint callback, nint state, out nint message);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg")]
    private static partial nint Message(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_close")]
    private static partial int Close(nint database);
}
