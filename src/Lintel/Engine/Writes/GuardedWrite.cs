namespace Lintel.Engine.Writes;

/// <summary>A write that policies are asked about: before it how the row is, behind it how it has become, in one transaction.</summary>
/// <param name="write">The write.</param>
/// <param name="guard">Asks them.</param>
internal sealed class GuardedWrite(PreparedWrite write, WriteGuard guard) : PreparedWrite
{
    /// <inheritdoc/>
    public override bool IsSingle => false;

    /// <inheritdoc/>
    public override async ValueTask<Written> RunAsync(WriteTransaction transaction)
    {
        // What it refers to is looked up for the same caller, and what it meets they are asked about.
        (transaction.View, transaction.Guard) = (guard.View, guard);
        if (await guard.BeforeAsync(transaction).ConfigureAwait(false) is { } refused) return Written.Failed(refused);
        var written = await write.RunAsync(transaction).ConfigureAwait(false);
        if (written.Problem is { } problem) return written with { Problem = await guard.TellAsync(transaction, problem).ConfigureAwait(false) };
        try
        {
            if (await guard.AfterAsync(transaction, written).ConfigureAwait(false) is not { } undone) return written;
            written.Result?.Dispose();
            return Written.Failed(undone);
        }
        catch
        {
            written.Result?.Dispose();
            throw;
        }
    }
}
