using System.Text.Json;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Schema;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>What is asked of rows of one resource, taken apart: what a selection names, and what an answer is written of. Made once for a document.</summary>
internal sealed class RowPlan
{
    private RowPlan(AskedSet set, Resource resource)
    {
        (Resource, TypeName) = (resource, set.TypeName);
        var fields = new List<SelectedName>();
        var slots = new List<RowSlot>(set.Fields.Count);
        var related = new List<RelatedPlan>();
        foreach (var asked in set.Fields)
        {
            switch (asked.Meaning)
            {
                case null when asked.IsTypeName:
                    slots.Add(new RowSlot.TypeName(asked.JsonKey));
                    break;
                case FieldMeaning.Value value:
                    Name(value.Field.Name);
                    slots.Add(new RowSlot.Value(asked.JsonKey, value.Field, value.Names));
                    break;
                case FieldMeaning.NodeId:
                    foreach (var part in resource.Key) Name(part.Name);
                    slots.Add(new RowSlot.NodeId(asked.JsonKey));
                    break;
                case FieldMeaning.Actions:
                    Name(Selection.ActionsName);
                    slots.Add(new RowSlot.Actions(asked.JsonKey));
                    break;
                case FieldMeaning.Related(var relation):
                    slots.Add(new RowSlot.Related(asked.JsonKey, related.Count));
                    related.Add(new RelatedPlan(asked, relation, relation.IsToOne ? null : new ListPlan(asked.Set!, relation.Target), relation.IsToOne ? Of(asked.Set!, relation.Target) : null));
                    break;
                default: throw new InvalidOperationException($"'{asked.Node.Name.StringValue}' is no field of rows.");
            }
        }
        (Fields, Slots, Includes) = (fields, slots, related);

        void Name(string name)
        {
            if (!fields.Exists(known => known.Name == name)) fields.Add(new SelectedName(name, $"/{name}"));
        }
    }

    /// <summary>The resource.</summary>
    public Resource Resource { get; }

    /// <summary>The name of its type.</summary>
    public JsonEncodedText TypeName { get; }

    /// <summary>The fields that are named, each once.</summary>
    public IReadOnlyList<SelectedName> Fields { get; }

    /// <summary>What a row of the answer has, in order.</summary>
    public IReadOnlyList<RowSlot> Slots { get; }

    /// <summary>The relations that come along, in order.</summary>
    public IReadOnlyList<RelatedPlan> Includes { get; }

    /// <summary>The plan of what is asked.</summary>
    public static RowPlan Of(AskedSet set, Resource resource) => (RowPlan)(set.Compiled ??= new RowPlan(set, resource));
}

/// <summary>A relation that comes along.</summary>
/// <param name="Asked">Where it was asked for, with its arguments.</param>
/// <param name="Relation">The relation.</param>
/// <param name="List">What is asked of its list; null: it leads to one row.</param>
/// <param name="One">What is asked of its row; null: it leads to many.</param>
internal sealed record RelatedPlan(AskedField Asked, Relation Relation, ListPlan? List, RowPlan? One);

/// <summary>One member of a row in an answer.</summary>
/// <param name="Key">Its name.</param>
internal abstract record RowSlot(JsonEncodedText Key)
{
    /// <summary>The name of the type.</summary>
    public sealed record TypeName(JsonEncodedText Key) : RowSlot(Key);

    /// <summary>A field.</summary>
    public sealed record Value(JsonEncodedText Key, Field Field, EnumNames? Names) : RowSlot(Key);

    /// <summary>What identifies the row among all.</summary>
    public sealed record NodeId(JsonEncodedText Key) : RowSlot(Key);

    /// <summary>The actions that the state allows.</summary>
    public sealed record Actions(JsonEncodedText Key) : RowSlot(Key);

    /// <summary>What a relation leads to.</summary>
    public sealed record Related(JsonEncodedText Key, int Include) : RowSlot(Key);
}
