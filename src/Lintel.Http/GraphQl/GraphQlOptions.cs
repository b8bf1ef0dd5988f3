namespace Lintel.Http.GraphQl;

/// <summary>How GraphQL is served.</summary>
public sealed record GraphQlOptions
{
    /// <summary>Where it is served.</summary>
    public const string Path = "/graphql";

    /// <summary>Whether it is served at all. Default: true.</summary>
    public bool IsServed { get; init; } = true;

    /// <summary>Whether the schema can be asked about (<c>__schema</c>, <c>__type</c>), and browsers get the query page. Default: true.</summary>
    public bool IsOpen { get; init; } = true;

    /// <summary>
    /// The documents that are answered, by the names by which clients ask for them; the SHA-256 of its text, in lower-case hexadecimal, names each of them
    /// too. All others are refused. Null: any are answered. Default: null.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Documents { get; init; }
}
