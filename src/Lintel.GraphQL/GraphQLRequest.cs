using Lintel.Access;
using Lintel.Operations;

namespace Lintel.GraphQL;

/// <summary>A request as a transport read it: GraphQL over HTTP §5, and the same from anywhere else.</summary>
public sealed record GraphQLRequest
{
    /// <summary>The document's text.</summary>
    public required string Document { get; init; }

    /// <summary>Which of its operations; null: its only one.</summary>
    public string? OperationName { get; init; }

    /// <summary>The values of its variables, an object; null: none were sent.</summary>
    public InputValue? Variables { get; init; }

    /// <summary>Whether it may change anything; a GET may not. Default: true.</summary>
    public bool MayWrite { get; init; } = true;

    /// <summary>Who asks. Default: nobody who is known.</summary>
    public Caller Caller { get; init; } = Caller.Anonymous;

    /// <summary>Whether its cost is told in <c>extensions</c>. Default: false.</summary>
    public bool TellsCost { get; init; }
}
