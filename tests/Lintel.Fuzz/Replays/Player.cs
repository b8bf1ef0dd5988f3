using Lintel.Fuzz.Judging;
using Lintel.Fuzz.Serving;
using Lintel.Fuzz.Wire;

namespace Lintel.Fuzz.Replays;

/// <summary>Sends what was sent before to a new service, with the keys, cursors and tags that this one made up in place of those of the other.</summary>
public sealed class Player(FuzzTarget target, TimeSpan patience)
{
    private readonly Dictionary<string, string> _made = [];
    private readonly AnswerJudge _answers = new(target.Model);

    /// <summary>Sends all; gives what was found of the last request, or of each.</summary>
    public async Task<IReadOnlyList<Finding>> PlayAsync(IReadOnlyList<SentRequest> requests, bool judgesAll, Action<SentRequest, Answer>? tell, CancellationToken cancellation)
    {
        var (found, traffic, rows) = (new List<Finding>(), new TrafficJudge(), new RowGuard(target, 1));
        await using var client = new RawClient(target.Address, patience);
        for (var i = 0; i < requests.Count; i++)
        {
            var isJudged = judgesAll || i == requests.Count - 1;
            var request = requests[i] with { Bytes = Renamed(requests[i].Bytes) };
            if (isJudged) await rows.BeforeAsync(request.IsWrite, cancellation);
            var answer = request.IsRaw
                ? await RawExchange.SendAsync(target.Address, request.Bytes, patience, cancellation)
                : await client.SendAsync(request.Bytes, request.Method == "HEAD", cancellation);
            Learn(request.Made, SentRequest.MadeIn(answer));
            request = request with { Status = answer.Status };
            tell?.Invoke(request, answer);
            var logged = target.Log.Drain();
            if (!isJudged) continue;
            found.AddRange(_answers.Judge(request, answer));
            if (logged.Count > 0 && answer.Status != 503) found.Add(new Finding(FindingKind.LoggedError, logged[0], request));
            if (await rows.AfterAsync(request, answer, cancellation) is { } changed) found.Add(changed);
            if (!request.IsRaw) traffic.Add(request, RequestText.Read(request.Bytes), answer);
        }
        found.AddRange(await traffic.JudgeAsync(target));
        return found;
    }

    private void Learn(IReadOnlyList<string> before, IReadOnlyList<string> now)
    {
        if (before.Count != now.Count) return;
        foreach (var (old, made) in before.Zip(now))
        {
            if (old != made) _made[old] = made;
        }
    }

    private byte[] Renamed(byte[] bytes)
    {
        var text = ByteText.Of(bytes);
        foreach (var (old, made) in _made) text = text.Replace(old, made, StringComparison.Ordinal);
        return ByteText.ToBytes(text);
    }
}
