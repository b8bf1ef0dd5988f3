using Lintel.Fuzz.Api;
using Lintel.Fuzz.Bytes;
using Lintel.Fuzz.Grammar;
using Lintel.Fuzz.Judging;
using Lintel.Fuzz.Serving;
using Lintel.Fuzz.Values;
using Lintel.Fuzz.Wire;

namespace Lintel.Fuzz;

/// <summary>Requests to one new database: grammar first, then bytes that are made of those requests.</summary>
internal sealed class FuzzRound(FuzzTarget target, FuzzOptions options, int seed, FuzzReport report)
{
    private const int Together = 8;

    private readonly List<SentRequest> _sent = [];
    private readonly Chance _chance = new(seed);
    private readonly AnswerJudge _answers = new(target.Model);
    private readonly TrafficJudge _traffic = new();

    /// <summary>Findings of new causes, each with all that was sent before.</summary>
    public List<(Finding Finding, IReadOnlyList<SentRequest> History)> Findings { get; } = [];

    public async Task RunAsync(TimeSpan time, CancellationToken cancellation)
    {
        var start = TimeProvider.System.GetTimestamp();
        await SendGrammarAsync(() => TimeProvider.System.GetElapsedTime(start) < time * (100 - options.BytesShare) / 100, cancellation);
        foreach (var finding in await _traffic.JudgeAsync(target)) Found(finding);
        start = TimeProvider.System.GetTimestamp();
        await SendBytesAsync(() => TimeProvider.System.GetElapsedTime(start) < time * options.BytesShare / 100, cancellation);
    }

    private async Task SendGrammarAsync(Func<bool> goesOn, CancellationToken cancellation)
    {
        var harvest = new Harvest(path => target.Model.FindByPath(path.Split('/', 4) is [_, _, var segment, ..] ? segment : "")?.Name);
        var fuzzer = new GrammarFuzzer(ApiDocument.Read(target.Document.Span), harvest, _chance);
        // To look at all rows takes as long as there are rows.
        var rows = new RowGuard(target, options.Contract == "chinook" ? 25 : 1);
        await using var client = new RawClient(target.Address, options.Patience);
        while (_sent.Count < options.Round && goesOn())
        {
            var text = fuzzer.Next();
            var request = new SentRequest { Bytes = text.ToBytes(), Template = text.Template };
            await rows.BeforeAsync(request.IsWrite, cancellation);
            var answer = await client.SendAsync(request.Bytes, text.Method == "HEAD", cancellation);
            request = request with { Status = answer.Status, Made = SentRequest.MadeIn(answer) };
            _sent.Add(request);
            report.Count(answer.Status, isRaw: false);
            _traffic.Add(request, text, answer);
            await LookAsync(request, answer, cancellation);
            if (await rows.AfterAsync(request, answer, cancellation) is { } changed) Found(changed);
            if (answer.Status is >= 200 and < 300) harvest.Take(text.Template, text.Target.Split('?')[0], answer["ETag"], answer["Location"], answer.Body);
        }
    }

    private async Task SendBytesAsync(Func<bool> goesOn, CancellationToken cancellation)
    {
        if (_sent.Count == 0) return;
        var fuzzer = new ByteFuzzer([.. _sent.Where(request => request.Bytes.Length < 20_000).Select(request => request.Bytes)], _chance);
        do
        {
            var before = await target.HashRowsAsync(cancellation);
            SentRequest[] requests = [.. Enumerable.Range(0, Together).Select(_ => new SentRequest { Bytes = fuzzer.Next(), IsRaw = true })];
            var answers = await Task.WhenAll(requests.Select(request => RawExchange.SendAsync(target.Address, request.Bytes, options.Patience, cancellation)));
            for (var i = 0; i < requests.Length; i++)
            {
                requests[i] = requests[i] with { Status = answers[i].Status };
                report.Count(answers[i].Status, isRaw: true);
                await LookAsync(requests[i], answers[i], cancellation);
            }
            var isRefused = answers.All(answer => RawExchange.Statuses(answer.Body).All(status => status >= 400));
            if (isRefused && await target.HashRowsAsync(cancellation) != before) Found(new Finding(FindingKind.ChangedRows, "One of several requests of bytes at once.", requests[0]), requests);
            _sent.AddRange(requests);
        }
        while (goesOn());
    }

    private async Task LookAsync(SentRequest request, Answer answer, CancellationToken cancellation)
    {
        var isFailure = answer.Status >= 500 && answer.Status is not (501 or 503 or 505);
        var logged = isFailure ? await target.Log.DrainBehindFailureAsync(cancellation) : target.Log.Drain();
        foreach (var finding in _answers.Judge(request, answer)) Found(isFailure && logged.Count > 0 ? finding with { Text = $"{finding.Text} {logged[0]}" } : finding);
        if (isFailure) return;
        // What a dependency failed at is told to its owner.
        if (logged.Count > 0 && answer.Status != 503) Found(new Finding(FindingKind.LoggedError, logged[0], request));
    }

    private void Found(Finding finding, IEnumerable<SentRequest>? last = null)
    {
        if (!report.IsNew(finding)) return;
        report.Add(finding);
        var until = _sent.FindIndex(request => ReferenceEquals(request, finding.Request));
        Findings.Add((finding, [.. _sent.Take(until < 0 ? _sent.Count : until), .. last ?? [finding.Request]]));
    }
}
