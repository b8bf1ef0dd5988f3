namespace Lintel.Model;

/// <summary>
/// What one request may ask for at most: the contract's <c>limits</c>. Frozen with the model. Each has its row in <see cref="LimitTable"/>, which says in
/// what bounds a contract may set it, and what exceeding it is answered with.
/// </summary>
public sealed record ServiceLimits
{
    /// <summary>What one aggregate may be grouped by.</summary>
    public const int AggregateGroups = 8;

    /// <summary>What one aggregate may tell of each group.</summary>
    public const int AggregateMeasures = 16;

    /// <summary>UTF-16 code units in a key of an aggregate's answer.</summary>
    public const int AnswerKey = 200;

    /// <summary>Rows in a page when nothing is said.</summary>
    public const int UsualPage = 20;

    /// <summary>Groups in an answer when nothing is said.</summary>
    public const int UsualGroups = 100;

    /// <summary>Relations to many rows within each other in one expression.</summary>
    public const int NestedLists = 4;

    /// <summary>What holds where a contract says nothing.</summary>
    public static ServiceLimits Default { get; } = new();

    /// <summary>Bytes of the request target: the path with its query string. Default: 32 KiB.</summary>
    public int Url { get; init; } = 32 * 1024;

    /// <summary>Bytes of all headers, names and values. Default: 32 KiB.</summary>
    public int Headers { get; init; } = 32 * 1024;

    /// <summary>Lines of headers. Default: 100.</summary>
    public int HeaderCount { get; init; } = 100;

    /// <summary>Bytes of a body. Default: 1 MiB.</summary>
    public long Body { get; init; } = 1024 * 1024;

    /// <summary>Levels of arrays and objects in a JSON body. Default: 64.</summary>
    public int JsonDepth { get; init; } = 64;

    /// <summary>Values in a JSON body, arrays and objects among them. Default: 100,000.</summary>
    public int JsonValues { get; init; } = 100_000;

    /// <summary>Bytes of a body of many rows; it is kept in the folder for temporary files until it is whole. Default: 1 GiB.</summary>
    public long ImportBody { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Bytes of one row of NDJSON, or characters of one of CSV. Default: 1 MiB.</summary>
    public int ImportRow { get; init; } = 1024 * 1024;

    /// <summary>Operations of a unit. Default: 100.</summary>
    public int Operations { get; init; } = 100;

    /// <summary>Rows that one operation changes. Default: 10,000.</summary>
    public int Affected { get; init; } = 10_000;

    /// <summary>Parameters in a query string. Default: 100.</summary>
    public int Parameters { get; init; } = 100;

    /// <summary>Rows in a page, where the resource has no <c>maxLimit</c>. Default: 100.</summary>
    public int Page { get; init; } = 100;

    /// <summary>Conditions in one query string. Default: 50.</summary>
    public int Conditions { get; init; } = 50;

    /// <summary>Values in one list that is compared with. Default: 1,000.</summary>
    public int In { get; init; } = 1000;

    /// <summary>UTF-16 code units of one expression. Default: 8,192.</summary>
    public int Filter { get; init; } = 8192;

    /// <summary>Levels of nesting in one expression. Default: 64.</summary>
    public int FilterDepth { get; init; } = 64;

    /// <summary>Names, literals and operators in one expression. Default: 1,000.</summary>
    public int FilterTerms { get; init; } = 1000;

    /// <summary>Relations in one path. Default: 8.</summary>
    public int Path { get; init; } = 8;

    /// <summary>Terms that a list is sorted by. Default: 8.</summary>
    public int Sort { get; init; } = 8;

    /// <summary>Names in one <c>fields</c> or <c>include</c>. Default: 500.</summary>
    public int Fields { get; init; } = 500;

    /// <summary>Relations that come along in all levels. Default: 20.</summary>
    public int Includes { get; init; } = 20;

    /// <summary>Levels of relations that come along. Default: 6.</summary>
    public int IncludeDepth { get; init; } = 6;

    /// <summary>Code points of one search. Default: 500.</summary>
    public int Search { get; init; } = 500;

    /// <summary>Words of one search. Default: 20.</summary>
    public int SearchWords { get; init; } = 20;

    /// <summary>Groups in an aggregate's answer, where the resource's greatest page is not larger. Default: 1,000.</summary>
    public int Groups { get; init; } = 1000;

    /// <summary>Rows that one read could deliver in all levels, were every page full. Default: 5,000,000.</summary>
    public int Rows { get; init; } = 5_000_000;

    /// <summary>UTF-16 code units of a GraphQL document. Default: 65,536.</summary>
    public int GraphqlDocument { get; init; } = 65_536;

    /// <summary>Levels of fields in a GraphQL operation. Default: 25; the common question to the schema has 14.</summary>
    public int GraphqlDepth { get; init; } = 25;

    /// <summary>Fields of a GraphQL operation, with those of its fragments wherever they stand. Default: 2,000.</summary>
    public int GraphqlFields { get; init; } = 2000;

    /// <summary>Aliases in a GraphQL document. Default: 200.</summary>
    public int GraphqlAliases { get; init; } = 200;

    /// <summary>Values that a GraphQL operation could read, were every page full: rows times fields, in all levels. Default: 1,000,000.</summary>
    public int GraphqlCost { get; init; } = 1_000_000;

    /// <summary>Bytes of an answer, and of the rows that it is made of; whole lists have no such bound. Default: 10 MiB.</summary>
    public long Result { get; init; } = 10 * 1024 * 1024;

    /// <summary>
    /// Bytes that the rows of one result may take in memory, as far as is seen when their buffers grow: at most twice as many. A cell takes more than a
    /// short value does as JSON: what fits as an answer is not refused for its cells.
    /// </summary>
    public long ResultRows => Result * 4;

    /// <summary>How long one request may take in the database. Default: 10 seconds.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests of one address. Default: unlimited.</summary>
    public Rate AddressRate { get; init; } = Rate.Unlimited;

    /// <summary>Requests of one caller who is known. Default: unlimited.</summary>
    public Rate CallerRate { get; init; } = Rate.Unlimited;

    /// <summary>Requests with one API key. Default: unlimited.</summary>
    public Rate KeyRate { get; init; } = Rate.Unlimited;

    /// <summary>Requests that may come at once where a rate is set. Default: 60.</summary>
    public int RateBurst { get; init; } = 60;

    /// <summary>Whether requests are counted.</summary>
    public bool HasRates => !(AddressRate.IsUnlimited && CallerRate.IsUnlimited && KeyRate.IsUnlimited);

    /// <summary>Groups that an answer about a resource may have at most.</summary>
    public int GroupsOf(Resource resource) => Math.Max(Groups, resource.MaxLimit);
}
