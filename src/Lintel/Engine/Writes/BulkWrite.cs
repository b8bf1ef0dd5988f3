using System.Globalization;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Model.Scalars;

namespace Lintel.Engine.Writes;

/// <summary>Writes each row that a filter finds, all or none. They are locked in the order of their keys, so that two such writes never wait for each other in a circle.</summary>
/// <param name="found">Reads the keys.</param>
/// <param name="most">The most rows that may be found.</param>
/// <param name="write">The write of one row.</param>
/// <param name="guard">Asks policies about the rows; null: there are none.</param>
internal sealed class BulkWrite(BoundRead found, int most, Func<Value[], (PreparedWrite? Write, Problem? Problem)> write, BulkGuard? guard) : PreparedWrite
{
    /// <inheritdoc/>
    public override bool IsSingle => false;

    /// <summary>A write of all that is found, whose body is checked before any row is.</summary>
    public static (PreparedWrite? Write, Problem? Problem) Prepare(
        BoundRead found, int most, Func<Value[], (PreparedWrite? Write, Problem? Problem)> write, BulkGuard? guard)
    {
        var (_, problem) = write(new Value[found.Resource.Key.Count]);
        return problem is null ? (new BulkWrite(found, most, write, guard), null) : (null, problem);
    }

    /// <inheritdoc/>
    public override async ValueTask<Written> RunAsync(WriteTransaction transaction)
    {
        List<Value[]> keys = [];
        using (var rows = await transaction.LockAsync(found).ConfigureAwait(false))
        {
            if (rows.Rows.Count > most)
                return Written.Failed(ErrorCatalogue.TooManyAffected.At("?maxAffected", string.Create(CultureInfo.InvariantCulture, $"The filter finds more than {most} rows.")));
            for (var row = 0; row < rows.Rows.Count; row++)
                keys.Add([.. found.Resource.Key.Select((field, i) => CellValues.Read(field.Type, rows.Rows[row, i], rows.Rows.Arena))]);
        }
        if (guard is not null && await guard.BeforeAsync(transaction, keys).ConfigureAwait(false) is { } kept) return Failed(kept.Key, kept.Problem);
        var writes = new List<(Value[] Key, PreparedWrite Write)>(keys.Count);
        foreach (var key in keys)
        {
            var (one, problem) = write(key);
            if (problem is not null) return Failed(key, problem);
            writes.Add((key, one!));
        }
        if (guard is not null) await LookAtReferencesAsync(transaction, writes).ConfigureAwait(false);
        foreach (var (key, one) in writes)
        {
            var written = await one.RunAsync(transaction).ConfigureAwait(false);
            written.Result?.Dispose();
            // All are locked: one that is gone went with another before it.
            if (written.Problem is { } failed && failed.Error != ErrorCatalogue.NotFound) return Failed(key, failed);
        }
        transaction.Referred = null;
        if (guard is not null && await guard.AfterAsync(transaction, keys).ConfigureAwait(false) is { } undone) return Failed(undone.Key, undone.Problem);
        return new Written { Affected = keys.Count };
    }

    // A row that all refer to is judged as it is before any does.
    private static async ValueTask LookAtReferencesAsync(WriteTransaction transaction, List<(Value[] Key, PreparedWrite Write)> writes)
    {
        transaction.Referred = [];
        foreach (var (_, one) in writes) await one.LookAtReferencesAsync(transaction).ConfigureAwait(false);
    }

    private Written Failed(Value[] key, Problem problem) => Written.Failed(problem with { Detail = $"{found.Resource.Name} {ScalarText.OfKey(found.Resource, key)}: {problem.Detail}" });
}
