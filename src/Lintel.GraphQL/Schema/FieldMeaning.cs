using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Schema;

/// <summary>What a field of the schema stands for.</summary>
internal abstract record FieldMeaning
{
    /// <summary>A field of a row.</summary>
    public sealed record Value(Field Field, EnumNames? Names) : FieldMeaning;

    /// <summary>What identifies a row among all rows of all resources.</summary>
    public sealed record NodeId : FieldMeaning;

    /// <summary>The actions that the state of a row allows.</summary>
    public sealed record Actions : FieldMeaning;

    /// <summary>The row or the rows that a relation leads to.</summary>
    public sealed record Related(Relation Relation) : FieldMeaning;

    /// <summary>A part of a list.</summary>
    public sealed record OfList(ListPart Part) : FieldMeaning;

    /// <summary>One row, found by values of fields that no two rows share.</summary>
    public sealed record One(Resource Resource, IReadOnlyList<Field> By) : FieldMeaning;

    /// <summary>A list of rows.</summary>
    public sealed record Many(Resource Resource) : FieldMeaning;

    /// <summary>Any row, by its <see cref="NodeId"/>.</summary>
    public sealed record Node : FieldMeaning;

    /// <summary>A change.</summary>
    public sealed record Write(WriteKind Kind, Resource Resource, IReadOnlyList<Field> By, ResourceAction? Action) : FieldMeaning;

    /// <summary>A part of what a change answers.</summary>
    public sealed record OfPayload(PayloadPart Part) : FieldMeaning;

    /// <summary>What rows add up to.</summary>
    public sealed record Sums(Resource Resource, EnumNames GroupNames) : FieldMeaning;

    /// <summary>A value that a group is made by.</summary>
    public sealed record GroupedBy(Field Field, EnumNames? Names) : FieldMeaning;

    /// <summary>What one function tells of a group, by fields; null: what it is made by.</summary>
    public sealed record SumsOf(MeasureFunction? Function) : FieldMeaning;

    /// <summary>What a group adds up to; no field: how many rows it has.</summary>
    public sealed record Sum(MeasureFunction Function, Field? Field, EnumNames? Names = null) : FieldMeaning;
}

/// <summary>The ways in which rows are changed.</summary>
internal enum WriteKind
{
    /// <summary>One row is made.</summary>
    Create,

    /// <summary>Several rows are made.</summary>
    CreateAll,

    /// <summary>One row is changed.</summary>
    Update,

    /// <summary>All rows that are found are changed.</summary>
    UpdateAll,

    /// <summary>One row is replaced, or made.</summary>
    Upsert,

    /// <summary>One row is deleted.</summary>
    Delete,

    /// <summary>All rows that are found are deleted.</summary>
    DeleteAll,

    /// <summary>One row is brought back.</summary>
    Restore,

    /// <summary>An action is done.</summary>
    Act,
}

/// <summary>What a change answers.</summary>
internal enum PayloadPart
{
    /// <summary>The row.</summary>
    Row,

    /// <summary>The rows.</summary>
    Rows,

    /// <summary>How many rows.</summary>
    Affected,

    /// <summary>The row that is gone.</summary>
    DeletedNodeId,
}

/// <summary>The parts of a list: of a connection, an edge and the information on its page.</summary>
internal enum ListPart
{
    /// <summary>The rows.</summary>
    Nodes,

    /// <summary>The rows with their cursors.</summary>
    Edges,

    /// <summary>Where the page stands.</summary>
    PageInfo,

    /// <summary>How many rows there are in all.</summary>
    TotalCount,

    /// <summary>The row of an edge.</summary>
    Node,

    /// <summary>The cursor of an edge.</summary>
    Cursor,

    /// <summary>Whether rows follow.</summary>
    HasNextPage,

    /// <summary>Whether rows come before.</summary>
    HasPreviousPage,

    /// <summary>The cursor of the first row.</summary>
    StartCursor,

    /// <summary>The cursor of the last row.</summary>
    EndCursor,
}
