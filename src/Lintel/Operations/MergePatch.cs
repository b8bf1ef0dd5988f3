using System.Text;
using System.Text.Encodings.Web;

namespace Lintel.Operations;

/// <summary>Applies a merge patch (RFC 7396 §2) to JSON text; digits and the order of members are kept.</summary>
public static class MergePatch
{
    /// <summary>The patched text.</summary>
    /// <param name="target">The text before; null: there was nothing.</param>
    /// <param name="patch">The patch.</param>
    /// <param name="encoder">How strings are escaped.</param>
    public static string Apply(string? target, InputValue patch, JavaScriptEncoder encoder)
    {
        var before = target is not null && JsonInput.TryParse(Encoding.UTF8.GetBytes(target), out var known, out _) ? known : InputValue.Null;
        var text = new StringBuilder();
        Write(text, Merge(before, patch), encoder);
        return text.ToString();
    }

    private static InputValue Merge(InputValue target, InputValue patch)
    {
        if (patch.Kind != InputKind.Object) return patch;
        var members = target.Kind == InputKind.Object ? target.Members.ToList() : [];
        foreach (var (name, value) in patch.Members)
        {
            var at = members.FindIndex(member => member.Name == name);
            if (value.Kind == InputKind.Null)
            {
                if (at >= 0) members.RemoveAt(at);
            }
            else if (at >= 0) members[at] = new InputMember(name, Merge(members[at].Value, value));
            else members.Add(new InputMember(name, Merge(InputValue.Null, value)));
        }
        return InputValue.Object(members);
    }

    /// <summary>Appends a value as JSON.</summary>
    public static void Write(StringBuilder text, InputValue value, JavaScriptEncoder encoder)
    {
        switch (value.Kind)
        {
            case InputKind.Null: text.Append("null"); break;
            case InputKind.Boolean or InputKind.Number: text.Append(value.Text); break;
            case InputKind.String or InputKind.Untyped: text.Append('"').Append(encoder.Encode(value.Text)).Append('"'); break;
            case InputKind.List:
                text.Append('[');
                for (var i = 0; i < value.Items.Count; i++) Write(i == 0 ? text : text.Append(','), value.Items[i], encoder);
                text.Append(']');
                break;
            case InputKind.Object:
                text.Append('{');
                for (var i = 0; i < value.Members.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    text.Append('"').Append(encoder.Encode(value.Members[i].Name)).Append("\":");
                    Write(text, value.Members[i].Value, encoder);
                }
                text.Append('}');
                break;
        }
    }
}
