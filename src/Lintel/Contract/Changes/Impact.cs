namespace Lintel.Contract.Changes;

/// <summary>What a change of a contract does to those who rely on the former one, the least first.</summary>
internal enum Impact
{
    /// <summary>Nothing that worked stops working.</summary>
    Safe,

    /// <summary>It depends on how the former contract was relied on.</summary>
    Risky,

    /// <summary>Something that worked stops working.</summary>
    Breaking,
}
