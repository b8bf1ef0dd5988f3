using System.Text;
using Lintel.GraphQL.Reading;
using Lintel.GraphQL.Schema;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Results;

namespace Lintel.GraphQL.Writing;

/// <summary>Makes bodies as REST has them of what mutations are given: names of an enumeration become its members, and literals of JSON the text that they stand for.</summary>
internal static class InputReader
{
    /// <summary>The body.</summary>
    public static InputValue Read(InputValue input, Resource resource, SchemaTypes types)
    {
        if (input.Kind != InputKind.Object) return input;
        var members = new InputMember[input.Members.Count];
        for (var i = 0; i < members.Length; i++)
        {
            var (name, value) = input.Members[i];
            if (resource.FindField(name) is { } field) value = Value(value, field, types.NamesOf(resource, field));
            else if (resource.FindRelation(name) is { } relation) value = List(value, row => Read(row, relation.Target, types));
            else if (resource.Relations.Any(relation => relation.KeysName == name)) value = List(value, key => key);
            members[i] = new InputMember(name, value);
        }
        return InputValue.Object(members);
    }

    private static InputValue Value(InputValue value, Field field, EnumNames? names)
    {
        if (value.Kind == InputKind.Null) return value;
        return field.Type.IsArray ? List(value, item => One(item, field, names)) : One(value, field, names);
    }

    // One value stands for a list of one, GraphQL §3.11.
    private static InputValue List(InputValue value, Func<InputValue, InputValue> read) =>
        value.Kind == InputKind.Null ? value : InputValue.List([.. (value.Kind == InputKind.List ? value.Items : [value]).Select(read)]);

    private static InputValue One(InputValue value, Field field, EnumNames? names)
    {
        if (names is not null) return names.MemberOf(value.Text) is { } member ? InputValue.String(member) : value;
        if (field.Type.Kind != ScalarKind.Json || value.Json is not null || value.Kind is not (InputKind.List or InputKind.Object)) return LongText.Read(value, field.Type);
        var text = new StringBuilder();
        MergePatch.Write(text, value, LeastEscaping.Instance);
        return value with { Json = text.ToString() };
    }
}
