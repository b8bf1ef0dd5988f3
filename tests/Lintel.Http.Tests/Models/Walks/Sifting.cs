namespace Lintel.Http.Tests.Models.Walks;

/// <summary>What is to come of an import that leaves out the rows with which something is wrong.</summary>
/// <param name="IsClosed">Whether the caller may create no row of the resource.</param>
/// <param name="Skipped">The rows that are left out.</param>
/// <param name="After">All there is behind it.</param>
internal sealed record Sifting(bool IsClosed, IReadOnlySet<int> Skipped, World After)
{
    /// <summary>Judges an import; null: what comes of it depends on how many rows are asked about at once, which nobody promises.</summary>
    public static Sifting? Of(Sight sight, IReadOnlyList<Write> writes)
    {
        if (Judgement.IsClosedTo(sight, writes[0])) return new Sifting(true, new HashSet<int>(), sight.World);
        var skipped = new HashSet<int>();
        var worlds = new List<World> { sight.World };
        for (var i = 0; i < writes.Count; i++)
        {
            var judgement = Judge(worlds[i], [writes[i]]);
            if (judgement.Refusals.Count > 0) skipped.Add(i);
            worlds.Add(judgement.Refusals.Count > 0 ? worlds[i] : judgement.After);
        }
        for (var from = 0; from < writes.Count; from++)
        {
            for (var to = from + 1; to < writes.Count; to++)
            {
                Write[] together = [.. writes.Skip(from).Take(to - from + 1)];
                if ((Judge(worlds[from], together).Refusals.Count > 0) != skipped.Any(i => i >= from && i <= to)) return null;
            }
        }
        return new Sifting(false, skipped, worlds[^1]);

        Judgement Judge(World world, IReadOnlyList<Write> each) => Judgement.OfImport(world, sight.Policies, sight.Caller, each);
    }
}
