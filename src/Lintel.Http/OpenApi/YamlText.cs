using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Lintel.Http.OpenApi;

/// <summary>
/// Writes a JSON tree as block YAML that readers of YAML 1.1 and 1.2 understand alike: only text that is plainly a word is
/// left bare, all other text is a JSON string, which is a double-quoted scalar.
/// </summary>
internal static partial class YamlText
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The tree as UTF-8 YAML.</summary>
    public static byte[] Of(JsonObject root)
    {
        var text = new StringBuilder();
        Members(root, text, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Members(JsonObject node, StringBuilder text, int depth, bool first = false)
    {
        foreach (var (name, value) in node)
        {
            if (!first) Indent(text, depth);
            first = false;
            text.Append(Scalar(name)).Append(':');
            Value(value, text, depth, afterDash: false);
        }
    }

    private static void Value(JsonNode? value, StringBuilder text, int depth, bool afterDash)
    {
        switch (value)
        {
            case JsonObject { Count: > 0 } members when afterDash:
                text.Append(' ');
                Members(members, text, depth + 1, first: true);
                break;
            case JsonObject { Count: > 0 } members:
                text.Append('\n');
                Members(members, text, depth + 1);
                break;
            case JsonArray { Count: > 0 } elements:
                text.Append('\n');
                foreach (var element in elements)
                {
                    Indent(text, depth + 1);
                    text.Append('-');
                    Value(element, text, depth + 1, afterDash: true);
                }
                break;
            case JsonObject:
                text.Append(" {}\n");
                break;
            case JsonArray:
                text.Append(" []\n");
                break;
            case JsonValue scalar when scalar.GetValueKind() == JsonValueKind.String:
                text.Append(' ').Append(Scalar(scalar.GetValue<string>())).Append('\n');
                break;
            default:
                text.Append(' ').Append(value?.ToJsonString() ?? "null").Append('\n');
                break;
        }
    }

    private static string Scalar(string text) => Word().IsMatch(text) && !Reserved().IsMatch(text)
        ? text
        : JsonValue.Create(text).ToJsonString(Relaxed);

    private static void Indent(StringBuilder text, int depth) => text.Append(' ', depth * 2);

    [GeneratedRegex(@"\A(?:/[A-Za-z0-9/_-]*|[A-Za-z_][A-Za-z0-9_/.-]*(?: [A-Za-z0-9_/.(),'-]+)*)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    // Everything that YAML 1.1 or 1.2 reads as a boolean or null; numbers never begin with a letter here, but for infinities.
    [GeneratedRegex(@"\A(?:y|n|yes|no|on|off|true|false|null|nan|inf)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
