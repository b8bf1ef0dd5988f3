using System.Globalization;
using Lintel.Binding;
using Lintel.Engine.Auditing;
using Lintel.Engine.Writes;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Engine.Loading;

/// <summary>
/// Takes rows into a transaction, many at once. A row that is refused is left out and told; those around it are in. Whether any may be left out is for
/// who commits to say.
/// </summary>
/// <param name="engine">The engine.</param>
/// <param name="session">The transaction, which nobody else uses.</param>
/// <param name="trail">Where is told what is taken in; null: nothing of it is recorded.</param>
/// <param name="resource">What the rows are of.</param>
/// <param name="isTrusted">Whether they come from the owner of the service.</param>
/// <param name="mostErrors">How many findings are kept.</param>
/// <param name="view">What the caller may see: what their rows refer to they see, and what they write they may.</param>
internal sealed class RowImport(LintelEngine engine, IStoreSession session, AuditTrail? trail, Resource resource, bool isTrusted, int mostErrors, CallerView view) : IAsyncDisposable
{
    // What statements cost by themselves matters little then, and the rows in flight keep little memory.
    private const int MostAtOnce = 2000;

    // The rows of a batch may be few and long.
    private const int BatchesAtOnce = 4;

    // Behind a row that was refused others may be, and each makes its statement run again without it.
    private const int FewAtOnce = 8;

    private readonly List<ProblemError> _errors = [];
    private readonly long _now = engine.Now();
    private Task _writing = Task.CompletedTask;
    private ImportedRows _read = new();
    private ErrorCode? _code;
    private long _seen;
    private int _atOnce = MostAtOnce;

    /// <summary>Why a caller may write no row, whatever it is; null: that depends on the rows.</summary>
    public static Problem? Refuse(CallerView view, Resource resource) =>
        !view.IsOfEverything && Asked(resource).Any(policy => view.Allows(policy) == false) ? WriteGuard.Refuse(view, resource) : null;

    /// <summary>Rows that are in.</summary>
    public long Created { get; private set; }

    /// <summary>Rows that were left out.</summary>
    public long Refused { get; private set; }

    /// <summary>What was wrong with the first of them, in the order of their lines; pointers begin with the index of the row.</summary>
    public IReadOnlyList<ProblemError> Errors => _errors;

    /// <summary>Whether nothing more could be told.</summary>
    public bool IsFull => _errors.Count >= mostErrors;

    /// <summary>What was wrong as one problem; null where nothing was.</summary>
    public Problem? ToProblem() => _code is null
        ? null
        : new Problem(_code, string.Create(CultureInfo.InvariantCulture, $"Nothing was created. Line {_errors[0].Line}: {_errors[0].Detail}"), _errors);

    /// <summary>Adds rows. They are written while later ones are read: what came of them is known at the end, or after some more were added.</summary>
    public async ValueTask AddAsync(IReadOnlyList<FileRow> rows, CancellationToken cancellation)
    {
        foreach (var row in rows)
        {
            var index = _seen++;
            var (draft, problem) = Draft(row);
            if (problem is null && _read.Rows is [.., var last] && DraftFreezer.LeavesTo(last.Draft.Rows[0]) != DraftFreezer.LeavesTo(draft!.Rows[0])) await WriteReadAsync(cancellation).ConfigureAwait(false);
            if (problem is null) _read.Rows.Add(new ImportedRow(index, row.Line, draft!));
            else _read.Refused.Add(index, (row.Line, problem));
        }
        _read.Batches++;
        if (_read.Batches == BatchesAtOnce || _read.Rows.Count >= MostAtOnce) await WriteReadAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Waits until all rows are written.</summary>
    public async ValueTask EndAsync(CancellationToken cancellation)
    {
        await WriteReadAsync(cancellation).ConfigureAwait(false);
        await _writing.ConfigureAwait(false);
    }

    /// <summary>Begins to write what was read once that before it is written.</summary>
    private async ValueTask WriteReadAsync(CancellationToken cancellation)
    {
        var read = _read;
        _read = new ImportedRows();
        if (read.Rows.Count > 0)
        {
            // This is done while those before them are written; where some are refused, it was in vain.
            read.Insert = Freeze(read.Rows);
            engine.Plan(read.Insert).Ahead(read.Insert);
        }
        try
        {
            await _writing.ConfigureAwait(false);
        }
        catch
        {
            read.Insert?.Ahead?.Dispose();
            throw;
        }
        _writing = Task.Run(() => WriteAsync(read, cancellation), CancellationToken.None);
    }

    /// <summary>Waits until nothing uses the session any more, whatever comes of it.</summary>
    public async ValueTask DisposeAsync() => await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static Policy[] Asked(Resource resource) => [resource.Access!.Create, resource.Access.Read];

    private (WriteDraft? Draft, Problem? Problem) Draft(FileRow row)
    {
        if (row.Failure is { } failure) return (null, ErrorCatalogue.MalformedBody.At("", failure));
        var problems = new ProblemList();
        if (!view.IsOfEverything) WriteGuard.CheckFields(view, resource, row.Row, "", problems);
        return problems.ToProblem() is { } unwritable ? (null, unwritable) : engine.Draft(new CreateOperation { Resource = resource.Name, Rows = [row.Row], Trusted = isTrusted }, view, _now);
    }

    private BoundInsert Freeze(List<ImportedRow> rows)
    {
        var all = new WriteDraft { IsWhole = true, IsPart = isTrusted, Rows = rows.ConvertAll(row => row.Draft.Rows[0]) };
        return DraftFreezer.Insert(resource, all, null, _now);
    }

    /// <summary>Writes rows that are sound by themselves, so many at once as are likely to be taken; one that alone is refused is the one to tell of.</summary>
    private async Task WriteAsync(ImportedRows read, CancellationToken cancellation)
    {
        var (rows, refused) = (read.Rows, read.Refused);
        using var ahead = read.Insert?.Ahead;
        for (var start = 0; start < rows.Count;)
        {
            var part = start == 0 && rows.Count <= _atOnce ? rows : rows.GetRange(start, Math.Min(_atOnce, rows.Count - start));
            await session.BeginPartAsync(cancellation).ConfigureAwait(false);
            var (at, problem) = await InsertAsync(part, part == rows ? read.Insert! : Freeze(part), cancellation).ConfigureAwait(false);
            if (problem is null)
            {
                // What is told of many rows is not kept until the last.
                if (trail is not null) await trail.SealAsync(session, cancellation).ConfigureAwait(false);
                Created += part.Count;
                start += part.Count;
                _atOnce = Math.Min(_atOnce * 2, MostAtOnce);
                continue;
            }
            await session.UndoPartAsync(cancellation).ConfigureAwait(false);
            if (part.Count == 1)
            {
                refused.Add(part[0].Index, (part[0].Line, problem));
                start++;
                _atOnce = FewAtOnce;
            }
            else
            {
                // First those before it, then it alone.
                _atOnce = at switch { < 0 => part.Count / 2, 0 => 1, _ => at };
            }
        }
        foreach (var (index, (line, problem)) in refused) Tell(index, line, problem);
    }

    /// <summary>Inserts rows with all that is to be done behind them.</summary>
    /// <returns>Why they were refused, and the index of the row for which they were; -1: not known. No problem: they are in.</returns>
    private async ValueTask<(int Row, Problem? Problem)> InsertAsync(List<ImportedRow> rows, BoundInsert insert, CancellationToken cancellation)
    {
        // The session is that of whoever commits.
        var transaction = engine.Enter(session, trail, _now, cancellation);
        transaction.View = view;
        for (var i = 0; i < rows.Count && !isTrusted; i++)
        {
            if (await CreateWrite.CheckReferencesAsync(transaction, rows[i].Draft.Rows[0]).ConfigureAwait(false) is { } dead) return (i, dead);
        }
        var written = await session.WriteAsync(engine.Plan(insert), insert, cancellation).ConfigureAwait(false);
        if (WriteProblems.Of(written, resource, rows.Count == 1 ? rows[0].Draft : null) is { } refused) return (Locate(written.Violation, rows), refused);
        // What a load leaves is done once, when all of its rows are there.
        for (var i = 0; i < rows.Count && !isTrusted; i++)
        {
            if (await CreateWrite.FollowAsync(transaction, resource, written.Keys[i], rows[i].Draft).ConfigureAwait(false) is { } broken) return (i, broken);
        }
        if (!view.IsOfEverything)
        {
            var policies = new RowPolicies(view, resource);
            if (await policies.FailingAsync(transaction, written.Keys, Asked(resource)).ConfigureAwait(false) is [var first, ..]) return (first, WriteGuard.Refuse(view, resource));
            if (await policies.HidingAsync(transaction, written.Keys).ConfigureAwait(false) is [var hiding, ..]) return (hiding, WriteGuard.Refuse(view, resource));
        }
        if (isTrusted) trail?.Loaded(resource, rows.Count);
        else if (trail is not null) await trail.InsertedAsync(session, insert, written, cancellation).ConfigureAwait(false);
        return (0, null);
    }

    private int Locate(Violation? violation, List<ImportedRow> rows)
    {
        if (violation is null) return -1;
        if (violation.Resource == resource && violation.Relation is null) return violation.Row;
        // The index is that of a child or a link: its row is the one whose list it falls into.
        var left = violation.Row;
        for (var i = 0; i < rows.Count && left >= 0; i++)
        {
            var row = rows[i].Draft.Rows[0];
            left -= violation.Relation is { } relation
                ? row.Links.Where(links => links.Relation == relation).Sum(links => links.Keys.Count)
                : row.Children.Where(children => children.Relation.Target == violation.Resource).Sum(children => children.Rows.Count);
            if (left < 0) return i;
        }
        return -1;
    }

    private void Tell(long index, long line, Problem problem)
    {
        Refused++;
        var row = string.Create(CultureInfo.InvariantCulture, $"/{index}");
        IReadOnlyList<ProblemError> errors = problem.Errors.Count > 0 ? problem.Errors : [new ProblemError(null, problem.Error.Code, problem.Detail)];
        foreach (var error in errors)
        {
            if (!IsFull) _errors.Add(error with { Pointer = row + error.Pointer, Line = line });
        }
        // What can't be read comes before what is wrong in its own way.
        if (_code is null || problem.Error == ErrorCatalogue.MalformedBody) _code = problem.Error;
        else if (_code != problem.Error && _code != ErrorCatalogue.MalformedBody) _code = ErrorCatalogue.InvalidValues;
    }

    /// <summary>A row that is sound by itself.</summary>
    private readonly record struct ImportedRow(long Index, long Line, WriteDraft Draft);

    /// <summary>Rows that were read and not yet written.</summary>
    private sealed class ImportedRows
    {
        public List<ImportedRow> Rows { get; } = [];

        public SortedDictionary<long, (long Line, Problem Problem)> Refused { get; } = [];

        public int Batches { get; set; }

        /// <summary>All of the rows as one insert; null: there are none.</summary>
        public BoundInsert? Insert { get; set; }
    }
}
