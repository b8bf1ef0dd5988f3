using System.Text.Json;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Schema;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>What is asked of groups of rows.</summary>
internal sealed class SumsPlan
{
    private SumsPlan(AskedSet set, Resource resource)
    {
        Resource = resource;
        var measures = new List<(MeasureFunction Function, Field? Field)>();
        Slots = Read(set);
        // A group that nothing is asked of is still one.
        if (measures.Count == 0) measures.Add((MeasureFunction.Count, null));
        Measures = measures;

        SumSlot[] Read(AskedSet asked) => [.. asked.Fields.Select(field => Slot(field, asked))];
        SumSlot Slot(AskedField asked, AskedSet within)
        {
            switch (asked.Meaning)
            {
                case FieldMeaning.Sum(var function, var field, var names):
                    if (!measures.Contains((function, field))) measures.Add((function, field));
                    return new SumSlot(asked.JsonKey) { Function = function, Field = field, Names = names };
                case FieldMeaning.GroupedBy(var by, var members):
                    return new SumSlot(asked.JsonKey) { Field = by, Names = members };
                case FieldMeaning.SumsOf:
                    return new SumSlot(asked.JsonKey) { Slots = Read(asked.Set!) };
                default:
                    return new SumSlot(asked.JsonKey) { TypeName = within.TypeName };
            }
        }
    }

    /// <summary>The resource.</summary>
    public Resource Resource { get; }

    /// <summary>What a group has in the answer, in order.</summary>
    public IReadOnlyList<SumSlot> Slots { get; }

    /// <summary>What is told of each group; no field: its rows are counted.</summary>
    public IReadOnlyList<(MeasureFunction Function, Field? Field)> Measures { get; }

    /// <summary>The plan of what is asked.</summary>
    public static SumsPlan Of(AskedSet set, Resource resource) => (SumsPlan)(set.Compiled ??= new SumsPlan(set, resource));
}

/// <summary>One member of a group in an answer: what it is made by, what it adds up to, the name of the type, or members of its own.</summary>
/// <param name="Key">Its name.</param>
internal sealed record SumSlot(JsonEncodedText Key)
{
    /// <summary>What is asked; null: what the group is made by, or nothing.</summary>
    public MeasureFunction? Function { get; init; }

    /// <summary>Of what field; null: of the rows.</summary>
    public Field? Field { get; init; }

    /// <summary>The names of an enumeration's members.</summary>
    public EnumNames? Names { get; init; }

    /// <summary>The name of the type, where that was asked for.</summary>
    public JsonEncodedText? TypeName { get; init; }

    /// <summary>Its own members; null: it has none.</summary>
    public IReadOnlyList<SumSlot>? Slots { get; init; }
}
