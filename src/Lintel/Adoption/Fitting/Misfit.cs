namespace Lintel.Adoption.Fitting;

/// <summary>Something in which a database is not what a contract says of it.</summary>
/// <param name="Place">Where the contract says it: <c>invoice.total</c>.</param>
/// <param name="Finding">What it says, and what the database has instead, as a sentence.</param>
/// <param name="Advice">What to do, as a sentence.</param>
/// <param name="IsHard">Whether requests would fail for it, so that the contract can't be served; otherwise it can, and people should know.</param>
public sealed record Misfit(string Place, string Finding, string Advice, bool IsHard)
{
    /// <summary>The whole of it on a line.</summary>
    public override string ToString() => $"{Place}: {Finding} {Advice}";
}
