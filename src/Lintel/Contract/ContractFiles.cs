using System.Text;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract;

/// <summary>Finds and reads the files of a contract.</summary>
internal static class ContractFiles
{
    /// <summary>Greatest file, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Most files of one folder.</summary>
    public const int MaxFiles = 500;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>All files that could be read; what could not is reported.</summary>
    public static IReadOnlyList<SourceFile> Read(string path, DiagnosticBag bag, List<string> names)
    {
        var files = new List<SourceFile>();
        // One for all: arrays of this size are what whole garbage collections are begun for.
        var buffer = new byte[MaxBytes + 1];
        foreach (var name in Find(path, bag))
        {
            names.Add(name);
            if (ReadOne(name, files.Count, buffer, bag) is { } file)
                files.Add(file);
            else
                bag.Incomplete = true;
        }

        return files;
    }

    /// <summary>The names of all files, in order; why there are none is reported.</summary>
    public static IReadOnlyList<string> Find(string path, DiagnosticBag bag)
    {
        try
        {
            if (File.Exists(path))
                return [path];
            if (!Directory.Exists(path))
            {
                Report(YamlRules.Unreadable, path, $"There is no file or folder {Wording.Quoted(path)}.", "give the path of a contract, or of the folder that holds its files", bag);
                return [];
            }

            var found = Directory.EnumerateFiles(path)
                .Where(name => Path.GetExtension(name) is ".yaml" or ".yml" && !Path.GetFileName(name).StartsWith('.'))
                .Order(StringComparer.Ordinal).Take(MaxFiles + 1).ToList();
            if (found.Count == 0)
                Report(YamlRules.NoFiles, path, "The folder holds no `*.yaml` file.", "give the path of a contract, or of the folder that holds its files", bag);
            if (found.Count > MaxFiles)
                Report(YamlRules.TooLarge, path, $"The folder holds more than {MaxFiles} files.", "join some of them", bag);
            return found.Count > MaxFiles ? [] : found;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Report(YamlRules.Unreadable, path, $"The folder can't be read: {failure.Message}", null, bag);
            return [];
        }
    }

    /// <summary>All texts that are sound; what is not is reported.</summary>
    public static IReadOnlyList<SourceFile> Read(IReadOnlyList<ContractText> texts, DiagnosticBag bag)
    {
        var files = new List<SourceFile>();
        foreach (var text in texts)
        {
            if (Decode(text.Name, files.Count, text.Bytes.Span, bag) is { } file)
                files.Add(file);
            else
                bag.Incomplete = true;
        }

        return files;
    }

    private static SourceFile? ReadOne(string path, int order, byte[] buffer, DiagnosticBag bag)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var length = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return Decode(path, order, buffer.AsSpan(0, length), bag);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Report(YamlRules.Unreadable, path, $"The file can't be read: {failure.Message}", null, bag);
            return null;
        }
    }

    private static SourceFile? Decode(string path, int order, ReadOnlySpan<byte> bytes, DiagnosticBag bag)
    {
        if (bytes.Length > MaxBytes)
        {
            Report(YamlRules.TooLarge, path, "The file is larger than 1 MiB.", "make the contract a folder of several files", bag);
            return null;
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            bytes = bytes[3..];
        SourceFile file;
        try
        {
            file = new SourceFile(path, order, Strict.GetString(bytes));
        }
        catch (DecoderFallbackException failure)
        {
            var sound = new SourceFile(path, order, Encoding.UTF8.GetString(bytes));
            var index = sound.Text.IndexOf('\uFFFD', StringComparison.Ordinal);
            bag.Report(YamlRules.NotUtf8, new Place(sound, Math.Max(0, index), 1), $"The file is not UTF-8: byte {failure.Index} begins no character.", "save it as UTF-8");
            return null;
        }

        var control = file.Text.AsSpan().IndexOfAny(ControlCharacters);
        if (control < 0)
            return file;
        bag.Report(YamlRules.ControlCharacter, new Place(file, control, 1), $"The file holds the control character U+{(int)file.Text[control]:X4}.", "remove it");
        return null;
    }

    private static readonly System.Buffers.SearchValues<char> ControlCharacters = System.Buffers.SearchValues.Create(
        [.. Enumerable.Range(0, 0xA0).Select(code => (char)code).Where(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')), '\u2028', '\u2029', '\uFEFF', '\uFFFE', '\uFFFF']);

    private static void Report(DiagnosticRule rule, string path, string message, string? hint, DiagnosticBag bag) =>
        bag.Report(rule, new Place(new SourceFile(path, 0, ""), 0, 0), message, hint);
}
