using Lintel.Fuzz.Api;
using Lintel.Fuzz.Serving;
using Lintel.Fuzz.Wire;
using Lintel.Testing.Traffic;

namespace Lintel.Fuzz.Judging;

/// <summary>Holds what was sent and answered against the document, all at once.</summary>
public sealed class TrafficJudge
{
    private readonly List<(SentRequest Request, string Template, RecordedExchange Exchange)> _exchanges = [];

    public void Add(SentRequest request, RequestText text, Answer answer)
    {
        // What HTTP itself refuses is refused before there is an operation, and without a body.
        if (answer.Broken is not null || (answer.Closes && answer.Body.Length == 0 && answer.Status is 400 or 414 or 431)) return;
        _exchanges.Add((request, text.Template, new RecordedExchange
        {
            Method = text.Method,
            Target = text.Target,
            // Where there need not be a body, the type of none says nothing; a file of rows may be empty.
            RequestType = text.Body is not { Length: > 0 } && text.MediaType?.StartsWith("application/json", StringComparison.Ordinal) == true ? null : text.MediaType,
            RequestBody = text.Method is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "TRACE") && text.Body is { Length: > 0 } body ? System.Text.Encoding.UTF8.GetString(body) : null,
            Status = answer.Status,
            Headers = answer.Headers.DistinctBy(header => header.Name).ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
            ResponseType = answer["Content-Type"],
            ResponseBody = answer.Body.Length == 0 ? null : answer.Text,
        }));
    }

    /// <summary>What of all that is not documented.</summary>
    public async Task<IReadOnlyList<Finding>> JudgeAsync(FuzzTarget target)
    {
        // A body that an operation has no use for is passed over, as one is of a method that never has any (RFC 9110, section 9.3.1).
        var bodiless = ApiDocument.Read(target.Document.Span).Operations.Where(operation => operation.Bodies.Count == 0).Select(operation => (operation.Method, operation.Path)).ToHashSet();
        var exchanges = _exchanges.Select(sent => bodiless.Contains((sent.Exchange.Method, sent.Template)) ? sent.Exchange with { RequestBody = null } : sent.Exchange);
        var found = await OpenApiTrafficChecker.FindAsync(target.Document, [.. exchanges]);
        return [.. found.Select(finding => new Finding(FindingKind.Undocumented, $"{finding.Text} ← {_exchanges[finding.Exchange].Exchange.ResponseBody}", _exchanges[finding.Exchange].Request))];
    }
}
