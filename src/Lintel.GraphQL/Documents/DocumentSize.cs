using GraphQLParser.AST;

namespace Lintel.GraphQL.Documents;

/// <summary>How much a part of a document asks for, with its fragments laid out.</summary>
internal readonly record struct DocumentSize
{
    /// <summary>Levels of fields.</summary>
    public int Depth { get; private init; }

    /// <summary>Fields, and places where fragments stand.</summary>
    public int Fields { get; private init; }

    /// <summary>Fields within each other that have the names of the schema's own lists; a contract may have such names too.</summary>
    public int Lists { get; private init; }

    /// <summary>Those of <see cref="Lists"/> that are within a question to the schema.</summary>
    public int Asked { get; private init; }

    /// <summary>Questions to the schema.</summary>
    public int Questions { get; private init; }

    /// <summary>Entries that the answer had, were all of it about the schema.</summary>
    public int Weight { get; private init; }

    /// <summary>Entries of the answers to <see cref="Questions"/>.</summary>
    public int QuestionWeight { get; private init; }

    private bool AsksForRows { get; init; }

    /// <summary>This and another beside it.</summary>
    public DocumentSize With(DocumentSize other) => new()
    {
        Depth = Math.Max(Depth, other.Depth),
        Fields = Sum(Fields, other.Fields),
        Lists = Math.Max(Lists, other.Lists),
        Asked = Math.Max(Asked, other.Asked),
        Questions = Sum(Questions, other.Questions),
        Weight = Sum(Weight, other.Weight),
        QuestionWeight = Sum(QuestionWeight, other.QuestionWeight),
        AsksForRows = AsksForRows || other.AsksForRows,
    };

    /// <summary>This as what a fragment brings to where it stands.</summary>
    public DocumentSize Laid => this with { Fields = Sum(Fields, 1) };

    /// <summary>This below a field.</summary>
    public DocumentSize Under(GraphQLField field, SchemaBreadth breadth)
    {
        var name = field.Name.Value.Span;
        var below = this with
        {
            Depth = Depth + 1,
            Fields = Sum(Fields, 1),
            Lists = name is "fields" or "inputFields" or "interfaces" or "possibleTypes" or "args" ? Lists + 1 : Lists,
            Weight = (int)Math.Min(int.MaxValue, breadth.Of(field, AsksForRows) * (1L + Weight)),
            AsksForRows = AsksForRows || name is "possibleTypes",
        };
        return name is "__schema" or "__type"
            ? below with { Asked = Math.Max(Asked, Lists), Questions = Sum(Questions, 1), QuestionWeight = Sum(QuestionWeight, below.Weight) }
            : below;
    }

    // Doubling fragments are beyond any number soon.
    private static int Sum(int one, int other) => (int)Math.Min(int.MaxValue, (long)one + other);
}
