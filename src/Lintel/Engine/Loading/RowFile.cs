using System.Buffers;
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

/// <summary>
/// Reads CSV (RFC 4180, with a header row; an empty cell is no value, an empty line no row unless there is one column) and NDJSON
/// (an empty line is no row), both in UTF-8, row by row in constant memory.
/// </summary>
public static class RowFile
{
    private const int MaxRecord = 16 * 1024 * 1024;
    private const int MaxCell = 4 * 1024 * 1024;

    /// <summary>The endings of files that hold rows.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".ndjson"];

    /// <summary>Whether a file's name ends as those of files that hold rows do.</summary>
    public static bool IsNamed(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>The rows of a stream; what it holds is told by the ending of the file's name.</summary>
    /// <param name="stream">What is read.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="header">Is called with the names of the columns before the first row, where the file has a header.</param>
    /// <exception cref="RowFileException">The text is not CSV or NDJSON.</exception>
    public static IEnumerable<FileRow> Read(Stream stream, string name, Action<IReadOnlyList<string>>? header = null) =>
        name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? Csv(stream, header) : NdJson(stream);

    private static IEnumerable<FileRow> Csv(Stream stream, Action<IReadOnlyList<string>>? header)
    {
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        var options = new CsvDataReaderOptions { HasHeaders = true, Delimiter = ',', MaxBufferSize = MaxRecord, BufferSize = 64 * 1024, StringFactory = null };
        using var reader = Guard(stream, 1, () => CsvDataReader.Create(text, options));
        var names = Enumerable.Range(0, reader.FieldCount).Select(reader.GetName).ToArray();
        Check(names);
        header?.Invoke(names);
        // A header may hold line breaks too.
        var line = 2L + names.Sum(name => name.Count(letter => letter == '\n'));
        while (Guard(stream, line, reader.Read))
        {
            if (names.Length > 1 && reader.RowFieldCount == 1 && reader.GetString(0).Length == 0)
            {
                line++;
                continue;
            }
            if (reader.RowFieldCount != names.Length)
                throw new RowFileException(line, $"The row has {Cells(reader.RowFieldCount)}; the header has {names.Length}.");
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

    private static void Check(string[] names)
    {
        for (var i = 0; i < names.Length; i++)
        {
            if (names[i].Length == 0) throw new RowFileException(1, $"Column {i + 1} of the header has no name.");
            if (Array.IndexOf(names, names[i]) < i) throw new RowFileException(1, $"The header names '{names[i]}' twice.");
            if (names.Length == 1 && names[0].AsSpan().ContainsAny(';', '\t')) throw new RowFileException(1, "The columns must be separated by commas.");
        }
    }

    private static IEnumerable<FileRow> NdJson(Stream stream)
    {
        var lines = new LineReader(stream, MaxRecord);
        while (lines.TryRead(out var json))
        {
            if (json.Span.Trim(" \t"u8).IsEmpty) continue;
            if (!JsonInput.TryParse(json.Span, out var row, out var failure)) throw new RowFileException(lines.Line, Inline(failure));
            yield return new FileRow(lines.Line, row);
        }
    }

    // The place of a failure within its line; that it is the first line of its document says nothing here.
    private static string Inline(string failure) =>
        failure.StartsWith("Line 1, c", StringComparison.Ordinal) ? string.Concat("C", failure.AsSpan("Line 1, c".Length)) : failure;

    private static string Cells(int count) => count == 1 ? "1 cell" : $"{count} cells";

    private static T Guard<T>(Stream stream, long line, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            throw new RowFileException(FindInvalid(stream) ?? line, "The line is not valid UTF-8.");
        }
        catch (CsvMissingHeadersException)
        {
            throw new RowFileException(1, "The file is empty; its first line should name the columns.");
        }
        catch (Exception exception) when (exception is CsvFormatException or CsvRecordTooLargeException)
        {
            throw new RowFileException(line, exception.Message);
        }
    }

    /// <summary>The line of the first bytes that are not UTF-8: the decoder has read ahead of the row at hand.</summary>
    private static long? FindInvalid(Stream stream)
    {
        if (!stream.CanSeek) return null;
        stream.Position = 0;
        var buffer = new byte[64 * 1024];
        var line = 1L;
        var kept = 0;
        while (true)
        {
            var read = stream.Read(buffer, kept, buffer.Length - kept);
            var rest = buffer.AsSpan(0, kept + read);
            while (!rest.IsEmpty)
            {
                var status = Rune.DecodeFromUtf8(rest, out _, out var length);
                if (status == OperationStatus.NeedMoreData && read > 0) break;
                if (status != OperationStatus.Done) return line;
                if (rest[0] == '\n') line++;
                rest = rest[length..];
            }
            if (read == 0) return null;
            kept = rest.Length;
            rest.CopyTo(buffer);
        }
    }
}
