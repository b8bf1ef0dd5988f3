namespace Lintel.Architecture.Tests;

/// <summary>The laws applied: each check gives one sentence for every breach, naming the offender and the law.</summary>
internal static class Checks
{
    /// <summary>What a project asks for and what its assembly really uses are held to the same law.</summary>
    public static IEnumerable<string> Assemblies(IEnumerable<(string Assembly, string Reference)> references, string[] ours)
    {
        foreach (var (assembly, reference) in references.Distinct())
        {
            var law = Laws.Assemblies.SingleOrDefault(l => l.Name == assembly);
            if (law is null)
                yield return $"{assembly} has no law: give it a row in Laws.Assemblies.";
            else if (ours.Contains(reference) && !law.MayUse.Any(may => Laws.Matches(may, reference)))
                yield return $"{assembly} references {reference}; it may use {List(law.MayUse)}.";
            else if (law.Never.Any(never => Laws.Matches(never, reference)))
                yield return $"{assembly} references {reference}; it may never use {List(law.Never)}.";
        }
    }

    public static IEnumerable<string> Rooms(IEnumerable<TypeUse> uses)
    {
        foreach (var use in uses.Where(u => u.UsedAssembly == "Lintel").Distinct())
        {
            var (from, to) = (Room(use.Namespace), Room(use.UsedNamespace));
            if (from is null || to is null || from == to)
                continue;
            var law = Laws.Rooms.SingleOrDefault(l => l.Room == from);
            if (law is null)
                yield return $"{use.Namespace}.{use.Type}: Lintel.{from} has no law: give it a row in Laws.Rooms.";
            else if (!law.MayUse.Any(may => Laws.Matches(may, to)))
                yield return $"{use.Namespace}.{use.Type} uses {use.UsedNamespace}.{use.UsedType}; Lintel.{from} may use {List(law.MayUse)}.";
        }
    }

    public static IEnumerable<string> Hosts(string assembly, IEnumerable<TypeUse> uses, AllowedName[] allowed) => Laws.FrontEnds.Contains(assembly)
        ? []
        : uses.Where(use => Laws.HostTypes.Contains($"{use.UsedNamespace}.{use.UsedType}") && !allowed.Any(one => one.Type == $"{use.Namespace}.{use.Type}")).Distinct()
            .Select(use => $"{use.Namespace}.{use.Type} names {use.UsedType}; only front ends ({List(Laws.FrontEnds)}) know their host.");

    public static IEnumerable<string> Names(IEnumerable<string> types, AllowedName[] allowed) =>
        from type in types
        from vague in Laws.VagueNames
        where Laws.Matches(vague, type.Split('.')[^1]) && !allowed.Any(a => a.Type == type)
        select $"{type} is named {vague}: say what it does, or list it in Laws.AllowedNames with a reason.";

    public static IEnumerable<string> Lengths(IEnumerable<(string File, int Lines)> files) =>
        from file in files
        where file.Lines >= Laws.MaxLines
        select $"{file.File} has {file.Lines} lines; a file stays under {Laws.MaxLines}.";

    public static IEnumerable<string> Solution(IEnumerable<string> projects, string solution) =>
        from project in projects
        where !solution.Contains($"\"{project}\"", StringComparison.Ordinal)
        select $"{project} is not in Lintel.slnx, and so nobody builds or tests it.";

    public static IEnumerable<string> LockFiles(IEnumerable<(string File, string Text)> files) =>
        from file in files
        where file.Text.Contains("\"resolved\": \"http", StringComparison.Ordinal)
        select $"{file.File} records download addresses: copy the root's .npmrc beside it and install again.";

    /// <summary>The first namespace below Lintel; null for what compilers generate elsewhere.</summary>
    private static string? Room(string ns) =>
        ns == "Lintel" ? "(root)" : ns.StartsWith("Lintel.", StringComparison.Ordinal) ? ns.Split('.')[1] : null;

    private static string List(string[] names) => names.Length == 0 ? "nothing of ours" : string.Join(", ", names);
}
