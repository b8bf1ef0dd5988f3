using Lintel.Fuzz.Wire;
using Lintel.Model;

namespace Lintel.Fuzz.Judging;

/// <summary>Judges each answer by itself: failures, hangs, and what problems tell of the inside.</summary>
public sealed class AnswerJudge(ServiceModel model)
{
    private static readonly string[] Inside =
    [
        "SELECT ", "INSERT INTO", " WHERE ", "sqlite", "SQLITE", "SQLSTATE", "Npgsql", "npgsql", "postgres", "PostgreSQL", "pg_catalog", "lintel_", "   at ", ".cs:", "System.", "Microsoft.", "Exception", "/tmp/", "/work/",
        "/home/", "/root/", "constraint \"", "relation \"", "column \"",
    ];

    // Names with an underscore are those of the database alone.
    private readonly string[] _names =
        [.. model.Entities.SelectMany(entity => entity.Columns.Select(column => column.Name).Append(entity.Table)).Where(name => name.Contains('_', StringComparison.Ordinal)).Distinct()];

    public IEnumerable<Finding> Judge(SentRequest request, Answer answer)
    {
        if (answer.IsHung) yield return new Finding(FindingKind.Hang, answer.Broken!, request);
        else if (answer.Broken is not null) yield return new Finding(FindingKind.BrokenAnswer, answer.Broken, request);
        // 501 and 505 are about HTTP itself, of which bytes may ask anything.
        if (answer.Status >= 500 && answer.Status != 503 && !(request.IsRaw && answer.Status is 501 or 505)) yield return new Finding(FindingKind.ServerError, answer.Text, request);
        if (answer.Status < 400) yield break;
        var text = answer.Text;
        var sent = ByteText.Of(request.Bytes);
        sent += Uri.UnescapeDataString(sent);
        // What the caller said himself may be said again.
        if (Inside.Concat(_names).FirstOrDefault(word => text.Contains(word, StringComparison.Ordinal) && !sent.Contains(word, StringComparison.OrdinalIgnoreCase)) is { } told)
            yield return new Finding(FindingKind.Leak, $"'{told}' in: {text}", request);
    }
}
