using Lintel.Access;

namespace Lintel.Cli.Commands;

/// <summary>A caller, as one is told of on the command line: <c>sub=alice,role=admin,tenant=north</c>.</summary>
internal static class ToldCaller
{
    public const string Flag = "--caller";

    public const string Example = "sub=id,role=name,claim=value";

    public const string Form = "sub is their id, role a role, all else a claim; a role or a claim may be there several times.";

    /// <summary>Reads one.</summary>
    /// <exception cref="MisuseException">It is no list of names and values, or has not one id.</exception>
    public static Caller Read(string text)
    {
        var told = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(part => part.IndexOf('=', StringComparison.Ordinal) is var at and > 0 && at + 1 < part.Length
            ? (Name: part[..at], Value: part[(at + 1)..])
            : throw new MisuseException($"{Flag} is '{text}', but it must be like sub=alice,role=admin,tenant=north")).ToLookup(pair => pair.Name, pair => pair.Value);
        if (told["sub"].ToArray() is not [var id]) throw new MisuseException($"{Flag} is '{text}', but a caller has one sub, which is their id");
        return new Caller
        {
            Id = id,
            Roles = [.. told["role"]],
            Claims = told.Where(claim => claim.Key != "role").ToDictionary(claim => claim.Key, claim => (IReadOnlyList<string>)[.. claim]),
        };
    }
}
