using System.Text;

namespace Lintel.Cli.Deploying;

/// <summary>A file that is written.</summary>
/// <param name="Path">Where, below the folder, with <c>/</c>.</param>
/// <param name="Bytes">What.</param>
internal sealed record DeployFile(string Path, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>A text.</summary>
    public static DeployFile Of(string path, string text) => new(path, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n").TrimEnd('\n') + '\n'));

    /// <summary>A text that begins with where it comes from, and how one changes what it says.</summary>
    public static DeployFile Of(string path, string change, string text) =>
        Of(path, $"# Written by `lintel export deploy`, which writes it anew. {change}\n{text}");
}
