namespace Lintel.Contract;

/// <summary>How much a <see cref="Diagnostic"/> matters.</summary>
public enum Severity
{
    /// <summary>The contract can't be served.</summary>
    Error,

    /// <summary>The contract can be served, but something in it is probably not meant.</summary>
    Warning,
}

/// <summary>A finding about a contract, with its place. Frozen.</summary>
public sealed record Diagnostic
{
    /// <summary>The stable code, such as <c>LTL2001</c>; <see cref="DiagnosticTable"/> explains it.</summary>
    public required string Code { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>The file's path, as it was reached from the path that was compiled.</summary>
    public required string File { get; init; }

    /// <summary>The line, starting at 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column, starting at 1, in UTF-16 code units.</summary>
    public required int Column { get; init; }

    /// <summary>How many UTF-16 code units of the line it is about; at least 1, unless the file could not be read.</summary>
    public required int Length { get; init; }

    /// <summary>What is wrong, in one sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it, or why it is a mistake.</summary>
    public required string Hint { get; init; }

    /// <summary>The line of the contract that it is about; null where there is none.</summary>
    public string? SourceLine { get; init; }

    /// <summary>A finding about what stands at a place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="code">The stable code.</param>
    /// <param name="severity">How much it matters.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="hint">What to do about it.</param>
    /// <param name="sourceLine">The line, where it was taken already.</param>
    internal static Diagnostic At(Yaml.Place place, string code, Severity severity, string message, string hint, string? sourceLine = null)
    {
        var (line, column) = place.File.Locate(place.Start);
        var text = sourceLine ?? place.File.LineText(line);
        return new Diagnostic
        {
            Code = code,
            Severity = severity,
            File = place.File.Path,
            Line = line,
            Column = column,
            Length = Math.Max(1, Math.Min(place.Length, text.Length - column + 1)),
            Message = message,
            Hint = hint,
            SourceLine = text,
        };
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}: {Code}: {Message}");
}
