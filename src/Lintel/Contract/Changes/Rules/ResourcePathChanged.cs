namespace Lintel.Contract.Changes.Rules;

/// <summary>The path of a resource is changed.</summary>
internal static class ResourcePathChanged
{
    public static readonly ChangeRule Rule = new()
    {
        Code = "LTC103",
        Title = "The path of a resource is changed",
        Clients = Impact.Breaking,
        Data = Impact.Safe,
        Why = "Clients ask under the former path; rows stay where they are.",
        Instead = "keep the former `plural`",
        Find = models => models.Resources.Where(pair => pair.Old.Path != pair.New.Path).Select(pair => (pair.New.Name, $"From /{pair.Old.Path} to /{pair.New.Path}.")),
    };
}
