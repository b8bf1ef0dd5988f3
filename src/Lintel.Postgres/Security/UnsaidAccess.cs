using Lintel.Model;

namespace Lintel.Postgres.Security;

/// <summary>What a contract says of access that row-level security has no words for.</summary>
internal static class UnsaidAccess
{
    /// <summary>In sentences.</summary>
    public static IEnumerable<string> Of(ServiceModel model)
    {
        string[] fields = [.. model.Resources.SelectMany(resource => resource.Fields.Where(field => field.Access is not null || field.WriteOnly).Select(field => $"{resource.Name}.{field.Name}"))];
        if (fields.Length > 0) yield return $"who may see or write single fields is not in it ({string.Join(", ", fields)}): grant a role the columns that it may have";
        string[] actions = [.. model.Resources.SelectMany(resource => resource.Actions.Select(action => $"{resource.Name}.{action.Name}"))];
        if (actions.Length > 0) yield return $"actions are not in it ({string.Join(", ", actions)}): they are done through the API alone";
        if (model.Functions.Count > 0) yield return $"who may call a function is not in it ({string.Join(", ", model.Functions.Select(function => function.Name))}): grant a role those that it may call";
    }
}
