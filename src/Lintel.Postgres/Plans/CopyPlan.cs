using Lintel.Model;
using Lintel.Postgres.Native;
using Lintel.Sql.Lowering;
using Lintel.Telemetry;

namespace Lintel.Postgres.Plans;

/// <summary>
/// Many rows of one table by COPY, which costs the server about half of what an insert does. It makes no keys and tells none: rows come with theirs.
/// </summary>
internal sealed class CopyPlan
{
    // Below that the three messages of a COPY cost more than they save.
    private const int FewestRows = 50;

    private const int BytesAtOnce = 32 * 1024;

    private static readonly FieldType Number = FieldType.Of(ScalarKind.Long);

    private readonly LoweredInsert _lowered;
    private readonly bool _addsVersion;
    private readonly int _keySlot;

    private CopyPlan(LoweredInsert lowered, PostgresDialect dialect, int keySlot)
    {
        (_lowered, _keySlot) = (lowered, keySlot);
        var resource = lowered.Resource!;
        _addsVersion = resource.Version is { } version && !lowered.Fields.Contains(version);
        Field[] parents = lowered.ParentSlot < 0 ? [] : [.. lowered.Relation!.TargetFields];
        Field[] added = _addsVersion ? [resource.Version!] : [];
        var columns = lowered.Fields.Concat(parents).Concat(added).Select(field => dialect.Identifier(field.Column.Name));
        Name = StatementName.Of($"COPY {dialect.Table(resource.Entity)} ({string.Join(", ", columns)}) FROM STDIN");
    }

    /// <summary>What is told of it.</summary>
    public StatementName Name { get; }

    /// <summary>The plan of a table's rows; null: they are pairs, or the database makes their keys.</summary>
    /// <param name="lowered">The insert.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="keySlot">The slot of keys that are given although the database makes them; -1: none.</param>
    public static CopyPlan? Of(LoweredInsert lowered, PostgresDialect dialect, int keySlot) =>
        lowered.Resource is null || (lowered.MakesKey && keySlot < 0) || lowered.Returned.Count > 0 || lowered.Fields.Count == 0 ? null : new CopyPlan(lowered, dialect, keySlot);

    /// <summary>Whether it serves these rows.</summary>
    public bool Serves(InsertRows rows) => rows.Count >= FewestRows && (_keySlot < 0 || !Array.Exists(rows.Given(_keySlot), key => key.IsNull));

    /// <summary>Puts the rows into COPY's words.</summary>
    public CopyTexts Ahead(InsertRows rows) => new([.. Texts(rows)]);

    /// <summary>Adds the rows.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="ahead">What was made of them ahead; null: nothing yet.</param>
    /// <param name="cancellation">Stops it.</param>
    public async ValueTask RunAsync(PostgresConnection connection, InsertRows rows, CopyTexts? ahead, CancellationToken cancellation)
    {
        for (var row = 0; rows.Made is { } made && row < made.Length; row++) made[row] = rows.Given(_keySlot)[row].AsInteger;
        var writer = await connection.Driver.BeginTextImportAsync(Name.Text, cancellation).ConfigureAwait(false);
        await using var _ = writer.ConfigureAwait(false);
        // The driver's writer takes UTF-16; what it writes to takes what we have.
        var target = ((StreamWriter)writer).BaseStream;
        // The server works on these while the next are put into its words.
        foreach (var text in ahead?.Texts ?? Texts(rows))
        {
            using (text) await target.WriteAsync(text.Written, cancellation).ConfigureAwait(false);
        }
    }

    private IEnumerable<CopyText> Texts(InsertRows rows)
    {
        for (var row = 0; row < rows.Count;)
        {
            var text = new CopyText();
            for (; row < rows.Count && text.Written.Length < BytesAtOnce; row++) Write(rows, row, text);
            yield return text;
        }
    }

    private void Write(InsertRows rows, int row, CopyText text)
    {
        for (var i = 0; i < _lowered.Fields.Count; i++) text.Add(_lowered.Fields[i].Type, rows.Given(_lowered.Slots[i])[row]);
        for (var i = 0; _lowered.ParentSlot >= 0 && i < _lowered.Relation!.TargetFields.Count; i++)
        {
            var source = _lowered.Relation.SourceFields[i];
            text.Add(source.Type, rows.Parent!.Value(source, rows.ParentRow(row)));
        }
        if (_addsVersion) text.Add(Number, Value.Of(1));
        text.EndRow();
    }
}
