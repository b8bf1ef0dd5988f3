using System.Text;
using Lintel.Operations;
using Sylvan.Data.Csv;

namespace Lintel.Engine.Loading;

/// <summary>A row of a file, with the line on which it begins.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Row">The row, an object.</param>
public readonly record struct FileRow(long Line, InputValue Row);

/// <summary>A file that can't be read as rows.</summary>
public sealed class RowFileException : Exception
{
    /// <summary>What is wrong on which line.</summary>
    public RowFileException(long line, string message)
        : base(message) => Line = line;

    /// <summary>The line, from 1.</summary>
    public long Line { get; }
}

/// <summary>Reads CSV (RFC 4180, with a header row; an empty cell is no value) and NDJSON, row by row in constant memory.</summary>
public static class RowFile
{
    private const int MaxRecord = 16 * 1024 * 1024;
    private const int MaxCell = 4 * 1024 * 1024;

    /// <summary>The names of files that hold rows.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".ndjson"];

    /// <summary>The rows of a stream; what it holds is told by the extension of the file's name.</summary>
    /// <exception cref="RowFileException">The text is not CSV or NDJSON.</exception>
    public static IEnumerable<FileRow> Read(Stream stream, string name) =>
        name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Csv(stream) : NdJson(stream);

    private static IEnumerable<FileRow> Csv(Stream stream)
    {
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        var options = new CsvDataReaderOptions { HasHeaders = true, Delimiter = ',', MaxBufferSize = MaxRecord, BufferSize = 64 * 1024, StringFactory = null };
        using var reader = Guard(1, () => CsvDataReader.Create(text, options));
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        if (Array.Find(names, name => names.Count(other => other == name) > 1) is { } twice)
            throw new RowFileException(1, $"The header names '{twice}' twice.");
        var line = 2L;
        while (Guard(line, reader.Read))
        {
            if (reader.RowFieldCount != names.Length)
                throw new RowFileException(line, $"The row has {reader.RowFieldCount} cells; the header has {names.Length}.");
            var members = new InputMember[names.Length];
            var next = line + 1;
            for (var i = 0; i < names.Length; i++)
            {
                var cell = reader.GetString(i);
                if (cell.Length > MaxCell) throw new RowFileException(line, $"The cell '{names[i]}' is longer than {MaxCell} characters.");
                next += cell.AsSpan().Count('\n');
                members[i] = new InputMember(names[i], InputValue.Untyped(cell));
            }
            yield return new FileRow(line, InputValue.Object(members));
            line = next;
        }
    }

    private static IEnumerable<FileRow> NdJson(Stream stream)
    {
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true));
        for (var line = 1L; Guard(line, text.ReadLine) is { } json; line++)
        {
            if (json.Length == 0) continue;
            if (json.Length > MaxRecord) throw new RowFileException(line, $"The line is longer than {MaxRecord} characters.");
            if (!JsonInput.TryParse(Encoding.UTF8.GetBytes(json), out var row, out var failure)) throw new RowFileException(line, failure);
            yield return new FileRow(line, row);
        }
    }

    private static T Guard<T>(long line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            throw new RowFileException(line, "The file is not valid UTF-8 from about here on.");
        }
        catch (Exception exception) when (exception is CsvFormatException or CsvRecordTooLargeException)
        {
            throw new RowFileException(line, exception.Message);
        }
    }
}
