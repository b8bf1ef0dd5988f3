using System.Text.Json;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Reading;
using Lintel.GraphQL.Schema;
using Lintel.Model;

namespace Lintel.GraphQL.Writing;

/// <summary>What is asked of the answer of a change.</summary>
internal sealed class PayloadPlan
{
    private PayloadPlan(AskedSet set, Resource resource)
    {
        (Resource, TypeName) = (resource, set.TypeName);
        var views = new List<RowPlan>();
        var slots = new List<PayloadSlot>(set.Fields.Count);
        foreach (var asked in set.Fields)
        {
            var part = (asked.Meaning as FieldMeaning.OfPayload)?.Part;
            slots.Add(new PayloadSlot(asked.JsonKey, part, views.Count));
            if (part is PayloadPart.Row or PayloadPart.Rows) views.Add(RowPlan.Of(asked.Set!, resource));
        }
        (Slots, Rows) = (slots, new RowViews(views));
    }

    /// <summary>The resource.</summary>
    public Resource Resource { get; }

    /// <summary>The name of the answer's type.</summary>
    public JsonEncodedText TypeName { get; }

    /// <summary>What it has, in order.</summary>
    public IReadOnlyList<PayloadSlot> Slots { get; }

    /// <summary>The ways in which its rows are shown.</summary>
    public RowViews Rows { get; }

    /// <summary>The plan of what is asked.</summary>
    public static PayloadPlan Of(AskedSet set, Resource resource) => (PayloadPlan)(set.Compiled ??= new PayloadPlan(set, resource));
}

/// <summary>One member of the answer of a change.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Part">What it is; null: the name of the type.</param>
/// <param name="View">The way in which rows are shown, of rows.</param>
internal readonly record struct PayloadSlot(JsonEncodedText Key, PayloadPart? Part, int View);
