namespace Lintel.Stores;

/// <summary>How many sessions a store serves at once. The engine lets no more in, so that others wait before anything is done for them.</summary>
/// <param name="Reads">Sessions that read.</param>
/// <param name="Writes">Sessions that write.</param>
/// <param name="Patience">How long one may wait for another to end; then the database does not answer.</param>
public sealed record StoreCapacity(int Reads, int Writes, TimeSpan Patience);
