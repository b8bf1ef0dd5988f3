using System.Globalization;
using Lintel.Binding;
using Lintel.Engine.Streaming;
using Lintel.Model;
using Lintel.Results;
using Lintel.Stores;

namespace Lintel.Engine.Auditing;

/// <summary>Looks whether the record of writes is as it was written: each entry as it was hashed, none missing, none put in, none moved.</summary>
/// <param name="engine">The engine of a service that has a record.</param>
public sealed class AuditVerifier(LintelEngine engine)
{
    /// <summary>Goes through all entries, in one snapshot.</summary>
    /// <param name="known">Ends of chains as they were at some time before, kept elsewhere; empty: none are known.</param>
    /// <param name="most">How many findings are told.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidOperationException">The service has no record.</exception>
    /// <exception cref="StoreException">The database failed.</exception>
    public async Task<AuditVerification> VerifyAsync(AuditHead known, int most, CancellationToken cancellation)
    {
        var tables = engine.Model.Audit ?? throw new InvalidOperationException("The service has no record of writes.");
        var dumper = await Dumper.BeginAsync(engine, cancellation).ConfigureAwait(false);
        await using var _ = dumper.ConfigureAwait(false);
        var ends = new SortedDictionary<long, ChainEnd>();
        await foreach (var batch in dumper.RowsAsync(tables.Chains, cancellation).ConfigureAwait(false))
        {
            using (batch)
            {
                for (var i = 0; i < batch.Rows.Count; i++)
                    ends.Add(Value(batch, i, "chain").AsInteger, new ChainEnd(Value(batch, i, "number").AsInteger, Value(batch, i, "hash").AsText));
            }
        }
        var walk = new ChainWalk(ends, known.Ends, most);
        await foreach (var batch in dumper.RowsAsync(tables.Entries, cancellation).ConfigureAwait(false))
        {
            using (batch)
            {
                for (var i = 0; i < batch.Rows.Count; i++)
                {
                    var (rows, row) = (batch, i);
                    walk.Pass(Value(rows, row, "chain").AsInteger, Value(rows, row, "number").AsInteger, Value(rows, row, "previous").AsText, Value(rows, row, "hash").AsText,
                        AuditEntry.HashOf(tables.Entries, field => Value(rows, row, field.Name)));
                }
            }
        }
        walk.End();
        return new AuditVerification(walk.Entries, walk.Findings, walk.Found, new AuditHead(ends.Where(end => end.Value.Number > 0).ToDictionary()));
    }

    private static Value Value(ResultNode rows, int row, string name)
    {
        var field = rows.Selection.Resource.FindField(name)!;
        return CellValues.Read(field.Type, rows.Rows[row, rows.Selection.Place(field)], rows.Rows.Arena);
    }
}

/// <summary>What came of a look at the record.</summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Findings">The first of what is wrong.</param>
/// <param name="Found">How much is wrong.</param>
/// <param name="Head">Where the chains end now.</param>
public sealed record AuditVerification(long Entries, IReadOnlyList<AuditFinding> Findings, long Found, AuditHead Head);

/// <summary>Something that is wrong with the record.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Number">The number of the entry, or of the first of several.</param>
/// <param name="Detail">What is wrong, a sentence.</param>
public sealed record AuditFinding(AuditFindingKind Kind, long Chain, long Number, string Detail)
{
    /// <summary>The key of the entry.</summary>
    public string Entry => string.Create(CultureInfo.InvariantCulture, $"{Chain},{Number}");
}

/// <summary>In which way the record is wrong.</summary>
public enum AuditFindingKind
{
    /// <summary>An entry does not say what it was hashed with.</summary>
    Changed,

    /// <summary>Entries are not there.</summary>
    Removed,

    /// <summary>An entry does not follow the one before it: one of the two was put there, moved, or changed together with its hash.</summary>
    Unlinked,

    /// <summary>Entries stand behind the end of their chain.</summary>
    Added,

    /// <summary>The chain does not lead to an end that was known.</summary>
    Rewritten,
}

/// <summary>The end of a chain.</summary>
/// <param name="Number">The number of its last entry.</param>
/// <param name="Hash">The hash of that.</param>
public sealed record ChainEnd(long Number, string Hash);
