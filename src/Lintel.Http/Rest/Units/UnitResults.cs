using System.Globalization;
using Lintel.Engine;
using Lintel.Operations;

namespace Lintel.Http.Rest.Units;

/// <summary>What came of the operations of a unit so far, written as it will be answered, so that later ones can refer to it.</summary>
internal sealed class UnitResults(IReadOnlyList<UnitOperation> operations) : IDisposable
{
    private readonly List<(RestReply Reply, ResponseBody Body, InputValue? Value)> _done = [];

    /// <summary>How many are written.</summary>
    public int Count => _done.Count;

    /// <summary>One of them.</summary>
    public (RestReply Reply, ReadOnlyMemory<byte> Body) this[int index] => (_done[index].Reply, _done[index].Body.Written);

    /// <summary>Writes what came of the next operation.</summary>
    public void Add(RestCall call, Outcome outcome, string path)
    {
        var body = new ResponseBody();
        _done.Add((ResponseWriter.Write(call, outcome, path, body), body, null));
    }

    /// <summary>Forgets all, for another attempt.</summary>
    public void Clear()
    {
        foreach (var (_, body, _) in _done) body.Dispose();
        _done.Clear();
    }

    /// <summary>The value that a reference names: <c>order.id</c>, <c>order.lines.0.id</c>; null: nothing, and why.</summary>
    public InputValue? Find(string reference, out string why)
    {
        var parts = reference.Split('.');
        var index = operations.Index().FirstOrDefault(pair => pair.Item.Id == parts[0], (-1, null!)).Index;
        why = $"'{reference}' names no operation before this one.";
        if (index < 0 || index >= _done.Count) return null;
        var (reply, body, value) = _done[index];
        if (value is null)
        {
            value = reply.HasBody && JsonInput.TryParse(body.Written.Span, out var read, out _) ? read : InputValue.Null;
            _done[index] = (reply, body, value);
        }
        foreach (var part in parts.AsSpan(1))
        {
            value = Below(value, part);
            if (value is not null) continue;
            why = $"What came of '{parts[0]}' has no '{string.Join('.', parts[1..])}'.";
            return null;
        }
        why = $"'{reference}' names an operation; write which of its fields, as in {parts[0]}.id.";
        return parts.Length == 1 ? null : value;
    }

    /// <inheritdoc/>
    public void Dispose() => Clear();

    private static InputValue? Below(InputValue value, string part)
    {
        if (value.Kind == InputKind.List)
            return int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < value.Items.Count ? value.Items[index] : null;
        foreach (var member in value.Members)
        {
            if (member.Name == part) return member.Value;
        }
        return null;
    }
}
