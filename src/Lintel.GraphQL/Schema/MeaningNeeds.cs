using Lintel.Expressions;
using Lintel.Model;

namespace Lintel.GraphQL.Schema;

/// <summary>What callers need for what a field of the schema stands for, as a sentence of its description.</summary>
internal static class MeaningNeeds
{
    /// <summary>The sentence; null: everybody may.</summary>
    public static string? Of(FieldMeaning meaning) => meaning switch
    {
        FieldMeaning.Value { Field.Access.Read: var read } => AccessNeeds.All(read).Sentence(),
        FieldMeaning.One { Resource.Access: { } access } => AccessNeeds.All(access.Read).Sentence(),
        FieldMeaning.Many { Resource.Access: { } access } => AccessNeeds.All(access.Read).Sentence(),
        FieldMeaning.Sums { Resource.Access: { } access } => AccessNeeds.All(access.Read).Sentence(),
        FieldMeaning.Related { Relation.Target.Access: { } access } => AccessNeeds.All(access.Read).Sentence(),
        FieldMeaning.Write { Resource.Access: { } access } write => Of(write.Kind, access, write.Action).Sentence(),
        _ => null,
    };

    // What is written is answered, and so must be seen.
    private static AccessNeeds Of(WriteKind kind, ResourceAccess access, ResourceAction? action) => kind switch
    {
        WriteKind.Create or WriteKind.CreateAll => AccessNeeds.All(access.Create, access.Read),
        WriteKind.Update or WriteKind.UpdateAll or WriteKind.Restore => AccessNeeds.All(access.Update, access.Read),
        // Who says what it is based on needs not be one who creates.
        WriteKind.Upsert => AccessNeeds.Any(access.Create, access.Update),
        WriteKind.Delete or WriteKind.DeleteAll => AccessNeeds.All(access.Delete, access.Read),
        WriteKind.Act => AccessNeeds.All(action!.Access!, access.Read),
    };
}
