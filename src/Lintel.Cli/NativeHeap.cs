using System.Runtime.InteropServices;

namespace Lintel.Cli;

/// <summary>
/// The memory that native code, SQLite above all, takes from glibc. Unless told otherwise glibc has eight arenas for each processor and keeps what was freed
/// in each, so that a server which is asked ever new questions grows by a quarter (docs/limits.md).
/// </summary>
internal static partial class NativeHeap
{
    // M_ARENA_MAX of malloc.h.
    private const int ArenaMax = -8;

    /// <summary>Keeps it to two arenas, where glibc is what gives memory and <c>MALLOC_ARENA_MAX</c> does not say otherwise.</summary>
    public static void KeepSmall()
    {
        if (!OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is not null) return;
        try
        {
            _ = SetOption(ArenaMax, 2);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another libc, which has no arenas.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
