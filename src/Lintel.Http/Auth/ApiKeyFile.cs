using System.Text.Json;

namespace Lintel.Http.Auth;

/// <summary>The API keys of a service, in a file that has no secrets: <c>{"keys": [{"id": …, "hash": …, "caller": …}]}</c>.</summary>
public sealed class ApiKeyFile(string path)
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Where it is.</summary>
    public string Path { get; } = path;

    /// <summary>What tells whether it has changed: when it was written, and its length; of no file always the same.</summary>
    internal (DateTime Written, long Length) Stamp => new FileInfo(Path) is { Exists: true } file ? (file.LastWriteTimeUtc, file.Length) : default;

    /// <summary>All keys, those that expired or were revoked among them; of no file none.</summary>
    /// <exception cref="JsonException">It is no file of keys.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public IReadOnlyList<ApiKey> Read()
    {
        if (!File.Exists(Path)) return [];
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path), new JsonDocumentOptions { AllowDuplicateProperties = false });
        try
        {
            return [.. document.RootElement.GetProperty("keys").EnumerateArray().Select(Read)];
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new JsonException($"it is no file of keys: {exception.Message}", exception);
        }
    }

    /// <summary>Changes it: whole or not at all, one at a time, and readable by its owner alone.</summary>
    /// <exception cref="IOException">It can't be written, or another changes it.</exception>
    public void Change(Func<IReadOnlyList<ApiKey>, IReadOnlyList<ApiKey>> change)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        using var gate = new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        var keys = change(Read());
        var making = $"{Path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
        using (var stream = new FileStream(making, options))
        {
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true })) Write(writer, keys);
            stream.Flush(flushToDisk: true);
        }
        File.Move(making, Path, overwrite: true);
    }

    private static ApiKey Read(JsonElement key) => new()
    {
        Id = key.GetProperty("id").GetString()!,
        Hash = key.GetProperty("hash").GetString()!,
        Caller = key.GetProperty("caller").GetString()!,
        Roles = Texts(key.GetProperty("roles")),
        Claims = key.GetProperty("claims").EnumerateObject().ToDictionary(claim => claim.Name, claim => Texts(claim.Value), StringComparer.Ordinal),
        Created = key.GetProperty("created").GetDateTimeOffset(),
        Expires = key.GetProperty("expires").GetDateTimeOffset(),
        Revoked = key.TryGetProperty("revoked", out var revoked) ? revoked.GetDateTimeOffset() : null,
    };

    private static IReadOnlyList<string> Texts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<ApiKey> keys)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("keys");
        foreach (var key in keys)
        {
            writer.WriteStartObject();
            writer.WriteString("id", key.Id);
            writer.WriteString("hash", key.Hash);
            writer.WriteString("caller", key.Caller);
            WriteTexts(writer, "roles", key.Roles);
            writer.WriteStartObject("claims");
            foreach (var (name, values) in key.Claims) WriteTexts(writer, name, values);
            writer.WriteEndObject();
            writer.WriteString("created", key.Created);
            writer.WriteString("expires", key.Expires);
            if (key.Revoked is { } revoked) writer.WriteString("revoked", revoked);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (var text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }
}
