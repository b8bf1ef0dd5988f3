namespace Lintel.GraphQL.Reading;

/// <summary>An argument that the schema allows and that can't be meant.</summary>
/// <param name="pointer">Where it stands.</param>
/// <param name="message">What is wrong.</param>
internal sealed class ArgumentProblem(string pointer, string message) : Exception(message)
{
    /// <summary>Where it stands.</summary>
    public string Pointer { get; } = pointer;
}
