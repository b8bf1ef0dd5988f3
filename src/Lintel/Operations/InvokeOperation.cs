namespace Lintel.Operations;

/// <summary>Calls a function of the database. Its <see cref="Operation.Resource"/> is the function's name. Rows of a resource that are only read are a <see cref="ReadOperation"/>.</summary>
public sealed record InvokeOperation : Operation
{
    /// <summary>What is called.</summary>
    public required FunctionCall Call { get; init; }
}

/// <summary>A function with what it is given.</summary>
/// <param name="Function">The function's name in the contract.</param>
/// <param name="Input">What it is given, an object.</param>
/// <param name="InQuery">Whether it was given in a query string, so that mistakes are told as those of parameters.</param>
public sealed record FunctionCall(string Function, InputValue Input, bool InQuery = false);
