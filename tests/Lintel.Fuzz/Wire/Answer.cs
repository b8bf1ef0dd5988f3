using System.Text;

namespace Lintel.Fuzz.Wire;

/// <summary>One answer as it came over the wire.</summary>
public sealed record Answer
{
    /// <summary>The status; 0 where none came.</summary>
    public required int Status { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    /// <summary>Why the answer is not whole; null: it is.</summary>
    public string? Broken { get; init; }

    /// <summary>Whether nothing came for as long as one waits.</summary>
    public bool IsHung { get; init; }

    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The first value of a header; null where it was not sent.</summary>
    public string? this[string header] => Headers.FirstOrDefault(pair => pair.Name.Equals(header, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Whether the server closes the connection behind it.</summary>
    public bool Closes => Broken is not null || Status == 0 || "close".Equals(this["Connection"], StringComparison.OrdinalIgnoreCase);
}
