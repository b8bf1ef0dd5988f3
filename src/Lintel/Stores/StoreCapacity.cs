namespace Lintel.Stores;

/// <summary>How many sessions a store serves at once. Others wait in it for one that ends, in the order in which they came.</summary>
/// <param name="Reads">Sessions that read.</param>
/// <param name="Writes">Sessions that write.</param>
public sealed record StoreCapacity(int Reads, int Writes);
