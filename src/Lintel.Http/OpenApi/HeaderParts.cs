using System.Text.Json.Nodes;
using Lintel.Http.Hosting.Rates;

namespace Lintel.Http.OpenApi;

/// <summary>The headers of requests and answers, each a shared part of the document.</summary>
internal sealed class HeaderParts(DocumentComponents components)
{
    /// <summary>The entity tag of an answer.</summary>
    public JsonObject ETag() => Header("ETag", "The version of the representation, for `If-Match` and `If-None-Match` (RFC 9110, section 8.8.3).", null);

    /// <summary>The pages around one.</summary>
    public JsonObject Link() => Header("Link", "The next and the previous page, with `rel=\"next\"` and `rel=\"prev\"` (RFC 8288).", null);

    /// <summary>Where a new row is.</summary>
    public JsonObject Location() => Header("Location", "Where the new row is.", "uri-reference");

    /// <summary>Which wishes were granted.</summary>
    public JsonObject PreferenceApplied() => Header("Preference-Applied", "Which parts of `Prefer` were granted (RFC 7240).", null);

    /// <summary>Adds to an answer that it may tell where its time went, and what it tells of rates. An answer that stands elsewhere already has it.</summary>
    public JsonObject WithTiming(JsonObject response)
    {
        if (response.ContainsKey("$ref")) return response;
        if (response["headers"] is not JsonObject headers) response["headers"] = headers = [];
        headers["Server-Timing"] = Header("Server-Timing", "Where the time of the request went, where `Prefer: server-timing` wished for it (W3C Server Timing).", null);
        return WithRates(response);
    }

    /// <summary>Adds to an answer what it tells of rates, where the contract has any.</summary>
    public JsonObject WithRates(JsonObject response)
    {
        if (!components.Limits.HasRates || response.ContainsKey("$ref")) return response;
        if (response["headers"] is not JsonObject headers) response["headers"] = headers = [];
        headers[RateHeaders.Policy] = Header(RateHeaders.Policy, "How many requests may come at once (`q`), and in how many seconds as many come back (`w`), of each limit that the request counted for (draft-ietf-httpapi-ratelimit-headers-10).", null);
        headers[RateHeaders.Limit] = Header(RateHeaders.Limit, "How many more requests each of these limits allows now (`r`), and in how many seconds all that it ever does (`t`); where none is left, in how many the next.", null);
        return response;
    }

    /// <summary>The version that a write is based on.</summary>
    public JsonObject IfMatch() => Parameter("If-Match", "Only if the row's ETag is one of these; 412 otherwise.");

    /// <summary>What the caller has already.</summary>
    public JsonObject IfNoneMatch() => Parameter("If-None-Match", "ETags that the caller has; 304 where one of them is current.");

    /// <summary>That a row must not be there yet.</summary>
    public JsonObject IfNew() => components.Ref("parameters", "If-New", () => Plain("If-None-Match", "`*`: only if there is no such row yet; 412 otherwise."));

    /// <summary>What the caller would like.</summary>
    public JsonObject Prefer() => Parameter(
        "Prefer", "What the caller would like (RFC 7240): `return=minimal` for an answer without a body, `tx=rollback` to see what a write would come to without doing it, `server-timing` to be told where its time went.");

    /// <summary>What the caller would like of a read.</summary>
    /// <param name="explains">Whether it may be explained.</param>
    public JsonObject PreferOfRead(bool explains) => components.Ref("parameters", "Prefer-Read", () => Plain(
        "Prefer", $"What the caller would like (RFC 7240): {(explains ? "`explain` to be told how the read is done instead of its rows, `explain=analyze` to have it run and measured, too, " : "")}`server-timing` to be told where its time went."));

    /// <summary>The answer of a read where the caller has it already.</summary>
    public JsonObject NotModified() => components.Ref("responses", "NotModified", () => WithTiming(new JsonObject
    {
        ["description"] = "The caller's copy, named in `If-None-Match`, is still current.",
        ["headers"] = new JsonObject { ["ETag"] = ETag() },
    }));

    /// <summary>The answer of a write without a body.</summary>
    public JsonObject Minimal() => components.Ref("responses", "Minimal", () => WithTiming(new JsonObject
    {
        ["description"] = "It was done; no body was wished for (`Prefer: return=minimal`).",
        ["headers"] = new JsonObject { ["ETag"] = ETag(), ["Preference-Applied"] = PreferenceApplied() },
    }));

    private JsonObject Header(string name, string description, string? format) => components.Ref("headers", name, () =>
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (format is not null) schema["format"] = format;
        return new JsonObject { ["description"] = description, ["schema"] = schema };
    });

    private JsonObject Parameter(string name, string description) => components.Ref("parameters", name, () => Plain(name, description));

    private static JsonObject Plain(string name, string description) => new()
    {
        ["name"] = name,
        ["in"] = "header",
        ["description"] = description,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };
}
