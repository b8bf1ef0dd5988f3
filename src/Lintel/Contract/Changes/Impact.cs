namespace Lintel.Contract.Changes;

/// <summary>What a change of a contract does to those who rely on the former one, the least first.</summary>
public enum Impact
{
    /// <summary>Nothing that worked stops working, and no row is touched.</summary>
    Safe,

    /// <summary>For clients: it depends on what they made of the former contract. For data: all rows stay valid, but the database has to be changed by more than an addition, or what is written from now on need not go with them.</summary>
    Risky,

    /// <summary>For clients: something that worked stops working. For data: values are lost or left behind, or rows may be there that the new contract does not allow.</summary>
    Breaking,
}
