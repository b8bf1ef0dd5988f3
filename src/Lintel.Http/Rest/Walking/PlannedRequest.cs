using Lintel.Operations;

namespace Lintel.Http.Rest.Walking;

/// <summary>A request that is planned and never done.</summary>
/// <param name="Text">The request, as one can send it: <c>PATCH /v1/artists/1 {"name":"AC/DC"}</c>.</param>
/// <param name="Operation">What it asks for.</param>
internal sealed record PlannedRequest(string Text, Operation Operation);
