namespace Lintel.Http.Rest;

/// <summary>What a request asks for, as far as its query string is concerned.</summary>
internal enum RestAsk
{
    /// <summary>A list.</summary>
    List,

    /// <summary>A whole list, without pages.</summary>
    Stream,

    /// <summary>What the rows of a list add up to.</summary>
    Aggregate,

    /// <summary>One row.</summary>
    One,

    /// <summary>A row to be created or changed.</summary>
    Write,

    /// <summary>Rows to be imported.</summary>
    Import,

    /// <summary>A row to be deleted.</summary>
    Delete,
}
