using System.Globalization;
using System.Text.Json;

namespace Lintel.Testing.Orders;

/// <summary>A write as a client sends it, to a path below <c>/v1/</c>, or from the root where it begins with a slash.</summary>
public sealed record WriteRequest(string Method, string Target, string? Body = null)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public override string ToString() => $"{Method} {Target} {string.Join(' ', Headers.Select(header => $"{header.Name}: {header.Value}"))} {Body}";
}

/// <summary>What came back.</summary>
public sealed record WriteAnswer(int Status, string Body)
{
    /// <summary>The status as the model tells it: of a conflict with its code.</summary>
    public string Refusal
    {
        get
        {
            if (Status != 409) return Status.ToString(CultureInfo.InvariantCulture);
            using var problem = JsonDocument.Parse(Body);
            return $"409 {problem.RootElement.GetProperty("code").GetString()}";
        }
    }
}
