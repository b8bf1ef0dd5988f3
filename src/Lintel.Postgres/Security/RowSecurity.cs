using Lintel.Model;

namespace Lintel.Postgres.Security;

/// <summary>A contract's access policies as PostgreSQL's row-level security, for roles that read and write the tables without the engine.</summary>
/// <param name="Statements">The script, one statement an entry. It can be run again.</param>
/// <param name="Notes">What the contract says and the script does not, in sentences.</param>
public sealed record RowSecurity(IReadOnlyList<string> Statements, IReadOnlyList<string> Notes)
{
    private static readonly PostgresDialect Dialect = new();

    // Functions of the owner find the tables by this path, and nobody's temporary tables instead.
    private static string[] Begin => ["BEGIN", "SET LOCAL client_min_messages = warning", "DO $$ BEGIN PERFORM set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true); END $$"];

    /// <summary>The script of a contract with <c>auth</c>, over a database of ours.</summary>
    public static RowSecurity Of(ServiceModel model)
    {
        TablePolicies[] tables = [.. model.Resources.OrderBy(resource => resource.Ordinal).Select(resource => new TablePolicies(Dialect, resource))];
        var links = Links(model).ToArray();
        return new RowSecurity(
            [
                .. Begin,
                .. CallerFunctions.Create(),
                .. tables.SelectMany(table => table.Functions),
                .. tables.SelectMany(table => table.Statements),
                .. links.SelectMany(link => LinkPolicies.Create(Dialect, link)),
                "COMMIT",
            ],
            [.. tables.SelectMany(table => table.Notes), .. links.Select(link => LinkPolicies.Note(Dialect, link)), .. UnsaidAccess.Of(model)]);
    }

    /// <summary>The script that takes all of it away.</summary>
    public static IReadOnlyList<string> Drop(ServiceModel model) =>
    [
        .. Begin,
        .. model.Entities.SelectMany(entity => PolicyNames.Drop(Dialect, entity).Append($"ALTER TABLE {Dialect.Table(entity)} DISABLE ROW LEVEL SECURITY")),
        .. model.Resources.OrderBy(resource => resource.Ordinal).SelectMany(resource => PolicyNames.DropFunctions(Dialect, resource.Entity)),
        .. CallerFunctions.Drop(),
        "COMMIT",
    ];

    // Both sides of a relation have it.
    private static IEnumerable<Relation> Links(ServiceModel model) =>
        model.Resources.OrderBy(resource => resource.Ordinal).SelectMany(resource => resource.Relations).Where(relation => relation.Link is not null).DistinctBy(relation => relation.Link!.Entity);
}
