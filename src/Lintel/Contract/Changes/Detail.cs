using System.Text;
using System.Text.Json;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Contract.Changes;

/// <summary>How what changed is told.</summary>
internal static class Detail
{
    /// <summary>"From 3 to 5."</summary>
    public static string From(object? old, object? @new) => $"From {old ?? "none"} to {@new ?? "none"}.";

    /// <summary>A value as JSON writes it, by which values of one type are the same or not.</summary>
    public static string Value(FieldType type, Value value)
    {
        if (value.Kind == ValueKind.List) return $"[{string.Join(", ", value.AsList.Select(item => Value(type.Element, item)))}]";
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) Scalar.For(type.Kind).Write(type.Element, writer, value);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
