using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Compilation;

/// <summary>Finds the folder of <c>seed:</c>, which stands beside the contract.</summary>
internal static class Seed
{
    public static string? Find(Located<string>? seed, DiagnosticBag bag)
    {
        if (seed is null)
            return null;
        var home = Path.GetFullPath(Path.GetDirectoryName(Path.GetFullPath(seed.Place.File.Path))!);
        var folder = seed.Value.Contains('\0', StringComparison.Ordinal) ? null : Path.TrimEndingDirectorySeparator(Path.GetFullPath(Path.Combine(home, seed.Value)));
        if (folder is null || Path.IsPathRooted(seed.Value) || !IsInside(folder, home))
            bag.Report(ResourceRules.BadSeed, seed.Place, $"The folder {Wording.Quoted(seed.Value)} lies outside that of the contract.", "move it beside the contract, and name it relative to that");
        else if (!Directory.Exists(folder))
            bag.Report(ResourceRules.BadSeed, seed.Place, $"There is no folder {Wording.Quoted(seed.Value)} beside the contract.", "create it, or remove `seed:`");
        else if (Directory.ResolveLinkTarget(folder, returnFinalTarget: true) is { } target && !IsInside(Path.GetFullPath(target.FullName), home))
            bag.Report(ResourceRules.BadSeed, seed.Place, $"The folder {Wording.Quoted(seed.Value)} is a link that leads outside that of the contract.", "copy the files beside the contract");
        else
            return folder;
        return null;
    }

    private static bool IsInside(string folder, string home) =>
        folder.StartsWith(Path.TrimEndingDirectorySeparator(home) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
