namespace Lintel.Model;

/// <summary>What callers may do with the rows of a resource: <c>allow</c> in the contract.</summary>
[Flags]
public enum Allowed
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Read them: lists, single rows, aggregates, exports.</summary>
    Read = 1,

    /// <summary>Create rows.</summary>
    Create = 2,

    /// <summary>Change rows: by PATCH, by PUT, by actions.</summary>
    Update = 4,

    /// <summary>Delete rows.</summary>
    Delete = 8,

    /// <summary>All of these.</summary>
    All = Read | Create | Update | Delete,
}
