using System.Text;
using System.Text.Json;

namespace Lintel.Model.Scalars;

/// <summary>Values as plain text: what keys in paths and cells of a CSV hold.</summary>
public static class ScalarText
{
    /// <summary>The text of a cell that is not null: a string's content, or the JSON of anything else.</summary>
    public static string Of(FieldType type, Cell cell, byte[] arena)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Scalar.For(type.Kind).Write(type, writer, cell, arena);
        return Unquote(stream);
    }

    /// <summary>The text of a value that is not null.</summary>
    public static string Of(FieldType type, Value value)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Scalar.For(type.Kind).Write(type, writer, value);
        return Unquote(stream);
    }

    /// <summary>The text of a key, its parts separated by commas as in a path.</summary>
    public static string OfKey(Resource resource, IReadOnlyList<Value> key) => string.Join(',', resource.Key.Select((field, i) => Of(field.Type, key[i])));

    private static string Unquote(MemoryStream json)
    {
        var bytes = json.GetBuffer().AsSpan(0, (int)json.Length);
        if (bytes is not [(byte)'"', ..]) return Encoding.UTF8.GetString(bytes);
        var reader = new Utf8JsonReader(bytes);
        reader.Read();
        return reader.GetString()!;
    }
}
