using System.Globalization;
using System.Text.Json.Nodes;
using Lintel.Errors;

namespace Lintel.Http.OpenApi;

/// <summary>The answers to failed requests: one shared response for each status, one shared schema, an example for each code.</summary>
internal sealed class ProblemResponses(DocumentComponents components)
{
    /// <summary>The media type of problems, RFC 9457 §3.</summary>
    public const string MediaType = "application/problem+json";

    // The trace of the W3C recommendation's own example.
    private const string TraceId = "4bf92f3577b34da6a3ce929d0e0e4736";

    // Kestrel answers these itself where a request can't even be read; then there is no body. (A response without content
    // would tell typed clients that any failure may come without a problem.)
    private static readonly int[] MaybeWithoutBody = [408, 414, 431];

    /// <summary>A reference to the response for a status.</summary>
    public JsonObject Of(int status) => components.Ref("responses", Name(status), () => Response(status));

    private JsonObject Response(int status)
    {
        var codes = ErrorCatalogue.All.Where(code => code.Status == status).ToArray();
        var response = new JsonObject { ["description"] = string.Join(" ", codes.Select(code => $"`{code.Code}`: {code.Meaning}")) };
        if (MaybeWithoutBody.Contains(status)) response["description"] = $"{(string)response["description"]!} There may be no body.";
        if (status == 401) response["headers"] = new JsonObject { ["WWW-Authenticate"] = SecurityParts.Challenge() };
        if (status is 409 or 429 or 503) response["headers"] = new JsonObject { ["Retry-After"] = RetryAfter() };
        var examples = new JsonObject();
        foreach (var code in codes) examples[code.Code] = new JsonObject { ["summary"] = code.Title, ["value"] = Example(code) };
        components.Headers.WithRates(response);
        response["content"] = new JsonObject { [MediaType] = new JsonObject { ["schema"] = Problem(), ["examples"] = examples } };
        return response;
    }

    /// <summary>A reference to the schema of one finding.</summary>
    public JsonObject Finding() => components.Ref("schemas", "ProblemError", () => Schema.Object(
        "One finding of a problem.",
        new JsonObject
        {
            ["pointer"] = Text("Where: a JSON pointer into the body, `?name` for a query parameter, or the name of a header."),
            ["code"] = Text("The stable code of the finding."),
            ["rule"] = Text("The name of the rule that is broken, with the code `rule`."),
            ["line"] = new JsonObject { ["type"] = "integer", ["minimum"] = 1, ["description"] = "Of a body of many rows: the line on which the row begins." },
            ["detail"] = Text("What is wrong, and what would be right."),
        },
        ["code", "detail"]));

    private JsonObject RetryAfter() => components.Ref("headers", "Retry-After", () => new JsonObject
    {
        ["description"] = "Seconds to wait before the next attempt (RFC 9110, section 10.2.3).",
        ["schema"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0 },
    });

    private JsonObject Problem() => components.Ref("schemas", "Problem", () => Schema.Object(
        "A failed request (RFC 9457).",
        new JsonObject
        {
            ["type"] = Text("What kind of problem it is, as a URI: `urn:lintel:problem:` and the code.", "uri"),
            ["title"] = Text("What went wrong, the same for each problem with this code."),
            ["status"] = new JsonObject { ["type"] = "integer", ["minimum"] = 400, ["maximum"] = 599, ["description"] = "The HTTP status." },
            ["detail"] = Text("What exactly went wrong this time."),
            ["code"] = Text("The stable code, the same over every protocol."),
            ["errors"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "Each single finding.",
                ["maxItems"] = ProblemList.Most,
                ["items"] = Finding(),
            },
            ["operation"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["description"] = "Of a unit: the index of the operation that failed, from 0." },
            ["state"] = Text("The state that the row is in, with the code `wrong-state`."),
            ["allowed"] = new JsonObject
            {
                ["type"] = "array",
                ["description"] = "The actions that this state allows, with the code `wrong-state`.",
                ["items"] = new JsonObject { ["type"] = "string" },
            },
            ["traceId"] = Text("What the server's log has the request under."),
        },
        ["type", "title", "status", "detail", "code", "errors", "traceId"]));

    private static JsonObject Example(ErrorCode code)
    {
        var problem = new JsonObject
        {
            ["type"] = $"urn:lintel:problem:{code.Code}",
            ["title"] = code.Title,
            ["status"] = code.Status,
            ["detail"] = code.Meaning,
            ["code"] = code.Code,
        };
        problem["errors"] = code.Status == 422 ? new JsonArray(Finding(code)) : new JsonArray();
        if (code == ErrorCatalogue.WrongState)
        {
            problem["state"] = "stateOfTheRow";
            problem["allowed"] = new JsonArray("nameOfAnAction");
        }
        problem["traceId"] = TraceId;
        return problem;
    }

    private static JsonObject Finding(ErrorCode code)
    {
        var finding = new JsonObject { ["pointer"] = "/name", ["code"] = code.Code };
        if (code == ErrorCatalogue.Rule) finding["rule"] = "nameOfTheRule";
        finding["detail"] = code.Meaning;
        return finding;
    }

    private static JsonObject Text(string description, string? format = null)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (format is not null) schema["format"] = format;
        schema["description"] = description;
        return schema;
    }

    // The reason phrases of RFC 9110 and RFC 6585 in one word.
    private static string Name(int status) => status switch
    {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        408 => "RequestTimeout",
        409 => "Conflict",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        422 => "UnprocessableContent",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        500 => "InternalServerError",
        503 => "ServiceUnavailable",
        _ => "Status" + status.ToString(CultureInfo.InvariantCulture),
    };
}
