using Lintel.Errors;
using Lintel.GraphQL.Answering;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Schema;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Reading;

/// <summary>A field of the root as an operation, with what its answer is written by.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="One">What is asked of the row, where there is at most one; null: there is a list.</param>
/// <param name="List">What is asked of the list; null: there is one row.</param>
/// <param name="Sums">What is asked of groups; null: rows are asked for.</param>
internal sealed record RootField(Operation Operation, RowPlan? One = null, ListPlan? List = null, SumsPlan? Sums = null);

/// <summary>Makes operations of the fields of the root.</summary>
internal sealed class RootReader(ServiceModel model, SchemaTypes types)
{
    /// <summary>The operation; neither where the row can't be there.</summary>
    public (RootField? Root, Problem? Problem) Read(AskedField asked, Arguments arguments)
    {
        try
        {
            return (Read(asked, new Selections(arguments), arguments), null);
        }
        catch (ArgumentProblem problem)
        {
            return (null, ErrorCatalogue.InvalidParameter.At(problem.Pointer, problem.Message));
        }
    }

    private RootField? Read(AskedField asked, Selections selections, Arguments arguments)
    {
        switch (asked.Meaning)
        {
            case FieldMeaning.Many(var resource):
                var list = asked.Set!.Compiled as ListPlan ?? (ListPlan)(asked.Set.Compiled = new ListPlan(asked.Set, resource));
                return new RootField(new ReadOperation { Resource = resource.Name, Selection = selections.Many(list, asked) }, List: list);
            case FieldMeaning.One(var resource, var by):
                var given = arguments.Of(asked);
                if (!by.SequenceEqual(resource.Key)) return Unique(resource, by, given, RowPlan.Of(asked.Set!, resource), selections);
                return One(resource, [.. by.Select(part => given[part.Name].Text)], RowPlan.Of(asked.Set!, resource), selections);
            case FieldMeaning.Sums(var resource, var names):
                var sums = SumsPlan.Of(asked.Set!, resource);
                return new RootField(SumsReader.Read(sums, asked, names, arguments), Sums: sums);
            case FieldMeaning.Node:
                return NodeId.TryDecode(arguments.Of(asked)["id"].Text, model, out var found, out var key) && found.Allowed.HasFlag(Allowed.Read)
                    ? One(found, key, RowPlan.Of(asked.Of(types.Of(found)), found), selections)
                    : null;
            default:
                throw new InvalidOperationException($"'{asked.Node.Name.StringValue}' is no field of a root.");
        }
    }

    private static RootField One(Resource resource, string[] key, RowPlan plan, Selections selections) =>
        new(new ReadOperation { Resource = resource.Name, Key = key, Selection = selections.One(plan) }, plan);

    private RootField Unique(Resource resource, IReadOnlyList<Field> by, IReadOnlyDictionary<string, InputValue> given, RowPlan plan, Selections selections)
    {
        var conditions = by.Select(field => new WhereReader(types).Equal(resource, field, given[field.Name]));
        var selection = selections.One(plan) with { Conditions = [.. conditions], Page = new PageRequest { Limit = 1 } };
        return new RootField(new ReadOperation { Resource = resource.Name, Selection = selection }, plan);
    }
}
