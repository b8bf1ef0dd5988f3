using System.Globalization;

namespace Lintel.Bench.Shapes;

/// <summary>Memory at one time, in bytes.</summary>
/// <param name="Resident">That of this process which is in memory.</param>
/// <param name="Heap">What the runtime's collector keeps.</param>
/// <param name="Database">That of the database's processes for our connections, without what they share; null: it has none.</param>
internal sealed record Footprint(long Resident, long Heap, long? Database)
{
    public const string Header = "    shapes   process MB   heap MB   database MB";

    private const double MB = 1024 * 1024;

    public string Line(int shapes) => string.Create(
        CultureInfo.InvariantCulture, $"{shapes,10:N0} {Resident / MB,12:0.0} {Heap / MB,9:0.0} {(Database is { } database ? (database / MB).ToString("0.0", CultureInfo.InvariantCulture) : "-"),13}");

    /// <summary>That of this process now, and of others by their ids.</summary>
    public static Footprint Take(IReadOnlyList<int>? others)
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
        return new Footprint(Status("self", "VmRSS:"), GC.GetTotalMemory(forceFullCollection: true), others?.Sum(id => Status(id.ToString(CultureInfo.InvariantCulture), "RssAnon:")));
    }

    private static long Status(string process, string name)
    {
        var path = $"/proc/{process}/status";
        if (!File.Exists(path)) return 0;
        var line = File.ReadLines(path).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
    }
}
