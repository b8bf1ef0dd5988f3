using System.Text.Json;
using Lintel.Errors;

namespace Lintel.GraphQL.Answering;

/// <summary>An answer to a request that was not executed: it has no <c>data</c>.</summary>
internal sealed class Refusal : GraphQLAnswer
{
    private readonly IReadOnlyList<AnswerError> _errors;

    public Refusal(IReadOnlyList<AnswerError> errors) => (_errors, Refused) = (errors, errors[0].Problem);

    /// <summary>One for a single reason.</summary>
    public static Refusal Of(Problem problem, Exception? cause = null, int statements = 0) => new([AnswerError.Of(problem)]) { Cause = cause, Statements = statements };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("errors"u8);
        foreach (var error in _errors) error.Write(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
