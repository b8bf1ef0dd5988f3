using Lintel.Errors;
using Lintel.Model;

namespace Lintel.Binding;

/// <summary>Resolves dotted paths: relations, then a field.</summary>
internal sealed class PathBinder(ServiceLimits limits, ProblemList problems, CallerView view)
{
    /// <summary>The path, or null after a problem was added: it leads nowhere, or to what the caller may not see.</summary>
    public BoundPath? Bind(Resource resource, string path, string pointer)
    {
        List<Relation>? hops = null;
        var at = resource;
        var rest = path.AsSpan();
        while (true)
        {
            var dot = rest.IndexOf('.');
            var name = dot < 0 ? rest : rest[..dot];
            if (dot < 0)
            {
                // A reference alone means its key where that is one field: customer is customerId.
                if (at.FindField(name) is { WriteOnly: false } field) return Seen(field, name);
                if (at.FindRelation(name) is { IsToOne: true, SourceFields: [var key] }) return Seen(key, name);
                var hint = at.FindRelation(name) is { } known ? $" It is a relation: name a field of it, such as '{name}.{known.Target.Fields[0].Name}'." : Suggest(at, name);
                problems.Add(ErrorCatalogue.UnknownField, pointer, $"'{at.Name}' has no field '{name}'.{hint}");
                return null;
            }
            if (at.FindRelation(name) is not { } relation)
            {
                problems.Add(ErrorCatalogue.UnknownField, pointer, $"'{at.Name}' has no relation '{name}'.{Suggest(at, name)}");
                return null;
            }
            if ((hops ??= []).Count == limits.Path)
            {
                problems.Add(ErrorCatalogue.InvalidParameter, pointer, $"A path may have at most {limits.Path} relations.");
                return null;
            }
            if (!view.MaySee(relation))
            {
                view.Refuse(problems, pointer, name);
                return null;
            }
            hops.Add(relation);
            at = relation.Target;
            rest = rest[(dot + 1)..];
        }

        BoundPath? Seen(Field field, ReadOnlySpan<char> name)
        {
            if (view.MaySee(field)) return new BoundPath(hops ?? [], field);
            view.Refuse(problems, pointer, name);
            return null;
        }
    }

    /// <summary>" Did you mean 'x'?" for the nearest name, or nothing.</summary>
    public static string Suggest(Resource resource, ReadOnlySpan<char> name)
    {
        var typed = name.ToString();
        var best = resource.Fields.Where(field => !field.WriteOnly).Select(field => field.Name)
            .Concat(resource.Relations.Select(relation => relation.Name))
            .Select(candidate => (candidate, distance: Spelling.Distance(typed, candidate)))
            .Where(pair => pair.distance <= Math.Max(1, typed.Length / 3))
            .OrderBy(pair => pair.distance)
            .FirstOrDefault();
        return best.candidate is null ? "" : $" Did you mean '{best.candidate}'?";
    }
}
