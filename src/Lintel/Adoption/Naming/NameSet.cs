using System.Globalization;

namespace Lintel.Adoption.Naming;

/// <summary>Names that are taken, whatever their case.</summary>
internal sealed class NameSet
{
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a name is taken.</summary>
    public bool Has(string name) => _taken.Contains(name);

    /// <summary>Takes a name, and those that come with it, if all are free.</summary>
    public bool TryTake(string name, params IEnumerable<string> others)
    {
        string[] all = [name, .. others];
        if (all.Any(_taken.Contains) || all.Distinct(StringComparer.OrdinalIgnoreCase).Count() < all.Length)
            return false;
        _taken.UnionWith(all);
        return true;
    }

    /// <summary>Takes the first of some names that is free; where none is, the last with the least number that makes it free.</summary>
    /// <param name="wanted">The names, best first.</param>
    /// <param name="others">The names that come with one.</param>
    public string Take(IEnumerable<string> wanted, Func<string, IEnumerable<string>>? others = null)
    {
        string last = "";
        foreach (var name in wanted)
        {
            if (TryTake(name, others?.Invoke(name) ?? []))
                return name;
            last = name;
        }

        for (var number = 2; ; number++)
        {
            var name = Reserved.Shortened(last, number.ToString(CultureInfo.InvariantCulture));
            if (TryTake(name, others?.Invoke(name) ?? []))
                return name;
        }
    }
}
