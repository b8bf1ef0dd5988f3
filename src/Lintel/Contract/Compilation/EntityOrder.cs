using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>Orders tables so that each comes after those it refers to, where no circle forbids it.</summary>
internal static class EntityOrder
{
    public static IReadOnlyList<Entity> Sort(IReadOnlyList<Entity> entities)
    {
        // Tables that are not ours may be told of twice: as a resource, and as pairs.
        var byTable = entities.ToLookup(entity => (entity.Schema, entity.Table));
        var waiting = entities.ToList();
        var placed = new HashSet<Entity>();
        var sorted = new List<Entity>(entities.Count);
        while (waiting.Count > 0)
        {
            // In a circle the first in the contract's order goes ahead.
            var next = waiting.Find(entity => entity.ForeignKeys.All(key => key.RefersTo(entity) || byTable[(key.TargetSchema, key.TargetTable)].Any(placed.Contains))) ?? waiting[0];
            waiting.Remove(next);
            placed.Add(next);
            sorted.Add(next);
        }

        return sorted;
    }
}
