using Lintel.Errors;

namespace Lintel.Model;

/// <summary>Every bound on requests. The contract's keys, their JSON Schema, the page <c>docs/limits.md</c> and its tests are made from it.</summary>
public static class LimitTable
{
    private const long KB = 1024, MB = 1024 * KB, GB = 1024 * MB;

    /// <summary>The bounds that a contract's <c>limits</c> sets, in the order of the reference.</summary>
    public static IReadOnlyList<Limit> All { get; } =
    [
        Bytes("url", KB, 64 * KB, ErrorCatalogue.TargetTooLong, "Bytes of the path with its query string.", limits => limits.Url, (limits, value) => limits with { Url = (int)value }),
        Bytes("headers", 2 * KB, 64 * KB, ErrorCatalogue.HeadersTooLarge, "Bytes of all headers, names and values.", limits => limits.Headers, (limits, value) => limits with { Headers = (int)value }),
        Count("headerCount", 20, 200, ErrorCatalogue.HeadersTooLarge, "Lines of headers.", limits => limits.HeaderCount, (limits, value) => limits with { HeaderCount = value }),
        Bytes("body", KB, 64 * MB, ErrorCatalogue.BodyTooLarge, "Bytes of a body.", limits => limits.Body, (limits, value) => limits with { Body = value }),
        Count("jsonDepth", 4, 64, ErrorCatalogue.MalformedBody, "Levels of arrays and objects in a JSON body.", limits => limits.JsonDepth, (limits, value) => limits with { JsonDepth = value }),
        Count("jsonValues", 100, 5_000_000, ErrorCatalogue.MalformedBody, "Values in a JSON body, arrays and objects among them.", limits => limits.JsonValues, (limits, value) => limits with { JsonValues = value }),
        Bytes("importBody", KB, 1024 * GB, ErrorCatalogue.BodyTooLarge, "Bytes of a body of many rows.", limits => limits.ImportBody, (limits, value) => limits with { ImportBody = value }),
        Bytes("importRow", KB, 16 * MB, ErrorCatalogue.MalformedBody, "Bytes of one row of NDJSON, or characters of one of CSV.", limits => limits.ImportRow, (limits, value) => limits with { ImportRow = (int)value }),
        Count("operations", 1, 1000, ErrorCatalogue.OutOfRange, "Operations of a unit.", limits => limits.Operations, (limits, value) => limits with { Operations = value }),
        Count("affected", 1, 100_000, ErrorCatalogue.InvalidParameter, "Rows that `maxAffected` allows one operation to change.", limits => limits.Affected, (limits, value) => limits with { Affected = value }),
        Count("parameters", 10, 500, ErrorCatalogue.InvalidParameter, "Parameters in a query string.", limits => limits.Parameters, (limits, value) => limits with { Parameters = value }),
        Count("page", 1, 10_000, ErrorCatalogue.InvalidParameter, "Rows in a page, where the resource has no `maxLimit`.", limits => limits.Page, (limits, value) => limits with { Page = value }),
        Count("conditions", 1, 200, ErrorCatalogue.InvalidParameter, "Conditions in one query string.", limits => limits.Conditions, (limits, value) => limits with { Conditions = value }),
        Count("in", 1, 10_000, ErrorCatalogue.InvalidParameter, "Values in one list that is compared with.", limits => limits.In, (limits, value) => limits with { In = value }),
        Count("filter", 64, 32_768, ErrorCatalogue.InvalidParameter, "Characters of one expression.", limits => limits.Filter, (limits, value) => limits with { Filter = value }),
        Count("filterDepth", 4, 64, ErrorCatalogue.InvalidParameter, "Levels of nesting in one expression.", limits => limits.FilterDepth, (limits, value) => limits with { FilterDepth = value }),
        Count("filterTerms", 10, 1000, ErrorCatalogue.InvalidParameter, "Names, literals and operators in one expression.", limits => limits.FilterTerms, (limits, value) => limits with { FilterTerms = value }),
        Count("path", 1, 8, ErrorCatalogue.InvalidParameter, "Relations in one path.", limits => limits.Path, (limits, value) => limits with { Path = value }),
        Count("sort", 1, 16, ErrorCatalogue.InvalidParameter, "Terms that a list is sorted by.", limits => limits.Sort, (limits, value) => limits with { Sort = value }),
        Count("fields", 10, 5000, ErrorCatalogue.InvalidParameter, "Names in one `fields` or `include`.", limits => limits.Fields, (limits, value) => limits with { Fields = value }),
        Count("includes", 1, 50, ErrorCatalogue.InvalidParameter, "Relations that come along, in all levels.", limits => limits.Includes, (limits, value) => limits with { Includes = value }),
        Count("includeDepth", 1, 8, ErrorCatalogue.InvalidParameter, "Levels of relations that come along.", limits => limits.IncludeDepth, (limits, value) => limits with { IncludeDepth = value }),
        Count("search", 10, 5000, ErrorCatalogue.InvalidParameter, "Characters of one search.", limits => limits.Search, (limits, value) => limits with { Search = value }),
        Count("searchWords", 1, 50, ErrorCatalogue.InvalidParameter, "Words of one search.", limits => limits.SearchWords, (limits, value) => limits with { SearchWords = value }),
        Count("groups", 1, 100_000, ErrorCatalogue.InvalidParameter, "Groups in an aggregate's answer, where the resource's `maxLimit` is not larger.", limits => limits.Groups, (limits, value) => limits with { Groups = value }),
        Count("rows", 1000, 50_000_000, ErrorCatalogue.InvalidParameter, "Rows that one read could deliver in all levels, were every page full.", limits => limits.Rows, (limits, value) => limits with { Rows = value }),
        Count("graphqlDocument", 1000, 1_000_000, ErrorCatalogue.DocumentTooLarge, "Characters of a GraphQL document.", limits => limits.GraphqlDocument, (limits, value) => limits with { GraphqlDocument = value }),
        Count("graphqlDepth", 3, 100, ErrorCatalogue.DocumentTooLarge, "Levels of fields in a GraphQL operation.", limits => limits.GraphqlDepth, (limits, value) => limits with { GraphqlDepth = value }),
        Count("graphqlFields", 100, 10_000, ErrorCatalogue.DocumentTooLarge, "Fields of a GraphQL operation, with those of its fragments wherever they stand.", limits => limits.GraphqlFields, (limits, value) => limits with { GraphqlFields = value }),
        Count("graphqlAliases", 10, 2000, ErrorCatalogue.DocumentTooLarge, "Aliases in a GraphQL document.", limits => limits.GraphqlAliases, (limits, value) => limits with { GraphqlAliases = value }),
        Count("graphqlCost", 100, 100_000_000, ErrorCatalogue.CostTooHigh, "Values that a GraphQL operation could read, were every page full: rows times fields, in all levels.", limits => limits.GraphqlCost, (limits, value) => limits with { GraphqlCost = value }),
        Bytes("result", 16 * KB, 256 * MB, ErrorCatalogue.ResultTooLarge, "Bytes of an answer, and of the rows that it is made of; whole lists have no such bound.", limits => limits.Result, (limits, value) => limits with { Result = value }),
        new("time", LimitUnit.Time, 100, 600_000, ErrorCatalogue.TimedOut, "How long one request may take in the database.",
            limits => (long)limits.Time.TotalMilliseconds, (limits, value) => limits with { Time = TimeSpan.FromMilliseconds(value) }),
        Rated("addressRate", "Requests of one address, on average.", limits => limits.AddressRate, (limits, value) => limits with { AddressRate = value }),
        Rated("callerRate", "Requests of one caller who is known, on average.", limits => limits.CallerRate, (limits, value) => limits with { CallerRate = value }),
        Rated("keyRate", "Requests with one API key, on average.", limits => limits.KeyRate, (limits, value) => limits with { KeyRate = value }),
        Count("rateBurst", 1, 100_000, ErrorCatalogue.TooManyRequests, "Requests that may come at once where a rate is set.", limits => limits.RateBurst, (limits, value) => limits with { RateBurst = value }),
    ];

    /// <summary>The bounds that are set elsewhere: in a contract, where the service runs, or nowhere.</summary>
    public static IReadOnlyList<OtherLimit> Others { get; } =
    [
        new("maxLimit", "Rows in a page of a resource.", "`page`", "`maxLimit` of the resource", ErrorCatalogue.InvalidParameter),
        new("maxItems", "Owned children, or links, of one row.", "1,000", "`maxItems` of the resource or the field", ErrorCatalogue.OutOfRange),
        new("elements", "Elements of an array.", "1,000", "`maxItems` of the field", ErrorCatalogue.OutOfRange),
        new("maxLength", "Characters of a `string`.", "255", "`string(…)`", ErrorCatalogue.OutOfRange),
        new("maxAffected", "Rows that one operation changes.", "100", "`maxAffected` of the request", ErrorCatalogue.TooManyAffected),
        new("aggregateGroups", "What an aggregate is grouped by.", "8", null, ErrorCatalogue.InvalidParameter),
        new("aggregateMeasures", "What an aggregate tells of each group.", "16", null, ErrorCatalogue.InvalidParameter),
        new("answerKey", "Characters in a key of an aggregate's answer.", "200", null, ErrorCatalogue.InvalidParameter),
        new("nestedLists", "Relations to many rows within each other in one expression.", "4", null, ErrorCatalogue.InvalidParameter),
        new("graphqlOperations", "Operations in a GraphQL document.", "50", null, ErrorCatalogue.DocumentTooLarge),
        new("graphqlFragments", "Fragments in a GraphQL document.", "50", null, ErrorCatalogue.DocumentTooLarge),
        new("graphqlVariables", "Variables of a GraphQL operation.", "100", null, ErrorCatalogue.DocumentTooLarge),
        new("graphqlDirectives", "Directives in a GraphQL document.", "200", null, ErrorCatalogue.DocumentTooLarge),
        new("graphqlDirectivesOfOne", "Directives in one place of a GraphQL document.", "10", null, ErrorCatalogue.DocumentTooLarge),
        new("graphqlArguments", "Arguments in a GraphQL document, of fields and directives.", "1,000", null, ErrorCatalogue.DocumentTooLarge),
        new("graphqlSameName", "Fields of one name, or spreads of one fragment, in one place of a GraphQL document.", "50", null, ErrorCatalogue.DocumentTooLarge),
        new("graphqlValues", "Values in a GraphQL document, lists and objects among them.", "10,000", null, ErrorCatalogue.DocumentTooLarge),
        new("graphqlIntrospections", "Questions to the schema in a GraphQL operation; together they are answered with no more than three times what tools ask.", "5", null, ErrorCatalogue.DocumentTooLarge),
        new("graphqlIntrospectionDepth", "Lists within each other in a question to the schema.", "3", null, ErrorCatalogue.DocumentTooLarge),
        new("cursor", "Characters of a cursor.", "16,384", null, ErrorCatalogue.InvalidCursor),
        new("unitId", "Characters of an operation's `id` in a unit.", "40", null, ErrorCatalogue.OutOfRange),
        new("streams", "Whole lists that are sent or taken at once; others wait for as long as `time`.", "2", null, ErrorCatalogue.Unavailable),
        new("streamsWaiting", "Whole lists that wait for their turn.", "32", null, ErrorCatalogue.Overloaded),
        new("queue", "Reads that wait for the database in a burst, and as many writes; [fewer](overload.md) where more come than leave.", "1,000", "`--queue`", ErrorCatalogue.Overloaded),
        new("patience", "How long a read or a write waits for the database.", "5s", "`pool_timeout` in the database's address", ErrorCatalogue.Unavailable),
        new("slowBody", "Bytes a second that a body comes with, on average, after 5 seconds: no fewer.", "240", null, ErrorCatalogue.TooSlow),
        new("slowHeaders", "How long the headers of a request take from their first byte.", "10s", null, null) { BareStatus = 408 },
        new("slowReader", "Bytes a second that an answer is taken with, on average, after 5 seconds: no fewer.", "4KB", null, null),
        new("idle", "How long a connection is kept without a request.", "130s", null, null),
        new("connections", "Connections.", "10,000", "`--connections`", null),
        new("connectionsPerAddress", "Connections of one address.", "a quarter of all", "`--connections-per-address`", null),
    ];

    private static Limit Count(string key, int least, int most, ErrorCode error, string meaning, Func<ServiceLimits, long> get, Func<ServiceLimits, int, ServiceLimits> set) =>
        new(key, LimitUnit.Count, least, most, error, meaning, get, (limits, value) => set(limits, (int)value));

    private static Limit Rated(string key, string meaning, Func<ServiceLimits, Rate> get, Func<ServiceLimits, Rate, ServiceLimits> set) =>
        new(key, LimitUnit.Rate, 1, Rate.Unlimited.PerHour, ErrorCatalogue.TooManyRequests, meaning, limits => get(limits).PerHour, (limits, value) => set(limits, new Rate(value)));

    private static Limit Bytes(string key, long least, long most, ErrorCode error, string meaning, Func<ServiceLimits, long> get, Func<ServiceLimits, long, ServiceLimits> set) =>
        new(key, LimitUnit.Bytes, least, most, error, meaning, get, set);
}
