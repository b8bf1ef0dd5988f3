using System.IO.Compression;
using Lintel.Testing;

namespace Lintel.Http.Tests.GraphQl;

/// <summary>The files of the query page are in the repository, so that a build needs no node; they are what eng/graphiql makes.</summary>
public sealed class IdeFilesTests : IDisposable
{
    private readonly string _folder = Judges.NewOutput("ide");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_files_are_what_their_sources_make()
    {
        var verdict = await Judges.RunInAsync(Path.Combine(Golden.Repository, "eng", "graphiql"), "build.mjs", _folder);

        Assert.True(verdict.ExitCode == 0, verdict.ToString());
        var kept = Path.Combine(Golden.Repository, "src", "Lintel.Http", "GraphQl", "Ide");
        Assert.Equal(Names(kept), Names(_folder));
        // Another zlib may pack otherwise.
        foreach (var name in Names(kept)) Assert.True(Unpack(kept, name).SequenceEqual(Unpack(_folder, name)), $"{name} is not what eng/graphiql makes: run node eng/graphiql/build.mjs");
    }

    private static string[] Names(string folder) => [.. Directory.GetFiles(folder, "*.gz").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static byte[] Unpack(string folder, string name)
    {
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(File.OpenRead(Path.Combine(folder, name)), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }
}
