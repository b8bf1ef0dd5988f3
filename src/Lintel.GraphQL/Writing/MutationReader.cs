using System.Globalization;
using Lintel.Errors;
using Lintel.GraphQL.Answering;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Reading;
using Lintel.GraphQL.Schema;
using Lintel.Model;
using Lintel.Operations;

namespace Lintel.GraphQL.Writing;

/// <summary>A mutation as operations: one, or one for each row that is made.</summary>
/// <param name="Operations">The operations.</param>
/// <param name="Plan">What is asked of the answer.</param>
/// <param name="NodeId">What identified the row, of a delete; null for all else.</param>
internal sealed record MutationField(IReadOnlyList<Operation> Operations, PayloadPlan Plan, string? NodeId);

/// <summary>Makes operations of mutations.</summary>
internal sealed class MutationReader(SchemaTypes types)
{
    /// <summary>The operations, or what is wrong.</summary>
    public (MutationField? Field, Problem? Problem) Read(AskedField asked, Arguments arguments)
    {
        try
        {
            return (Read(asked, (FieldMeaning.Write)asked.Meaning!, new Selections(arguments), arguments.Of(asked)), null);
        }
        catch (ArgumentProblem problem)
        {
            return (null, ErrorCatalogue.InvalidParameter.At(problem.Pointer, problem.Message));
        }
    }

    private MutationField Read(AskedField asked, FieldMeaning.Write write, Selections selections, IReadOnlyDictionary<string, InputValue> given)
    {
        var resource = write.Resource;
        var plan = PayloadPlan.Of(asked.Set!, resource);
        var selection = selections.Rows(plan.Rows);
        var scope = Scope(resource, given);
        IReadOnlyList<string> ifMatch = Given(given, "ifVersion") is { } version ? [version.Text] : [];
        var input = Given(given, "input") ?? Given(given, "patch");
        string[]? key = write.By.SequenceEqual(resource.Key) && resource.Key.Count > 0 ? [.. resource.Key.Select(part => KeyText(resource, part, given))] : null;
        switch (write.Kind)
        {
            case WriteKind.Create:
                return One(new CreateOperation { Resource = resource.Name, Rows = [Body(input!)], Scope = scope, Selection = selection });
            case WriteKind.CreateAll:
                var rows = input!.Kind == InputKind.List ? input.Items : [input];
                if (rows.Count == 0 || rows.Count > types.Model.Limits.Operations)
                    throw new ArgumentProblem("/input", string.Create(CultureInfo.InvariantCulture, $"From 1 to {types.Model.Limits.Operations} rows can be created at once."));
                return new MutationField([.. rows.Select(row => new CreateOperation { Resource = resource.Name, Rows = [Body(row)], Scope = scope, Selection = selection })], plan, null);
            case WriteKind.Update:
                return One(new UpdateOperation { Resource = resource.Name, Key = key, Patch = Body(input!), Scope = scope, IfMatch = ifMatch, Selection = selection });
            case WriteKind.UpdateAll:
                return One(new UpdateOperation { Resource = resource.Name, Key = null, Patch = Body(input!), MaxAffected = Most(given), Selection = Found(resource, given) });
            case WriteKind.Upsert when key is not null:
                return One(new UpsertOperation { Resource = resource.Name, Key = key, Row = Body(input!), Scope = scope, IfMatch = ifMatch, Selection = selection });
            case WriteKind.Upsert:
                var told = write.By.Select(field => new WhereReader(types).Equal(resource, field, given[field.Name]));
                return One(new UpsertOperation { Resource = resource.Name, Key = null, Row = Body(input!), IfMatch = ifMatch, Selection = selection with { Conditions = [.. told] } });
            case WriteKind.Delete:
                return new MutationField([new DeleteOperation { Resource = resource.Name, Key = key, Scope = scope, IfMatch = ifMatch, Purge = IsTrue(given, "purge") }], plan, NodeId.Of(resource, key!));
            case WriteKind.DeleteAll:
                return One(new DeleteOperation { Resource = resource.Name, Key = null, Purge = IsTrue(given, "purge"), MaxAffected = Most(given), Selection = Found(resource, given) });
            case WriteKind.Restore:
                return One(new UpdateOperation { Resource = resource.Name, Key = key, Restores = true, Patch = InputValue.Object([]), Scope = scope, IfMatch = ifMatch, Selection = selection });
            case WriteKind.Act:
                var handed = input is null ? InputValue.Object([]) : InputReader.Read(input, write.Action!.Input, types);
                return One(new UpdateOperation { Resource = resource.Name, Key = key, Action = write.Action!.Name, Patch = handed, Scope = scope, IfMatch = ifMatch, Selection = selection });
            default:
                throw new InvalidOperationException($"No way to read {write.Kind}.");
        }

        MutationField One(Operation operation) => new([operation], plan, null);
        InputValue Body(InputValue body) => InputReader.Read(body, resource, types);
    }

    private int Most(IReadOnlyDictionary<string, InputValue> given)
    {
        if (Given(given, "maxAffected") is not { } said) return UpdateOperation.DefaultMaxAffected;
        return int.TryParse(said.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most >= 1 && most <= types.Model.Limits.Affected
            ? most
            : throw new ArgumentProblem("/maxAffected", string.Create(CultureInfo.InvariantCulture, $"'maxAffected' is a whole number from 1 to {types.Model.Limits.Affected}."));
    }

    private Selection Found(Resource resource, IReadOnlyDictionary<string, InputValue> given)
    {
        var found = new WhereReader(types).Read(given["where"], resource, Selection.Default);
        // Nobody changes everything by leaving something out.
        return (found.Conditions.Count > 0 || found.Where is not null) && !SaysNothing(found.Where) ? found : throw new ArgumentProblem("/where", "A filter without conditions would find all rows.");
    }

    // One way of several that asks nothing is enough to find all.
    private static bool SaysNothing(FilterTree? tree) => tree switch
    {
        AllOfTree all => all.Parts.Count == 0 || all.Parts.Any(SaysNothing),
        AnyOfTree any => any.Parts.Any(SaysNothing),
        NotTree not => SaysNothing(not.Part),
        _ => false,
    };

    private static Scope? Scope(Resource resource, IReadOnlyDictionary<string, InputValue> given)
    {
        if (resource.Owner is not { } owner) return null;
        var parent = owner.Source;
        var key = parent.Key.Select(part => part.Role == FieldRole.Parent ? ParentPart(parent, part, given) : given[MutationTypes.ParentArgument(parent, part)].Text);
        return new Scope(parent.Name, [.. key], owner.Name, Scope(parent, given));
    }

    // A child's key may hold that of its parent, which is told once.
    private static string KeyText(Resource resource, Field part, IReadOnlyDictionary<string, InputValue> given) =>
        part.Role == FieldRole.Parent ? ParentPart(resource, part, given) : given[part.Name].Text;

    private static string ParentPart(Resource resource, Field part, IReadOnlyDictionary<string, InputValue> given)
    {
        var owner = resource.Owner!;
        for (var i = 0; i < owner.TargetFields.Count; i++)
        {
            if (owner.TargetFields[i] == part) return given[MutationTypes.ParentArgument(owner.Source, owner.SourceFields[i])].Text;
        }
        throw new InvalidOperationException($"'{part.Name}' is no part of the key of the owner.");
    }

    private static bool IsTrue(IReadOnlyDictionary<string, InputValue> given, string name) => Given(given, name) is { Text: "true" };

    private static InputValue? Given(IReadOnlyDictionary<string, InputValue> given, string name) => given.TryGetValue(name, out var value) && value.Kind != InputKind.Null ? value : null;
}
