using System.Globalization;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>Random rows.</summary>
internal static class WalkRows
{
    private static readonly string[] People = ["alice", "bob", "carl", "dora", "2"], Words = ["ann", "ben", "cid", "ann ben", "ben cid", "zoe"];

    /// <summary>When everything is deleted: the time of the tests stands still.</summary>
    public const string DeletedAt = "2026-03-04T05:06:07Z";

    /// <summary>How many rows there are of each root.</summary>
    private static readonly (string Resource, int Count)[] Counts = [("team", 3), ("member", 5), ("tag", 4), ("product", 4), ("account", 7), ("order", 9)];

    /// <summary>A word that searches look for.</summary>
    public static string Word(Chances chances) => chances.Of(["ann", "ben", "cid", "zoe"]);

    /// <summary>A value of a field, never null.</summary>
    public static object ValueOf(Field field, Chances chances) => field.Type.Kind switch
    {
        ScalarKind.Enum => chances.Of(field.Type.Members),
        ScalarKind.Int or ScalarKind.Long => (long)(field.Role is FieldRole.Key or FieldRole.Reference or FieldRole.Parent ? 1 + chances.Next(5) : chances.Next(4)),
        _ => field.Name switch
        {
            "owner" or "person" => chances.Of(People),
            "code" => string.Create(CultureInfo.InvariantCulture, $"c{chances.Next(30)}"),
            "name" when field.MaxLength == 20 => string.Create(CultureInfo.InvariantCulture, $"n{chances.Next(30)}"),
            "word" or "text" => chances.Of(["new", "old", "red"]),
            _ => chances.Of(Words),
        },
    };

    /// <summary>A world of rows.</summary>
    public static World Create(ServiceModel model, Chances chances)
    {
        var world = new World(model);
        foreach (var (name, count) in Counts)
        {
            for (var key = 1; key <= count; key++) Fill(world, world.Add(world.Resource(name), key), chances);
        }
        foreach (var account in world.Of(world.Resource("account")))
        {
            for (var tag = 1; tag <= 4; tag++)
            {
                if (chances.Hit(40)) world.Links.Add(((long)account.Key, tag));
            }
        }
        foreach (var order in world.Of(world.Resource("order")).ToArray()) AddParts(world, order, chances);
        foreach (var row in model.Resources.Where(resource => resource.DeletedAt is not null).SelectMany(world.Of))
        {
            if (chances.Hit(20)) row.Values["deletedAt"] = DeletedAt;
        }
        return world;
    }

    /// <summary>Gives a row what it owns.</summary>
    public static void AddParts(World world, Row row, Chances chances)
    {
        foreach (var relation in row.Resource.Relations.Where(relation => relation.Kind == RelationKind.Children))
        {
            for (var i = chances.Next(4); i > 0; i--)
            {
                var child = world.Add(relation.Target, NextKey(world, relation.Target));
                child.Values[relation.TargetFields[0].Name] = row.Key;
                Fill(world, child, chances);
                AddParts(world, child, chances);
            }
        }
    }

    /// <summary>A key that no row has.</summary>
    public static long NextKey(World world, Resource resource) => world.Of(resource) is { Count: > 0 } rows ? rows.Max(row => (long)row.Key) + 1 : 1;

    /// <summary>Gives a row values of its fields; what is unique is so.</summary>
    public static void Fill(World world, Row row, Chances chances)
    {
        foreach (var field in row.Resource.Fields.Where(field => field.IsStored && field.Role is FieldRole.Plain or FieldRole.Reference && field != row.Resource.State))
        {
            object? value = field.Nullable && chances.Hit(30) ? null : ValueOf(field, chances);
            if (field.Role == FieldRole.Reference && value is long)
            {
                var target = row.Resource.Relations.First(relation => relation.IsToOne && relation.SourceFields[0] == field).Target;
                value = chances.Of([.. world.Of(target)]).Key;
            }
            while (IsTaken(world, row, field, value)) value = ValueOf(field, chances);
            row.Values[field.Name] = value;
        }
    }

    /// <summary>Whether another row has what is unique.</summary>
    public static bool IsTaken(World world, Row row, Field field, object? value) => value is not null
        && row.Resource.Entity.Uniques.Any(unique => unique.Columns is [var column] && field.IsStored && field.IsIn(column))
        && world.Of(row.Resource).Any(other => other != row && value.Equals(other.Values[field.Name]));
}
