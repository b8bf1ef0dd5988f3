using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lintel.Faults.Tests.Sqlite;

/// <summary>What an operating system can do to files.</summary>
internal enum FileFault
{
    None,

    /// <summary>No byte more is taken (ENOSPC).</summary>
    Full,

    /// <summary>Writing fails (EIO, or EROFS where the file system was mounted anew for reading only).</summary>
    Write,

    /// <summary>What was written can't be made durable.</summary>
    Sync,

    /// <summary>Reading fails too.</summary>
    All,
}

/// <summary>
/// SQLite's own way to files (a VFS), but for folders whose files fail as a test tells them. No privilege is needed for it, and nothing of this machine.
/// </summary>
internal static unsafe partial class FaultyFiles
{
    private const int Full = 13, ReadError = 10 | (1 << 8), WriteError = 10 | (3 << 8), SyncError = 10 | (4 << 8);

    private static readonly ConcurrentDictionary<string, FileFault> Folders = new();
    private static readonly ConcurrentDictionary<nint, Opened> Files = new();
    // SQLite has other methods for logs than for databases: what stands in for each.
    private static readonly ConcurrentDictionary<nint, nint> StandIns = new();
    private static Vfs* _original;

    /// <summary>Lets the files of a folder fail from now on. The first call comes before they are opened.</summary>
    public static void Set(string folder, FileFault fault) => Folders[folder] = fault;

    [ModuleInitializer]
    internal static void Register()
    {
        _original = (Vfs*)Find(0);
        var vfs = (Vfs*)NativeMemory.AllocZeroed((nuint)sizeof(Vfs));
        *vfs = *_original;
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8("faulty");
        vfs->Open = &OnOpen;
        if (Register((nint)vfs, 1) != 0) throw new InvalidOperationException("SQLite takes no other way to files.");
    }

    private static FileFault FaultOf(nint file) => Folders[Files[file].Folder];

    private static Methods* MethodsOf(nint file) => (Methods*)Files[file].Methods;

    private static nint StandIn(nint methods)
    {
        var standIn = (Methods*)NativeMemory.Alloc((nuint)sizeof(Methods));
        *standIn = *(Methods*)methods;
        standIn->Close = &OnClose;
        standIn->Read = &OnRead;
        standIn->Write = &OnWrite;
        standIn->Sync = &OnSync;
        return (nint)standIn;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnOpen(Vfs* vfs, byte* name, nint file, int flags, int* given)
    {
        var result = _original->Open(_original, name, file, flags, given);
        if (result != 0 || name == null) return result;
        var folder = Path.GetDirectoryName(Marshal.PtrToStringUTF8((nint)name))!;
        if (!Folders.ContainsKey(folder)) return result;
        var methods = *(nint*)file;
        Files[file] = new Opened(folder, methods);
        *(nint*)file = StandIns.GetOrAdd(methods, StandIn);
        return result;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnClose(nint file)
    {
        Files.TryRemove(file, out var opened);
        return ((Methods*)opened!.Methods)->Close(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnRead(nint file, void* bytes, int count, long at) => FaultOf(file) == FileFault.All ? ReadError : MethodsOf(file)->Read(file, bytes, count, at);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnWrite(nint file, void* bytes, int count, long at) => FaultOf(file) switch
    {
        FileFault.Full => Full,
        FileFault.Write or FileFault.All => WriteError,
        FileFault.None or FileFault.Sync => MethodsOf(file)->Write(file, bytes, count, at),
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int OnSync(nint file, int flags) => FaultOf(file) is FileFault.Sync or FileFault.All ? SyncError : MethodsOf(file)->Sync(file, flags);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial nint Find(nint name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    private static partial int Register(nint vfs, int makeDefault);

    /// <summary>An open file: of which folder, and what it was opened with.</summary>
    private sealed record Opened(string Folder, nint Methods);

    /// <summary><c>sqlite3_vfs</c>, version 3.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vfs
    {
        public int Version, FileSize, LongestPath;
        public nint Next;
        public byte* Name;
        public nint Data;
        public delegate* unmanaged[Cdecl]<Vfs*, byte*, nint, int, int*, int> Open;
        private fixed long _others[15];
    }

    /// <summary><c>sqlite3_io_methods</c>, version 3.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Methods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<nint, int> Close;
        public delegate* unmanaged[Cdecl]<nint, void*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<nint, void*, int, long, int> Write;
        private nint _truncate;
        public delegate* unmanaged[Cdecl]<nint, int, int> Sync;
        private fixed long _others[13];
    }
}
