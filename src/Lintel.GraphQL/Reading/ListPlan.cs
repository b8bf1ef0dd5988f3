using System.Text.Json;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Schema;
using Lintel.Model;

namespace Lintel.GraphQL.Reading;

/// <summary>What is asked of a list: which of its parts, and what of its rows. Nodes and edges show the same rows, so what both name is read once.</summary>
internal sealed class ListPlan
{
    public ListPlan(AskedSet set, Resource resource)
    {
        (Resource, TypeName) = (resource, set.TypeName);
        var views = new List<RowPlan>();
        Slots = [.. set.Fields.Select(Slot)];
        Rows = new RowViews(views);

        ListSlot Slot(AskedField asked)
        {
            var part = (asked.Meaning as FieldMeaning.OfList)?.Part;
            switch (part)
            {
                case ListPart.Nodes:
                    return new ListSlot(asked.JsonKey, part) { View = View(asked.Set!) };
                case ListPart.Edges:
                    // Nothing may be asked of an edge, and there are still as many.
                    NeedsRows = true;
                    return new ListSlot(asked.JsonKey, part) { TypeName = asked.Set!.TypeName, Slots = [.. asked.Set.Fields.Select(Slot)] };
                case ListPart.Node:
                    return new ListSlot(asked.JsonKey, part) { View = View(asked.Set!) };
                case ListPart.PageInfo:
                    NeedsRows = true;
                    return new ListSlot(asked.JsonKey, part) { TypeName = asked.Set!.TypeName, Slots = [.. asked.Set.Fields.Select(Slot)] };
                case ListPart.TotalCount:
                    Counts = true;
                    return new ListSlot(asked.JsonKey, part);
                case ListPart.Cursor or ListPart.StartCursor or ListPart.EndCursor:
                    MakesCursors = true;
                    return new ListSlot(asked.JsonKey, part);
                case null or ListPart.HasNextPage or ListPart.HasPreviousPage:
                    return new ListSlot(asked.JsonKey, part);
                default:
                    throw new InvalidOperationException($"'{asked.Node.Name.StringValue}' is no part of a list.");
            }
        }

        int View(AskedSet rows)
        {
            NeedsRows = true;
            views.Add(RowPlan.Of(rows, resource));
            return views.Count - 1;
        }
    }

    /// <summary>The resource.</summary>
    public Resource Resource { get; }

    /// <summary>The name of its type.</summary>
    public JsonEncodedText TypeName { get; }

    /// <summary>What the list has in the answer, in order.</summary>
    public IReadOnlyList<ListSlot> Slots { get; }

    /// <summary>The ways in which its rows are shown.</summary>
    public RowViews Rows { get; }

    /// <summary>Whether all rows are counted.</summary>
    public bool Counts { get; private set; }

    /// <summary>Whether cursors are shown.</summary>
    public bool MakesCursors { get; private set; }

    /// <summary>Whether anything is asked of the rows of the page; otherwise none has to be read.</summary>
    public bool NeedsRows { get; private set; }
}

/// <summary>One member of a list in an answer, of its edges, or of what tells about its page.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Part">Which part; null: the name of the type.</param>
internal sealed record ListSlot(JsonEncodedText Key, ListPart? Part)
{
    /// <summary>The way in which rows are shown, of nodes.</summary>
    public int View { get; init; }

    /// <summary>The name of the type, where it has members of its own.</summary>
    public JsonEncodedText TypeName { get; init; }

    /// <summary>Its own members.</summary>
    public IReadOnlyList<ListSlot> Slots { get; init; } = [];
}
