using System.Text;
using System.Text.Encodings.Web;

namespace Lintel.Operations;

/// <summary>Puts what is known by now in the place of references to it: <c>{"$ref": "order.id"}</c> anywhere in a body.</summary>
public static class References
{
    /// <summary>The one member of an object that is a reference.</summary>
    public const string Member = "$ref";

    /// <summary>The body without references. Parts that hold none stay as they are.</summary>
    /// <param name="body">The body.</param>
    /// <param name="encoder">How strings are escaped in the text of what is put together.</param>
    /// <param name="find">What a reference names; null: nothing, which it tells itself. Takes the reference, and where it stands as a JSON pointer.</param>
    public static InputValue Replace(InputValue body, JavaScriptEncoder encoder, Func<string, string, InputValue?> find) => Replace(body, "", encoder, find);

    private static InputValue Replace(InputValue value, string pointer, JavaScriptEncoder encoder, Func<string, string, InputValue?> find)
    {
        if (value is { Kind: InputKind.Object, Members: [{ Name: Member, Value: { Kind: InputKind.String } reference }] }) return find(reference.Text, pointer) ?? InputValue.Null;
        if (value.Kind is not (InputKind.Object or InputKind.List) || !Has(value)) return value;
        var replaced = value.Kind == InputKind.List
            ? InputValue.List([.. value.Items.Select((item, i) => Replace(item, $"{pointer}/{i}", encoder, find))])
            : InputValue.Object([.. value.Members.Select(member => new InputMember(member.Name, Replace(member.Value, $"{pointer}/{member.Name}", encoder, find)))]);
        // The text as it was written is no more.
        var text = new StringBuilder();
        MergePatch.Write(text, replaced, encoder);
        return replaced with { Json = text.ToString() };
    }

    private static bool Has(InputValue value) => value.Kind switch
    {
        InputKind.Object => value.Members is [{ Name: Member }] || value.Members.Any(member => Has(member.Value)),
        InputKind.List => value.Items.Any(Has),
        InputKind.Null or InputKind.Boolean or InputKind.Number or InputKind.String or InputKind.Untyped => false,
    };
}
