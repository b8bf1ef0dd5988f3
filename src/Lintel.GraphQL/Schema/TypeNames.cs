namespace Lintel.GraphQL.Schema;

/// <summary>Names within one space, each once: of two that would be the same, the later one gets a number.</summary>
internal sealed class TypeNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Takes a name, or one like it.</summary>
    public string Take(string name)
    {
        var free = name;
        for (var i = 2; !_taken.Add(free); i++) free = $"{name}{i}";
        return free;
    }

    /// <summary>A name with its first letter in upper case.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
