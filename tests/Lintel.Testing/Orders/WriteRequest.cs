namespace Lintel.Testing.Orders;

/// <summary>A write as a client sends it, to a path below <c>/v1/</c>.</summary>
public sealed record WriteRequest(string Method, string Target, string? Body = null)
{
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public override string ToString() => $"{Method} {Target} {string.Join(' ', Headers.Select(header => $"{header.Name}: {header.Value}"))} {Body}";
}

/// <summary>What came back.</summary>
public sealed record WriteAnswer(int Status, string Body);
