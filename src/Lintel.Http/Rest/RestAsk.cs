namespace Lintel.Http.Rest;

/// <summary>What a request asks for, as its method and its path tell.</summary>
internal enum RestAsk : byte
{
    /// <summary>A list.</summary>
    List,

    /// <summary>A whole list, without pages.</summary>
    Stream,

    /// <summary>What the rows of a list add up to.</summary>
    Aggregate,

    /// <summary>One row.</summary>
    One,

    /// <summary>What a function gives or does, but for rows that are read.</summary>
    Invoke,

    /// <summary>A row to be created.</summary>
    Create,

    /// <summary>A row to be replaced, or created under its key.</summary>
    Replace,

    /// <summary>A row to be replaced, or created, that something unique tells.</summary>
    Upsert,

    /// <summary>A row to be changed.</summary>
    Change,

    /// <summary>All rows that a filter finds, to be changed.</summary>
    ChangeAll,

    /// <summary>A row whose state is to be changed.</summary>
    Act,

    /// <summary>A row to be brought back from its soft delete.</summary>
    Restore,

    /// <summary>Rows to be imported.</summary>
    Import,

    /// <summary>A row to be deleted.</summary>
    Delete,

    /// <summary>All rows that a filter finds, to be deleted.</summary>
    DeleteAll,

    /// <summary>A link to be added.</summary>
    Link,

    /// <summary>A link to be taken away.</summary>
    Unlink,
}
