using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lintel.Http.Tests.Models.Documents;

/// <summary>Values as documents and variables have them: texts, numbers, booleans, nulls, lists, and these.</summary>
internal static class Literal
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A name of an enumeration.</summary>
    public sealed record Name(string Text);

    /// <summary>A variable.</summary>
    public sealed record Variable(string Text);

    /// <summary>An object.</summary>
    public sealed record Members(IReadOnlyList<(string Name, object? Value)> All);

    /// <summary>The value as JSON.</summary>
    public static string JsonOf(object? value) => Write(value, isJson: true);

    /// <summary>The value as a document has it.</summary>
    public static string TextOf(object? value) => Write(value, isJson: false);

    private static string Write(object? value, bool isJson) => value switch
    {
        null => "null",
        Name name => isJson ? $"\"{name.Text}\"" : name.Text,
        Variable variable when !isJson => "$" + variable.Text,
        string text => JsonSerializer.Serialize(text, Json),
        bool said => said ? "true" : "false",
        int or long => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        Members members => $"{{{string.Join(", ", members.All.Select(member => $"{(isJson ? $"\"{member.Name}\"" : member.Name)}: {Write(member.Value, isJson)}"))}}}",
        IEnumerable<object?> list => $"[{string.Join(", ", list.Select(item => Write(item, isJson)))}]",
        _ => throw new NotSupportedException(value.GetType().Name),
    };
}
