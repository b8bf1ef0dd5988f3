using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Sql.Lowering;

/// <summary>The condition that a row is not deleted softly, nor is the root that owns it.</summary>
internal static class Hidden
{
    /// <summary>The condition on a row of a resource whose rows may be hidden.</summary>
    /// <param name="dialect">The dialect.</param>
    /// <param name="aliases">The aliases of the statement.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="alias">The alias of its table.</param>
    /// <param name="isDeleted">Whether it shall be deleted instead; of a root alone.</param>
    public static string Condition(SqlDialect dialect, AliasSource aliases, Resource resource, string alias, bool isDeleted = false)
    {
        if (resource.Owner is not { } owner) return $"{Column(alias, resource.DeletedAt!)} IS {(isDeleted ? "NOT " : "")}NULL";
        // The table itself, even where another stands for what a statement writes: what is written there is not deleted.
        var parent = aliases.Next();
        var same = owner.SourceFields.Zip(owner.TargetFields).Select(pair => $"{Column(parent, pair.First)} = {Column(alias, pair.Second)}");
        return $"EXISTS (SELECT 1 FROM {dialect.Table(owner.Source.Entity)} AS {parent} WHERE {string.Join(" AND ", same)} AND {Condition(dialect, aliases, owner.Source, parent)})";

        string Column(string table, Field field) => $"{table}.{dialect.Identifier(field.Column.Name)}";
    }
}
