using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>Lays the items of two lists side by side.</summary>
internal static class Pairing
{
    /// <summary>Pairs rules by name, and what is left by the condition.</summary>
    public static IReadOnlyList<(Rule Old, Rule New)> OfRules(IReadOnlyList<Rule> old, IReadOnlyList<Rule> @new) =>
        Of(old, @new, rule => rule.Name, (before, after) => before.Condition.ToString() == after.Condition.ToString());

    /// <summary>Pairs by name, and what is left by another sign; in the order of the new list.</summary>
    public static IReadOnlyList<(T Old, T New)> Of<T>(IReadOnlyList<T> old, IReadOnlyList<T> @new, Func<T, string> name, Func<T, T, bool>? isSame = null)
        where T : class
    {
        var left = old.DistinctBy(name).ToDictionary(name, StringComparer.Ordinal);
        var found = new Dictionary<T, T>();
        foreach (var item in @new)
        {
            if (left.Remove(name(item), out var former)) found.Add(item, former);
        }

        foreach (var item in @new.Where(item => isSame is not null && !found.ContainsKey(item)))
        {
            if (left.Values.FirstOrDefault(other => isSame!(other, item)) is not { } former) continue;
            left.Remove(name(former));
            found.Add(item, former);
        }

        return [.. @new.Where(found.ContainsKey).Select(item => (found[item], item))];
    }
}
