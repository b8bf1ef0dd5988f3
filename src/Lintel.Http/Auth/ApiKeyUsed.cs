namespace Lintel.Http.Auth;

/// <summary>That a caller is known by an API key: a feature of the request, set by whoever accepted the key.</summary>
/// <param name="Id">What the key is called; not the key itself.</param>
internal sealed record ApiKeyUsed(string Id);
