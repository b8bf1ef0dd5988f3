using Lintel.Postgres.Native;

namespace Lintel.Postgres.Plans;

/// <summary>The rows of one table in COPY's words, before their turn on the connection comes.</summary>
/// <param name="texts">So much in each as is sent at once.</param>
internal sealed class CopyTexts(IReadOnlyList<CopyText> texts) : IDisposable
{
    public IReadOnlyList<CopyText> Texts => texts;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var text in texts) text.Dispose();
    }
}
