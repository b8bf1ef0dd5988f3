using System.Text.Json;
using Lintel.Operations;

namespace Lintel.Conformance;

/// <summary>JSON text as what a caller wrote.</summary>
public static class Json
{
    public static InputValue Read(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Read(document.RootElement);
    }

    private static InputValue Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => InputValue.Null,
        JsonValueKind.True => InputValue.Boolean(true),
        JsonValueKind.False => InputValue.Boolean(false),
        JsonValueKind.Number => InputValue.Number(element.GetRawText()),
        JsonValueKind.String => InputValue.String(element.GetString()!),
        JsonValueKind.Array => InputValue.List([.. element.EnumerateArray().Select(Read)]) with { Json = element.GetRawText() },
        JsonValueKind.Object =>
            InputValue.Object([.. element.EnumerateObject().Select(member => new InputMember(member.Name, Read(member.Value)))]) with { Json = element.GetRawText() },
    };
}
