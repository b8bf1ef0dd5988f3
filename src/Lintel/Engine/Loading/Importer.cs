using System.Globalization;
using Lintel.Access;
using Lintel.Binding;
using Lintel.Errors;
using Lintel.Model;
using Lintel.Stores;
using Lintel.Telemetry;

namespace Lintel.Engine.Loading;

/// <summary>What came of an import.</summary>
/// <param name="Problem">Why nothing was created; null: it was done.</param>
/// <param name="Created">Rows that were created.</param>
/// <param name="Skipped">Rows that were left out, where that was asked for.</param>
/// <param name="Errors">What was wrong with the first of those, in the order of their lines.</param>
/// <param name="Cause">What the database said, for the log alone; null where it did not fail.</param>
/// <param name="Statements">Statements that ran.</param>
public sealed record ImportOutcome(Problem? Problem, long Created, long Skipped, IReadOnlyList<ProblemError> Errors, Exception? Cause, int Statements);

/// <summary>Creates many rows for a caller in one transaction: each is what a create takes, and is checked as such.</summary>
public sealed class Importer(LintelEngine engine)
{
    private const int MostErrors = 100;

    /// <summary>Creates rows: all, or those that are not refused. It has no time limit but that of each statement.</summary>
    /// <param name="resource">The resource's name.</param>
    /// <param name="caller">Who gives them.</param>
    /// <param name="rows">The rows, which are there to be read without waiting.</param>
    /// <param name="format">Their form.</param>
    /// <param name="skips">Whether rows that are refused are left out; else one of them refuses all.</param>
    /// <param name="rehearses">Whether nothing of it stays, though its outcome tells as if it did.</param>
    /// <param name="watch">Who is told how long what takes; null: nobody.</param>
    /// <param name="cancellation">Stops it; nothing of it stays.</param>
    /// <exception cref="OperationCanceledException">The caller went away.</exception>
    public async ValueTask<ImportOutcome> ImportAsync(string resource, Caller caller, Stream rows, RowFormat format, bool skips, bool rehearses, OperationWatch? watch, CancellationToken cancellation)
    {
        using var span = OperationSpan.Begin("import", resource, watch, engine.Clock);
        var target = engine.Model.FindResource(resource)!;
        var view = CallerView.Of(engine.Model, caller, engine.Now());
        var outcome = RowImport.Refuse(view, target) is { } refused ? Failed(refused) : await RunAsync(target, caller, view, rows, format, skips, rehearses, watch, cancellation).ConfigureAwait(false);
        span.Failed(outcome.Problem);
        return outcome;
    }

    private async ValueTask<ImportOutcome> RunAsync(Resource target, Caller caller, CallerView view, Stream rows, RowFormat format, bool skips, bool rehearses, OperationWatch? watch, CancellationToken cancellation)
    {
        try
        {
            using var turn = await engine.TakeTurnAsync(cancellation).ConfigureAwait(false);
            if (turn is null) return Failed(StoreProblems.Overloaded);
            var load = await engine.BeginLoadAsync(watch, cancellation).ConfigureAwait(false);
            await using var _ = load.ConfigureAwait(false);
            load.Trail?.By(caller);
            var import = load.Import(target, isTrusted: false, MostErrors, view);
            await using var __ = import.ConfigureAwait(false);
            foreach (var batch in RowFile.Read(rows, format, columns => load.CheckHeader(target, columns, isTrusted: false, view), engine.Model.Limits))
            {
                cancellation.ThrowIfCancellationRequested();
                await import.AddAsync(batch, cancellation).ConfigureAwait(false);
                if (import.IsFull && !skips) break;
            }
            await import.EndAsync(cancellation).ConfigureAwait(false);
            if (!skips && import.ToProblem() is { } problem) return Failed(problem, null, load.Statements);
            if (!rehearses) await load.CommitAsync(cancellation).ConfigureAwait(false);
            return new ImportOutcome(null, import.Created, import.Refused, import.Errors, null, load.Statements);
        }
        catch (RowFileException exception)
        {
            var detail = string.Create(CultureInfo.InvariantCulture, $"Nothing was created. Line {exception.Line}: {exception.Message}");
            return Failed(new Problem(exception.Code, detail, [new ProblemError("", exception.Code.Code, exception.Message, Line: exception.Line)]));
        }
        catch (StoreException exception)
        {
            return Failed(StoreProblems.Of(exception), StoreProblems.CauseOf(exception));
        }
    }

    private static ImportOutcome Failed(Problem problem, Exception? cause = null, int statements = 0) => new(problem, 0, 0, [], cause, statements);
}
