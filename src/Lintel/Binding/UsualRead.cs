using Lintel.Model;
using Lintel.Operations;

namespace Lintel.Binding;

/// <summary>The read of one row with the fields that come unasked, bound for one caller: the next differs in its key and its time alone.</summary>
internal sealed class UsualRead
{
    private readonly BoundRead _bound;
    private readonly int[] _shape;

    private UsualRead(BoundRead bound)
    {
        _bound = bound;
        var shape = new List<int>();
        Shape.Write(bound, shape);
        _shape = [.. shape];
    }

    /// <summary>Whether a read is of one row with the fields that come unasked.</summary>
    public static bool Is(ReadOperation operation) => operation is { Key: not null, Scope: null, Call: null } && ReferenceEquals(operation.Selection, Selection.Default);

    /// <summary>Binds such a read as one before it was; null: none was, or it can't be of any row.</summary>
    /// <param name="operation">The read.</param>
    /// <param name="resource">Its resource.</param>
    /// <param name="now">The time of the request, in microseconds since the Unix epoch.</param>
    public static BoundRead? Bind(ReadOperation operation, Resource resource, long now) =>
        operation.Caller.Made.TryGetValue(resource, out var known) && KeyBinder.TryRead(resource, operation.Key!, out var key) ? ((UsualRead)known).With(key, now) : null;

    /// <summary>Keeps such a read that was bound for those behind it, unless what the caller may see depends on the time.</summary>
    public static void Keep(ReadOperation operation, BoundRead bound)
    {
        if (!TellsTime(bound)) operation.Caller.Made.TryAdd(bound.Resource, new UsualRead(bound));
    }

    private static bool TellsTime(BoundRead bound) => bound.Resource.Fields.Any(field => field.Access is { Read.TellsTime: true })
        || (bound.Access?.Seen ?? []).Any(sight => sight.Resource.Access is { Read.TellsTime: true } or { ReadBelow.TellsTime: true });

    // The key comes first among the values.
    private BoundRead With(Value[] key, long now)
    {
        Value[] parameters = [.. _bound.Parameters];
        key.CopyTo(parameters, 0);
        parameters[_bound.NowSlot] = Value.Of(now);
        return new BoundRead
        {
            Resource = _bound.Resource,
            Selection = _bound.Selection,
            Single = true,
            Access = _bound.Access,
            Parameters = parameters,
            NowSlot = _bound.NowSlot,
            MostBytes = _bound.MostBytes,
            Shape = _shape,
        };
    }
}
