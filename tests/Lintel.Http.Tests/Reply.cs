using System.Text;
using System.Text.Json;

namespace Lintel.Http.Tests;

/// <summary>An answer, read whole.</summary>
internal sealed record Reply(int Status, byte[] Bytes, ILookup<string, string> Headers)
{
    public string Body => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement.Clone();

    /// <summary>The one value of a header; null where it was not sent.</summary>
    public string? this[string header] => Headers.Contains(header) ? string.Join(", ", Headers[header]) : null;

    public string ETag => this["ETag"] ?? throw new InvalidOperationException("The answer has no ETag.");

    /// <summary>The path of what was created.</summary>
    public string Location => this["Location"] ?? throw new InvalidOperationException("The answer has no Location.");

    /// <summary>The code of a problem.</summary>
    public string Code => (Json.TryGetProperty("code", out var code) ? code : Json.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code")).GetString()!;

    /// <summary>The single findings of a problem: <c>pointer code</c>.</summary>
    public string[] Errors =>
        [.. Json.GetProperty("errors").EnumerateArray().Select(error => $"{(error.TryGetProperty("pointer", out var pointer) ? pointer.GetString() : "-")} {error.GetProperty("code").GetString()}")];

    public string Detail => Json.GetProperty("detail").GetString()!;

    /// <summary>The rows of a list.</summary>
    public JsonElement[] Data => [.. Json.GetProperty("data").EnumerateArray()];

    public string? Next => Json.GetProperty("page").GetProperty("next").GetString();

    public string? Prev => Json.GetProperty("page").GetProperty("prev").GetString();

    public long? Total => Json.GetProperty("page").TryGetProperty("total", out var total) ? total.GetInt64() : null;

    /// <summary>One field of each row of a list, as JSON text, separated by spaces.</summary>
    public string Column(string field) => string.Join(' ', Data.Select(row => row.GetProperty(field).ToString() is { Length: > 0 } text ? text : "-"));

    /// <summary>This answer, which must have that status.</summary>
    public Reply Expect(int status)
    {
        Assert.True(Status == status, $"{status} was expected, {Status} came: {Body}");
        return this;
    }

    /// <summary>A member of one resource's answer, as it stands in the body.</summary>
    public string Raw(string member) => Json.GetProperty(member).GetRawText();

    public static async Task<Reply> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellation);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(header => header.Value.Select(value => (header.Key, value)))
            .ToLookup(pair => pair.Key, pair => pair.value, StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, bytes, headers);
    }
}
