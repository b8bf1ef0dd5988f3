namespace Lintel.Http.Tests.Models.Walks;

/// <summary>Why a write is refused.</summary>
internal enum Reason
{
    /// <summary>The caller may never do it, whatever the rows are.</summary>
    Never,

    /// <summary>A field is given that they may not write.</summary>
    UnwritableField,

    /// <summary>Something is named, by the filter or of the answer, that they may not see.</summary>
    UnseenName,

    /// <summary>There is no such row.</summary>
    NoRow,

    /// <summary>The row, or one above it, is there, and not for them.</summary>
    UnseenRow,

    /// <summary>The row, or one above it, is deleted softly.</summary>
    DeletedRow,

    /// <summary>The row belongs to another owner.</summary>
    OtherOwner,

    /// <summary>What owns the new row may not be changed.</summary>
    ClosedOwner,

    /// <summary>They may not do it with the row as it is.</summary>
    AsItWas,

    /// <summary>They may not do it with the row as it becomes.</summary>
    AsItBecomes,

    /// <summary>They do not see what is written.</summary>
    UnseenThen,

    /// <summary>A list is written whole of which they may not see or write all.</summary>
    WholeList,

    /// <summary>A reference leads nowhere.</summary>
    NoReference,

    /// <summary>A reference leads to a row that they do not see.</summary>
    UnseenReference,

    /// <summary>A reference leads to a row that is deleted softly.</summary>
    DeletedReference,

    /// <summary>The row is not what the write is based on.</summary>
    OtherVersion,

    /// <summary>The state does not allow the action.</summary>
    State,

    /// <summary>What must be unique is taken, or the row is referred to.</summary>
    Conflict,
}
