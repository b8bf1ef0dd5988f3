namespace Lintel.Http.Rest.Walking;

/// <summary>A request that is offered and does not work.</summary>
/// <param name="Name">The resource, or the function.</param>
/// <param name="Request">The request, as one can send it: <c>GET /v1/invoices?total[gte]=1</c>. A long body is cut.</param>
/// <param name="Code">The problem's stable code; <c>not-found-again</c> where a row is not among those that its own value finds.</param>
/// <param name="Detail">What came of it.</param>
public sealed record WalkFinding(string Name, string Request, string Code, string Detail);
