using System.Text.RegularExpressions;

namespace Lintel.Fuzz.Wire;

/// <summary>A request that was sent, with what must be known of it to send it again.</summary>
public sealed partial record SentRequest
{
    /// <summary>All bytes of it.</summary>
    public required byte[] Bytes { get; init; }

    /// <summary>Whether the bytes may be anything: several requests, or none.</summary>
    public bool IsRaw { get; init; }

    /// <summary>The path that the document has for it; empty: none.</summary>
    public string Template { get; init; } = "";

    /// <summary>The status of the answer; 0: none came.</summary>
    public int Status { get; init; }

    /// <summary>What the service made up in its answer, in order: keys, cursors and tags. A fresh service makes others.</summary>
    public IReadOnlyList<string> Made { get; init; } = [];

    public string Method => Line.Split(' ')[0];

    public string Target => Line.Split(' ') is [_, var target, ..] ? target : "";

    /// <summary>Whether it may change rows.</summary>
    public bool IsWrite => Method is not ("GET" or "HEAD" or "OPTIONS" or "TRACE");

    private string Line => ByteText.Of(Bytes.AsSpan(0, Math.Max(0, Bytes.AsSpan().IndexOf((byte)'\r'))));

    /// <summary>What a service made up in an answer.</summary>
    public static IReadOnlyList<string> MadeIn(Answer answer) =>
        [.. MadeUp().Matches($"{answer["ETag"]}\n{answer["Location"]}\n{answer.Text}").Select(match => match.Value)];

    [GeneratedRegex("""[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|(?<="(?:next|prev)":")[^"]+|(?<="[0-9]*[.h])[0-9a-f]{32}(?=")""")]
    private static partial Regex MadeUp();
}
