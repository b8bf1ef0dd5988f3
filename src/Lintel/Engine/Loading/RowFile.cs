using System.Buffers;
using System.Text;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Sylvan.Data.Csv;

namespace Lintel.Engine.Loading;

/// <summary>A row of a file, with the line on which it begins.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Row">The row, an object.</param>
/// <param name="Failure">Why it can't be read, though the rows behind it may be; null: it can.</param>
public readonly record struct FileRow(long Line, InputValue Row, string? Failure = null);

/// <summary>A file that can't be read as rows, or not to its end.</summary>
public sealed class RowFileException : Exception
{
    /// <summary>What is wrong on which line.</summary>
    public RowFileException(long line, string message, ErrorCode? code = null)
        : base(message) => (Line, Code) = (line, code ?? ErrorCatalogue.MalformedBody);

    /// <summary>The line, from 1.</summary>
    public long Line { get; }

    /// <summary>What a caller is told that it is. Default: <see cref="ErrorCatalogue.MalformedBody"/>.</summary>
    public ErrorCode Code { get; }
}

/// <summary>
/// Reads CSV (RFC 4180, with a header row; an empty cell is no value unless it is two quotes, an empty line no row unless there is one column)
/// and NDJSON (an empty line is no row), both in UTF-8, row by row in constant memory.
/// </summary>
public static class RowFile
{
    /// <summary>The longest row of a file, in bytes.</summary>
    public const int MaxRecord = 16 * 1024 * 1024;

    private const int RowsInBatch = 500;
    private const long BytesInBatch = 2 * 1024 * 1024;

    // A line that begins with a number sign is a row like any other.
    private const char NoComment = '\0';

    private static readonly InputValue NoRow = InputValue.Object([]);

    /// <summary>The endings of files that hold rows.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".csv", ".ndjson"];

    /// <summary>Whether a file's name ends as those of files that hold rows do.</summary>
    public static bool IsNamed(string path) => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    /// <summary>What a file holds, by the ending of its name.</summary>
    public static RowFormat FormatOf(string path) => path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) ? RowFormat.Csv : RowFormat.NdJson;

    /// <summary>The rows of a stream in batches, of which only one needs to be held.</summary>
    /// <param name="stream">What is read; it tells its position.</param>
    /// <param name="format">What it holds.</param>
    /// <param name="header">Is called with the names of the columns before the first row, where there is a header.</param>
    /// <param name="limits">How large a row may be; null: <see cref="MaxRecord"/>.</param>
    /// <exception cref="RowFileException">The text is not CSV or NDJSON.</exception>
    public static IEnumerable<IReadOnlyList<FileRow>> Read(Stream stream, RowFormat format, Action<IReadOnlyList<string>>? header = null, ServiceLimits? limits = null)
    {
        var rows = format switch
        {
            RowFormat.Csv => Csv(stream, header, limits?.ImportRow ?? MaxRecord),
            RowFormat.NdJson => NdJson(stream, limits),
        };
        var batch = new List<FileRow>(RowsInBatch);
        var start = stream.Position;
        foreach (var row in rows)
        {
            batch.Add(row);
            if (batch.Count < RowsInBatch && stream.Position - start < BytesInBatch) continue;
            yield return batch;
            batch = new List<FileRow>(RowsInBatch);
            start = stream.Position;
        }
        if (batch.Count > 0) yield return batch;
    }

    private static IEnumerable<FileRow> Csv(Stream stream, Action<IReadOnlyList<string>>? header, int maxRecord)
    {
        using var text = new StreamReader(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), leaveOpen: true);
        var options = new CsvDataReaderOptions { HasHeaders = true, Delimiter = ',', MaxBufferSize = maxRecord, BufferSize = Math.Min(64 * 1024, maxRecord), StringFactory = null, Comment = NoComment };
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
            var next = line + 1 + reader.GetRawRecordSpan().TrimEnd("\r\n").Count('\n');
            yield return reader.RowFieldCount == names.Length
                ? new FileRow(line, Row(reader, names))
                : new FileRow(line, NoRow, $"The row has {Cells(reader.RowFieldCount)}; the header has {names.Length}.");
            line = next;
        }
    }

    private static InputValue Row(CsvDataReader reader, string[] names)
    {
        var members = new InputMember[names.Length];
        var quotes = new EmptyCells(reader.GetRawRecordSpan());
        for (var i = 0; i < names.Length; i++)
        {
            var cell = reader.GetString(i);
            members[i] = new InputMember(names[i], cell.Length == 0 && quotes.IsQuoted(i) ? InputValue.EmptyCell : InputValue.Untyped(cell));
        }
        return InputValue.Object(members);
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

    private static IEnumerable<FileRow> NdJson(Stream stream, ServiceLimits? limits)
    {
        var lines = new LineReader(stream, limits?.ImportRow ?? MaxRecord);
        while (lines.TryRead(out var json))
        {
            if (json.Span.Trim(" \t"u8).IsEmpty) continue;
            yield return JsonInput.TryParse(json.Span, limits, out var row, out var failure) ? new FileRow(lines.Line, row) : new FileRow(lines.Line, NoRow, Inline(failure));
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
