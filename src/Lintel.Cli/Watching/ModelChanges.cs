using Lintel.Cli.Commands;
using Lintel.Model;

namespace Lintel.Cli.Watching;

/// <summary>What a changed contract serves that the one before did not, and the other way round, for people.</summary>
internal static class ModelChanges
{
    private const int MostNamed = 5;

    /// <summary>The changes one by one: <c>added order.note</c>; beyond five only their number.</summary>
    public static IEnumerable<string> Between(ServiceModel before, ServiceModel now)
    {
        var changes = All(before, now).ToList();
        return changes.Count <= MostNamed ? changes : [.. changes.Take(MostNamed), $"{Shared.Count(changes.Count - MostNamed, "more change")}"];
    }

    private static IEnumerable<string> All(ServiceModel before, ServiceModel now)
    {
        if (before.Version != now.Version) yield return $"{before.Version} is now {now.Version}";
        foreach (var resource in now.Resources)
        {
            if (before.FindResource(resource.Name) is not { } former)
            {
                yield return $"added {resource.Name}";
                continue;
            }
            foreach (var field in Missing(resource, former)) yield return $"added {field}";
            foreach (var field in Missing(former, resource)) yield return $"removed {field}";
        }
        foreach (var resource in before.Resources.Where(resource => now.FindResource(resource.Name) is null)) yield return $"removed {resource.Name}";
    }

    private static IEnumerable<string> Missing(Resource resource, Resource other) =>
        resource.Fields.Select(field => field.Name).Except(other.Fields.Select(field => field.Name)).Select(name => $"{resource.Name}.{name}");
}
