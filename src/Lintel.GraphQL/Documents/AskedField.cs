using System.Text.Json;
using GraphQL.Types;
using GraphQLParser.AST;
using Lintel.GraphQL.Schema;

namespace Lintel.GraphQL.Documents;

/// <summary>A field of an answer: what a document asks for at one place, all that is said of it together.</summary>
internal sealed class AskedField
{
    /// <summary>Its name in the answer: the alias, or else the field's.</summary>
    public required string Key
    {
        get;
        init
        {
            field = value;
            JsonKey = JsonEncodedText.Encode(value);
        }
    }

    /// <summary>The name, encoded once.</summary>
    public JsonEncodedText JsonKey { get; private init; }

    /// <summary>Where it stands first; its arguments are the same wherever it stands.</summary>
    public required GraphQLField Node { get; init; }

    /// <summary>What it stands for; null: <c>__typename</c>, or a question to the schema.</summary>
    public required FieldMeaning? Meaning { get; init; }

    /// <summary>What is asked of what it leads to; null: it has no fields, or its type is known when it is there (<see cref="Of"/>).</summary>
    public AskedSet? Set { get; init; }

    /// <summary>What is asked of an interface's field, once its type is known.</summary>
    public required Func<ObjectGraphType, AskedSet> Of { get; init; }

    /// <summary>Whether it asks for the name of the type.</summary>
    public bool IsTypeName => Node.Name.Value.Span is "__typename";

    /// <summary>Whether it is about the schema.</summary>
    public bool IsIntrospection => Node.Name.Value.Span is "__schema" or "__type";
}

/// <summary>The fields that are asked for of one type, in the order of the answer.</summary>
/// <param name="Type">The type.</param>
/// <param name="Fields">The fields; no two have the same key.</param>
internal sealed record AskedSet(IObjectGraphType Type, IReadOnlyList<AskedField> Fields)
{
    /// <summary>The name of the type, encoded once.</summary>
    public JsonEncodedText TypeName { get; } = JsonEncodedText.Encode(Type.Name);

    /// <summary>What was made of it for rows, once.</summary>
    public object? Compiled { get; set; }
}
