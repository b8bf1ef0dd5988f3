using GraphQLParser.AST;

namespace Lintel.GraphQL.Documents;

/// <summary>How much a part of a document asks for, with its fragments laid out.</summary>
/// <param name="Depth">Levels of fields.</param>
/// <param name="Fields">Fields, and places where fragments stand.</param>
/// <param name="Lists">Fields within each other that have the names of the schema's own lists; a contract may have such names too.</param>
/// <param name="Asked">Those of them that are within a question to the schema.</param>
/// <param name="Introspections">Questions to the schema.</param>
internal readonly record struct DocumentSize(int Depth, int Fields, int Lists, int Asked, int Introspections)
{
    /// <summary>This and another beside it.</summary>
    public DocumentSize With(DocumentSize other) => new(
        Math.Max(Depth, other.Depth), Sum(Fields, other.Fields), Math.Max(Lists, other.Lists), Math.Max(Asked, other.Asked), Sum(Introspections, other.Introspections));

    /// <summary>This as what a fragment brings to where it stands.</summary>
    public DocumentSize Laid => this with { Fields = Sum(Fields, 1) };

    /// <summary>This below a field.</summary>
    public DocumentSize Under(GraphQLField field)
    {
        var below = this with { Depth = Depth + 1, Fields = Sum(Fields, 1) };
        return field.Name.Value.Span switch
        {
            "fields" or "inputFields" or "interfaces" or "possibleTypes" or "args" => below with { Lists = Lists + 1 },
            "__schema" or "__type" => below with { Asked = Math.Max(Asked, Lists), Introspections = Sum(Introspections, 1) },
            _ => below,
        };
    }

    // Doubling fragments are beyond any number soon.
    private static int Sum(int one, int other) => (int)Math.Min(int.MaxValue, (long)one + other);
}
