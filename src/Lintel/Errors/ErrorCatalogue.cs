using System.Reflection;

namespace Lintel.Errors;

/// <summary>Every error that a caller can get. The published page <c>docs/errors.md</c> is made from this table.</summary>
public static class ErrorCatalogue
{
    /// <summary>A body that is not what its media type says.</summary>
    public static readonly ErrorCode MalformedBody = new("malformed-body", 400, "The body can't be read",
        "The body is not valid JSON (RFC 8259) in UTF-8, names a member twice, is not an object, or nests deeper or has more values than the limits allow; or, of many rows, it is not CSV or lines of JSON. The pointer or the line tells where.");

    /// <summary>A query parameter that does not exist.</summary>
    public static readonly ErrorCode UnknownParameter = new("unknown-parameter", 400, "Unknown query parameter",
        "The query string names a parameter that is neither reserved nor a field of the resource, or names one twice. Nothing is ignored silently.");

    /// <summary>A query parameter with a value that can't be read.</summary>
    public static readonly ErrorCode InvalidParameter = new("invalid-parameter", 400, "Invalid query parameter",
        "A query parameter's value is not of the type that it should have, or is out of its bounds.");

    /// <summary>A filter operator that does not exist or does not fit the type.</summary>
    public static readonly ErrorCode InvalidOperator = new("invalid-operator", 400, "Invalid filter operator",
        "The operator in `field[operator]=` does not exist, or can't be used with the field's type.");

    /// <summary>A cursor that is damaged, or belongs to another list.</summary>
    public static readonly ErrorCode InvalidCursor = new("invalid-cursor", 400, "Invalid cursor",
        "The cursor is damaged, or was made by a list with another sort order or another search. Start again without `after` and `before`.");

    /// <summary>A field or relation that does not exist.</summary>
    public static readonly ErrorCode UnknownField = new("unknown-field", 400, "Unknown field",
        "`fields`, `include`, `sort` or a filter names something that the resource does not have.");

    /// <summary>An answer that nobody should have to send.</summary>
    public static readonly ErrorCode ResultTooLarge = new("result-too-large", 400, "Result too large",
        "The answer would exceed the limit. Ask for fewer rows, fields or relations, or for a whole list as `application/x-ndjson`. Of a write nothing was changed.");

    /// <summary>A GraphQL document that the schema does not allow.</summary>
    public static readonly ErrorCode InvalidDocument = new("invalid-document", 400, "Invalid document",
        "The GraphQL document is no document, or asks for something that the schema does not have (GraphQL §5), or there is no operation of that name in it. `locations` tells where.");

    /// <summary>A GraphQL document that asks for more than anybody needs.</summary>
    public static readonly ErrorCode DocumentTooLarge = new("document-too-large", 400, "Document too large",
        "The GraphQL document is longer, deeper or wider than the [limits](limits.md) allow, or a fragment of it is part of itself. It was not validated.");

    /// <summary>A GraphQL request that would read more than one request may.</summary>
    public static readonly ErrorCode CostTooHigh = new("cost-too-high", 400, "Cost too high",
        "The GraphQL operation could read more values than the [limits](limits.md) allow, were every page full: rows times fields, in all levels. Nothing was done. With `extensions: {\"cost\": true}` in the request, an answer tells what it cost.");

    /// <summary>A GraphQL document that was named by its hash, and is not known.</summary>
    public static readonly ErrorCode DocumentNotFound = new("document-not-found", 400, "Document not found",
        "The request names a GraphQL document by its hash alone, and this server has not seen it, or has forgotten it. Send the hash with the document once.");

    /// <summary>Who asks is not known, or what was shown for it is worth nothing.</summary>
    public static readonly ErrorCode Unauthenticated = new("unauthenticated", 401, "Unauthenticated",
        "The request needs a token and has none, or has one that is not accepted: expired, of another issuer or audience, or not signed by a key that the service trusts. `detail` tells which; `WWW-Authenticate` is as RFC 6750 says. Get a new token.");

    /// <summary>A GraphQL document that is not on the server's list.</summary>
    public static readonly ErrorCode DocumentNotAllowed = new("document-not-allowed", 403, "Document not allowed",
        "This server answers only the GraphQL documents that it was given.");

    /// <summary>Who asks is known, and may not do this.</summary>
    public static readonly ErrorCode Forbidden = new("forbidden", 403, "Forbidden",
        "The caller may not do this with what they may see, or names a field that they may not see. What they may not see at all is not found. Another token may do.");

    /// <summary>A value of a GraphQL variable that is none of its type.</summary>
    public static readonly ErrorCode InvalidVariable = new("invalid-variable", 400, "Invalid variable",
        "A variable of a GraphQL operation has no value where it needs one, or one that is not of its type (GraphQL §6.1.2).");

    /// <summary>A request nobody could serve.</summary>
    public static readonly ErrorCode MalformedRequest = new("malformed-request", 400, "Malformed request",
        "The request target, a header or the framing breaks HTTP's rules (RFC 9110, RFC 9112).");

    /// <summary>Nothing is there.</summary>
    public static readonly ErrorCode NotFound = new("not-found", 404, "Not found",
        "There is no such path, or no row with that key.");

    /// <summary>The method does not fit the path.</summary>
    public static readonly ErrorCode MethodNotAllowed = new("method-not-allowed", 405, "Method not allowed",
        "The path exists, but not with this method. `Allow` lists those that it has.");

    /// <summary>No representation that the caller accepts.</summary>
    public static readonly ErrorCode NotAcceptable = new("not-acceptable", 406, "Not acceptable",
        "`Accept` rules out every media type that can be answered with.");

    /// <summary>The request came too slowly.</summary>
    public static readonly ErrorCode TooSlow = new("too-slow", 408, "Too slow",
        "The headers took longer than 10 seconds, or the body came with less than 240 bytes a second, unless configured. Nothing was done, and the connection is closed.");

    /// <summary>Another row has the same unique values.</summary>
    public static readonly ErrorCode NotUnique = new("not-unique", 409, "Not unique",
        "Another row already has this value, or these values together.");

    /// <summary>Other rows refer to the one that should go.</summary>
    public static readonly ErrorCode StillReferenced = new("still-referenced", 409, "Still referenced",
        "The row can't be deleted (or its key changed), because other rows refer to it.");

    /// <summary>An action that the row's state does not allow.</summary>
    public static readonly ErrorCode WrongState = new("wrong-state", 409, "Wrong state",
        "The action is not allowed in the state that the row is in. `state` is that state, `allowed` lists the actions that it allows.");

    /// <summary>Others wrote the same rows at the same time.</summary>
    public static readonly ErrorCode Conflict = new("conflict", 409, "Conflict",
        "Others wrote the same rows at the same time, again and again: nothing was changed. Try again.");

    /// <summary>More rows than the caller allows.</summary>
    public static readonly ErrorCode TooManyAffected = new("too-many-affected", 409, "Too many rows",
        "The filter finds more rows than `maxAffected` allows: nothing was changed. Narrow the filter, or allow more.");

    /// <summary>The row changed meanwhile.</summary>
    public static readonly ErrorCode PreconditionFailed = new("precondition-failed", 412, "Precondition failed",
        "`If-Match` names a version that the row no longer has, or `If-None-Match: *` met a row that exists. Read it again, then decide.");

    /// <summary>The body is too large.</summary>
    public static readonly ErrorCode BodyTooLarge = new("body-too-large", 413, "Body too large",
        "The body exceeds the limit: 1 MiB, or 1 GiB of many rows, unless the contract says otherwise.");

    /// <summary>The request target is too long.</summary>
    public static readonly ErrorCode TargetTooLong = new("target-too-long", 414, "Request target too long",
        "The path with its query string exceeds the limit.");

    /// <summary>The body's media type is not served.</summary>
    public static readonly ErrorCode UnsupportedMediaType = new("unsupported-media-type", 415, "Unsupported media type",
        "The body must be sent as the media type that the operation takes, in UTF-8, without a content coding.");

    /// <summary>A body names a field that does not exist.</summary>
    public static readonly ErrorCode UnknownMember = new("unknown-member", 422, "Unknown member",
        "The body has a member that the resource does not have, or that the action does not take.");

    /// <summary>A body writes what callers can't write.</summary>
    public static readonly ErrorCode NotWritable = new("not-writable", 422, "Not writable",
        "The body gives a field that is read-only, can be given on create only, or is changed by actions only.");

    /// <summary>A required value is missing.</summary>
    public static readonly ErrorCode Required = new("required", 422, "Required",
        "A value that has no default and may not be null is missing or null.");

    /// <summary>A value has the wrong type.</summary>
    public static readonly ErrorCode WrongType = new("wrong-type", 422, "Wrong type",
        "The value can't be read as the field's type.");

    /// <summary>A value is outside its bounds.</summary>
    public static readonly ErrorCode OutOfRange = new("out-of-range", 422, "Out of range",
        "The value is outside the field's bounds: too small, too large, too short, too long, too many, or not of the pattern.");

    /// <summary>A reference to nothing.</summary>
    public static readonly ErrorCode MissingReference = new("missing-reference", 422, "Missing reference",
        "The row that a reference names does not exist.");

    /// <summary>A reference to what no earlier operation of a unit has.</summary>
    public static readonly ErrorCode DanglingReference = new("dangling-reference", 422, "Dangling reference",
        "A `$ref`, or a `{…}` in a path, names no earlier operation of the unit, or nothing that came of it.");

    /// <summary>A rule of the contract does not hold.</summary>
    public static readonly ErrorCode Rule = new("rule", 422, "Rule broken",
        "A rule of the contract would not hold after the write, or one of an action does not hold before it. `rule` names it; the pointer tells the row, or the one field of the body that the rule is about.");

    /// <summary>Code of the database's own, or its rights, say no.</summary>
    public static readonly ErrorCode Refused = new("refused", 422, "Refused by the database",
        "A function or a trigger of the database does not do this with what it was given, or the database's rights do not allow it, and nothing was changed. `detail` is what an author wrote for who calls it, by `RAISE`, or else says what kind of mistake it was.");

    /// <summary>Several values are wrong, each in its own way.</summary>
    public static readonly ErrorCode InvalidValues = new("invalid-values", 422, "Invalid values",
        "Several values of the body are wrong; `errors` lists each with its own code.");

    /// <summary>A write without the condition that the contract requires.</summary>
    public static readonly ErrorCode PreconditionRequired = new("precondition-required", 428, "Precondition required",
        "The contract says `ifMatch: required`: a write names the version that it is based on, in `If-Match`. Read the row, then send its `ETag`.");

    /// <summary>More requests than one caller may send.</summary>
    public static readonly ErrorCode TooManyRequests = new("too-many-requests", 429, "Too many requests",
        "The caller, its API key or its address sent more requests than the contract's limits allow, and this one was refused before anything was done for it. Try again after `Retry-After`; `RateLimit` tells how many more are allowed.");

    /// <summary>Headers exceed their limit.</summary>
    public static readonly ErrorCode HeadersTooLarge = new("headers-too-large", 431, "Headers too large",
        "The request's headers exceed the limit, in bytes or in lines.");

    /// <summary>Ours, never the caller's mistake.</summary>
    public static readonly ErrorCode InternalError = new("internal-error", 500, "Internal error",
        "A defect of the engine. The log has the details under the same `traceId`.");

    /// <summary>More requests than can be answered.</summary>
    public static readonly ErrorCode Overloaded = new("overloaded", 503, "Overloaded",
        "More requests come than can be answered in time, and this one was refused before anything was done for it. Try again after `Retry-After`, and later each time.");

    /// <summary>A dependency is down.</summary>
    public static readonly ErrorCode Unavailable = new("unavailable", 503, "Unavailable",
        "The database can't be reached, is too busy, or can't take what was to be written: nothing was changed. Try again after `Retry-After`.");

    /// <summary>The request took too long.</summary>
    public static readonly ErrorCode TimedOut = new("timed-out", 503, "Timed out",
        "The request exceeded its time limit and was stopped, in the database too. Nothing was changed.");

    /// <summary>The answer to a write was lost.</summary>
    public static readonly ErrorCode Undecided = new("undecided", 503, "Undecided",
        "The connection to the database, or its disk, failed while a write was being made durable: it was done whole, or not at all. Read before you repeat it.");

    /// <summary>All codes, by status, then code.</summary>
    public static IReadOnlyList<ErrorCode> All { get; } = typeof(ErrorCatalogue)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.FieldType == typeof(ErrorCode))
        .Select(field => (ErrorCode)field.GetValue(null)!)
        .OrderBy(code => code.Status).ThenBy(code => code.Code, StringComparer.Ordinal)
        .ToArray();
}
