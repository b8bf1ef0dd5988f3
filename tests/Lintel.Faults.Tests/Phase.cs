using System.Collections.Concurrent;
using System.Globalization;

namespace Lintel.Faults.Tests;

/// <summary>What callers met in a part of the time: before a fault, during it, or after it. An answer counts where its request began.</summary>
internal sealed class Phase(string name)
{
    private readonly ConcurrentQueue<Answer> _answers = new();

    public TimeSpan Time { get; set; }

    public void Add(Answer answer) => _answers.Enqueue(answer);

    public IEnumerable<Answer> Of(Kind kind) => _answers.Where(answer => answer.Kind == kind);

    /// <summary>Holds it to answers of a kind: there are some, and no others; and who is refused is told when to come again.</summary>
    public Phase Expect(Kind kind, params string[] expected)
    {
        var answers = Of(kind).ToArray();
        Assert.True(answers.Length > 0 && answers.All(answer => expected.Contains(answer.ToString())), $"Expected {kind}: {string.Join(", ", expected)}, and met\n{this}");
        Assert.All(answers.Where(answer => answer.Code.Length > 0), answer => Assert.Equal(answer.Code == "undecided" ? null : "1", answer.RetryAfter));
        return this;
    }

    /// <summary>Holds it to serving everything.</summary>
    public Phase ExpectGood() => Expect(Kind.Read, "200").Expect(Kind.Write, "201").Expect(Kind.Ready, "200").Expect(Kind.Plain, "200");

    /// <summary>Holds all but one in a hundred of each kind to a time.</summary>
    public Phase ExpectWithin(TimeSpan limit)
    {
        Assert.All(Enum.GetValues<Kind>(), kind => Assert.True(Slowest(kind) <= limit, $"{kind} took longer than {limit}:\n{this}"));
        return this;
    }

    /// <summary>How long half of them took at most.</summary>
    public TimeSpan Median(Kind kind) => Percentile(Of(kind), 0.5);

    /// <summary>How long the slowest but one in a hundred took.</summary>
    public TimeSpan Slowest(Kind kind) => Percentile(Of(kind), 0.99);

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{name,-7} {Time.TotalSeconds,5:0.0} s | {string.Join(" | ", Enum.GetValues<Kind>().Select(Line))}");

    private string Line(Kind kind)
    {
        var answers = Of(kind).ToArray();
        var counts = answers.GroupBy(answer => answer.ToString()).OrderByDescending(group => group.Count()).Select(group => $"{group.Key} ×{group.Count()}");
        var name = kind switch { Kind.Read => "read", Kind.Write => "write", Kind.Ready => "readyz", Kind.Plain => "plain" };
        return answers.Length == 0 ? $"{name} -" : string.Create(
            CultureInfo.InvariantCulture,
            $"{name} {string.Join(", ", counts)}, p50 {Percentile(answers, 0.5).TotalMilliseconds:0} ms, p99 {Percentile(answers, 0.99).TotalMilliseconds:0} ms");
    }

    private static TimeSpan Percentile(IEnumerable<Answer> answers, double share)
    {
        var times = answers.Select(answer => answer.Time).Order().ToArray();
        return times.Length == 0 ? TimeSpan.Zero : times[(int)Math.Min(times.Length - 1, times.Length * share)];
    }
}
