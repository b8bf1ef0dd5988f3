using System.Text.RegularExpressions;
using Lintel.Contract.Fields;
using Lintel.Contract.Language;
using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Compilation;

/// <summary>Gives each resource its plural, path and table, and checks that all of them are fine and different.</summary>
internal static partial class ResourceNames
{
    /// <summary>Longest identifier of a database, in bytes: that of PostgreSQL.</summary>
    public const int MaxIdentifier = 63;

    public static void Run(ServiceDraft service)
    {
        var names = new Dictionary<string, ResourceDraft>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in service.Resources)
        {
            var declared = resource.Declaration;
            resource.Plural = declared.Plural?.Value ?? Casing.Plural(resource.Name);
            resource.Path = declared.Path?.Value ?? Casing.Kebab(resource.Plural);
            resource.Table = declared.Table?.Name.Value ?? Casing.Snake(resource.Name);
            if (!CheckName(resource.Name, resource.Place, service.Bag))
                resource.Broken = true;
            else if (ScalarTypes.IsName(resource.Name))
                service.Bag.Report(NameRules.NamedLikeType, resource.Place, $"A resource can't be called {Wording.Quoted(resource.Name)}, since that is a type.", "choose another name");
            else if (!names.TryAdd(resource.Name, resource))
                service.Bag.Report(NameRules.NameClash, resource.Place, $"{Wording.Quoted(resource.Name)} differs from {Wording.Quoted(names[resource.Name].Name)} only in case.", "choose another name");
        }
    }

    /// <summary>Checks tables and paths, once owned children are known.</summary>
    public static void CheckPlaces(ServiceDraft service)
    {
        var isExternal = service.Declaration.IsExternal;
        var tables = new Dictionary<string, ResourceDraft>(isExternal ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase);
        var paths = new Dictionary<string, ResourceDraft>(StringComparer.Ordinal);
        var plurals = new Dictionary<string, ResourceDraft>(StringComparer.OrdinalIgnoreCase);
        foreach (var resource in service.Resources.Where(resource => !resource.Broken))
        {
            var declared = resource.Declaration;
            var tablePlace = declared.Table?.Name.Place ?? resource.Place;
            if (!isExternal)
                CheckTable(resource.Table, tablePlace, service.Bag);
            if (!tables.TryAdd(Qualified(resource), resource))
                service.Bag.Report(NameRules.TableClash, tablePlace, $"The table {Wording.Quoted(resource.Table)} is that of {Wording.Quoted(tables[Qualified(resource)].Name)} already.", "give one of them another `table:`");
            if (resource.Parent is null && declared.PartOf is null && !paths.TryAdd(resource.Path, resource))
                service.Bag.Report(NameRules.PathClash, declared.Path?.Place ?? declared.Plural?.Place ?? resource.Place, $"The path {Wording.Quoted(resource.Path)} is that of {Wording.Quoted(paths[resource.Path].Name)} already.", "give one of them another `path:` or `plural:`");
            else if (!plurals.TryAdd(resource.Plural, resource))
                service.Bag.Report(NameRules.PathClash, declared.Plural?.Place ?? resource.Place, $"The plural {Wording.Quoted(resource.Plural)} is that of {Wording.Quoted(plurals[resource.Plural].Name)} already.", "give one of them another `plural:`");
        }
    }

    // No character of a name is less than this one.
    private static string Qualified(ResourceDraft resource) => resource.Schema is { } schema ? $"{schema}\0{resource.Table}" : resource.Table;

    /// <summary>Checks that a name is camelCase and not too long.</summary>
    public static bool CheckName(string name, Place place, DiagnosticBag bag)
    {
        if (NameForm().IsMatch(name))
            return true;
        var better = Camel(name);
        bag.Report(NameRules.BadName, place, $"{Wording.Quoted(name)} is not a name: names are camelCase, of letters and digits, with at most 50 characters.",
            better is not null && better != name ? $"did you mean {Wording.Quoted(better)}?" : null);
        return false;
    }

    /// <summary>Checks a table's name.</summary>
    public static void CheckTable(string table, Place place, DiagnosticBag bag)
    {
        if (table.StartsWith("lintel_", StringComparison.OrdinalIgnoreCase) || table.StartsWith("sqlite_", StringComparison.OrdinalIgnoreCase))
            bag.Report(NameRules.TableReserved, place, $"The table {Wording.Quoted(table)} can't be called so: names that begin with `lintel_` or `sqlite_` belong to the engine and to SQLite.", "choose another `table:`");
        CheckLength(table, place, bag);
    }

    /// <summary>Checks that a database can hold an identifier.</summary>
    public static void CheckLength(string identifier, Place place, DiagnosticBag bag)
    {
        if (identifier.Length > MaxIdentifier)
            bag.Report(NameRules.IdentifierTooLong, place, $"{Wording.Quoted(identifier)} has {identifier.Length} characters, but a database takes {MaxIdentifier}.", "give it a shorter `table:` or `column:`");
    }

    private static string? Camel(string name)
    {
        var words = NotLetters().Split(name).Where(word => word.Length > 0).ToArray();
        if (words.Length == 0)
            return null;
        var camel = Casing.Small(words[0].All(char.IsAsciiLetterUpper) ? words[0].ToLowerInvariant() : words[0]) + string.Concat(words[1..].Select(Casing.Capital));
        return NameForm().IsMatch(camel) ? camel : null;
    }

    [GeneratedRegex(Forms.Name, RegexOptions.CultureInvariant)]
    private static partial Regex NameForm();

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex NotLetters();
}
