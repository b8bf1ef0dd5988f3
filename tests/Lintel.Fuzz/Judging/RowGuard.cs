using Lintel.Fuzz.Serving;
using Lintel.Fuzz.Wire;

namespace Lintel.Fuzz.Judging;

/// <summary>Holds rows against what they were before: a write that is refused or rehearsed, and a read, may change none.</summary>
public sealed class RowGuard(FuzzTarget target, int every)
{
    private UInt128? _before;
    private int _writes;

    /// <summary>To be told of a request before it is sent.</summary>
    public async Task BeforeAsync(bool isWrite, CancellationToken cancellation)
    {
        if (_before is null && isWrite && _writes++ % every == 0) _before = await target.HashRowsAsync(cancellation);
    }

    /// <summary>What is wrong behind it; null: nothing is.</summary>
    public async Task<Finding?> AfterAsync(SentRequest request, Answer answer, CancellationToken cancellation)
    {
        if (_before is not { } before || !request.IsWrite) return null;
        _before = null;
        var mayChange = answer.Status is < 400 && answer["Preference-Applied"]?.Contains("tx=rollback", StringComparison.Ordinal) != true;
        if (mayChange) return null;
        var after = await target.HashRowsAsync(cancellation);
        if (every == 1) _before = after;
        return after == before ? null : new Finding(FindingKind.ChangedRows, answer.Text, request);
    }
}
