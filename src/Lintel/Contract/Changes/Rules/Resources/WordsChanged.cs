using Lintel.Model;

namespace Lintel.Contract.Changes.Rules;

/// <summary>What is said for people is changed.</summary>
internal static class WordsChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC105",
        Title = "What is said for people is changed",
        Clients = Impact.Safe,
        Data = Impact.Safe,
        Why = "Descriptions, examples, formats, messages and contacts go into documents, and so does the order of the names that an action takes; nothing is checked by them.",
        Example = """
              item:
                fields:
            -     note: string?
            +     note: { type: string?, description: For the packer. }
            """,
        Keys =
        [
            "info", "info.title", "info.description", "info.contact", "info.license", "contact.name", "contact.email", "contact.url",
            "resource.description", "field.description", "field.examples", "field.format", "action.description", "rule.message",
        ],
        Find = pair => [.. Service(pair), .. pair.Resources.SelectMany(Resource), .. pair.Fields.Concat(pair.Inputs).Where(IsOther).Select(field => field.Found(Otherwise, "description"))],
    };

    private const string Otherwise = "It is described otherwise.";

    private static IEnumerable<Difference> Service(ContractPair pair) => Words(pair.Old) == Words(pair.New) ? [] : [pair.Found(Otherwise, "info")];

    // Without a title the service's name stands there.
    private static ServiceInfo Words(ServiceModel service) => service.Info.Title == service.Name ? service.Info with { Title = "" } : service.Info;

    private static IEnumerable<Difference> Resource(ResourcePair pair)
    {
        if (pair.Old.Description != pair.New.Description) yield return pair.Found(Otherwise, "description");
        foreach (var action in pair.Actions.Where(action => action.Old.Description != action.New.Description)) yield return action.Found(Otherwise, "description");
        foreach (var rule in pair.Rules.Where(IsOther)) yield return pair.Found(OtherMessage(rule.New), "rules", rule.New.Name);
        foreach (var action in pair.Actions)
        {
            foreach (var rule in action.Rules.Where(IsOther)) yield return action.Found(OtherMessage(rule.New), "rules", rule.New.Name);
        }

        foreach (var relation in pair.Relations.Where(relation => relation.New.Kind == RelationKind.ManyToMany && relation.Old.Description != relation.New.Description))
            yield return relation.Found(Otherwise, "description");
    }

    private static string OtherMessage(Rule rule) => $"The rule {Wording.Quoted(rule.Name)} has another message.";

    private static bool IsOther((Rule Old, Rule New) rule) => rule.Old.Message != rule.New.Message;

    private static bool IsOther(FieldPair pair) =>
        pair.Old.Description != pair.New.Description || pair.Old.Format != pair.New.Format
        || (!pair.IsTypeChanged && !pair.Old.Examples.SequenceEqual(pair.New.Examples))
        || (pair.Action is not null && TypeOrder.IsReordered(pair));
}
