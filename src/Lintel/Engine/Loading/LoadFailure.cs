using System.Globalization;

namespace Lintel.Engine.Loading;

/// <summary>What can't be loaded.</summary>
/// <param name="File">The file's path, as it was given or found.</param>
/// <param name="Line">The line on which the row begins, from 1; 0: the file as a whole.</param>
/// <param name="Detail">What is wrong.</param>
public sealed record LoadFailure(string File, long Line, string Detail)
{
    /// <inheritdoc/>
    public override string ToString() => Line == 0 ? $"{File}: {Detail}" : string.Create(CultureInfo.InvariantCulture, $"{File}:{Line}: {Detail}");
}

/// <summary>How a load ended.</summary>
/// <param name="Rows">The rows that were loaded; 0 where anything failed.</param>
/// <param name="Failures">What was wrong, in the order of its lines; the first few of the file that failed. Empty: all was loaded.</param>
/// <param name="Skipped">The rows that were left out, where that was asked for.</param>
public sealed record LoadOutcome(long Rows, IReadOnlyList<LoadFailure> Failures, long Skipped = 0)
{
    /// <summary>Whether all rows were loaded, but for those that were to be left out. Otherwise none was.</summary>
    public bool IsDone => Failures.Count == 0 || Skipped > 0;
}

/// <summary>How far a load is.</summary>
/// <param name="File">The file at hand.</param>
/// <param name="Rows">Rows of the file so far.</param>
/// <param name="Bytes">Bytes of the file so far.</param>
/// <param name="TotalBytes">Bytes of the file in all.</param>
public readonly record struct LoadProgress(string File, long Rows, long Bytes, long TotalBytes);
