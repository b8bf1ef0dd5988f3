using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Lintel.Contract;

namespace Lintel.Cli;

/// <summary>Reads a contract out of a revision of a git repository: <c>REVISION:PATH</c>, as git itself understands it.</summary>
internal static class GitRevision
{
    /// <summary>Most files of a folder; as many as a contract may have.</summary>
    private const int MaxFiles = 500;

    /// <summary>What is read of all files together, in bytes.</summary>
    private const int MaxBytes = 64 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Whether an argument is no path but a revision.</summary>
    public static bool Is(string place) =>
        place.IndexOf(':', StringComparison.Ordinal) is var colon && colon > (OperatingSystem.IsWindows() ? 1 : 0) && !Path.Exists(place);

    /// <summary>The files of a contract, named as the revision is; or what is wrong.</summary>
    public static async Task<(IReadOnlyList<ContractText>? Texts, string? Wrong)> ReadAsync(string place, TimeProvider clock, CancellationToken cancellation)
    {
        if (place.Any(char.IsControl)) return (null, "a revision has no control characters");
        using var limit = new CancellationTokenSource(Limit, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return (await ReadAsync(place, stop.Token).ConfigureAwait(false), null);
        }
        catch (GitException exception)
        {
            return (null, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"git gave no answer within {Limit.TotalSeconds} seconds"));
        }
    }

    private static async Task<IReadOnlyList<ContractText>> ReadAsync(string place, CancellationToken stop)
    {
        var found = (await ObjectsAsync([place], stop).ConfigureAwait(false))[0];
        if (found.Type == "blob") return [new ContractText(place, found.Bytes)];
        if (found.Type != "tree") throw new GitException("it is neither a file nor a folder");
        var files = await FilesAsync(found.Id, stop).ConfigureAwait(false);
        if (files.Count == 0) throw new GitException("the folder holds no *.yaml file");
        if (files.Count > MaxFiles) throw new GitException(string.Create(CultureInfo.InvariantCulture, $"the folder holds more than {MaxFiles} files"));
        var objects = await ObjectsAsync([.. files.Select(file => file.Id)], stop).ConfigureAwait(false);
        var folder = place.EndsWith(':') || place.EndsWith('/') ? place : place + "/";
        return [.. files.Zip(objects, (file, read) => new ContractText(folder + file.Name, read.Bytes))];
    }

    // The same files as of a folder: directly in it, no links.
    private static async Task<IReadOnlyList<(string Id, string Name)>> FilesAsync(string tree, CancellationToken stop)
    {
        var lines = Encoding.UTF8.GetString((await RunAsync(["ls-tree", "-z", tree], "", stop).ConfigureAwait(false)).Span).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        return
        [
            .. lines.Where(line => line.StartsWith("100", StringComparison.Ordinal)).Select(line => (Id: line.Split(' ', '\t')[2], Name: line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..]))
                .Where(file => Path.GetExtension(file.Name) is ".yaml" or ".yml" && !file.Name.StartsWith('.')).OrderBy(file => file.Name, StringComparer.Ordinal),
        ];
    }

    // For each name git answers "ID TYPE SIZE", then as many bytes and a line feed; or one line that it has no such object.
    private static async Task<IReadOnlyList<(string Id, string Type, ReadOnlyMemory<byte> Bytes)>> ObjectsAsync(IReadOnlyList<string> names, CancellationToken stop)
    {
        var output = await RunAsync(["cat-file", "--batch"], string.Concat(names.Select(name => name + "\n")), stop).ConfigureAwait(false);
        var objects = new List<(string, string, ReadOnlyMemory<byte>)>();
        while (objects.Count < names.Count)
        {
            var end = output.Span.IndexOf((byte)'\n');
            var words = Encoding.UTF8.GetString(output.Span[..Math.Max(0, end)]).Split(' ');
            if (words is not [var id, var type, var size] || !int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var length))
                throw new GitException("the repository has no such file or folder in that revision; a path begins at its root, or in the current folder with ./ before it");
            objects.Add((id, type, output.Slice(end + 1, length)));
            output = output[(end + length + 2)..];
        }
        return objects;
    }

    private static async Task<ReadOnlyMemory<byte>> RunAsync(string[] arguments, string input, CancellationToken stop)
    {
        using var git = Start(arguments);
        try
        {
            var error = git.StandardError.ReadToEndAsync(stop);
            var output = ReadAsync(git.StandardOutput.BaseStream, stop);
            await WriteAsync(git, input, stop).ConfigureAwait(false);
            var bytes = await output.ConfigureAwait(false);
            await git.WaitForExitAsync(stop).ConfigureAwait(false);
            if (git.ExitCode == 0) return bytes;
            var said = (await error.ConfigureAwait(false)).Split('\n')[0];
            throw new GitException(said.Length > 0 ? $"git says: {said}" : "git failed");
        }
        finally
        {
            if (!git.HasExited) git.Kill(entireProcessTree: true);
        }
    }

    private static Process Start(string[] arguments)
    {
        // Git must ask nobody for anything, and fetch nothing.
        var start = new ProcessStartInfo("git", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = "C", ["GIT_TERMINAL_PROMPT"] = "0", ["GIT_OPTIONAL_LOCKS"] = "0", ["GIT_NO_LAZY_FETCH"] = "1" },
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new GitException("git is not installed, or not to be found in PATH");
        }
    }

    private static async Task WriteAsync(Process git, string input, CancellationToken stop)
    {
        try
        {
            await git.StandardInput.WriteAsync(input.AsMemory(), stop).ConfigureAwait(false);
            git.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it read: its exit code says why.
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken stop)
    {
        var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        while (await stream.ReadAsync(buffer, stop).ConfigureAwait(false) is var count and > 0)
        {
            if (all.Length + count > MaxBytes) throw new GitException(string.Create(CultureInfo.InvariantCulture, $"it is larger than {MaxBytes >> 20} MiB"));
            all.Write(buffer, 0, count);
        }
        return all.GetBuffer().AsMemory(0, (int)all.Length);
    }

    private sealed class GitException(string message) : Exception(message);
}
