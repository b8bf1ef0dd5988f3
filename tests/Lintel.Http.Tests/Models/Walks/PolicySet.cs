using Lintel.Access;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Model;

namespace Lintel.Http.Tests.Models.Walks;

/// <summary>Who may do what, as a contract says it.</summary>
internal sealed class PolicySet
{
    private static readonly Truth Nobody = new(false), Everybody = new(true);

    private readonly Dictionary<(string Resource, string Operation), Condition> _ofRows = [];
    private readonly Dictionary<(string Resource, string Field, string Operation), Condition> _ofFields = [];
    private readonly Dictionary<string, Condition> _ofActions = [];

    /// <summary>Random policies.</summary>
    public static PolicySet Of(ServiceModel model, Chances chances)
    {
        var set = new PolicySet();
        var conditions = new ConditionGenerator(chances);
        foreach (var operation in WalkContract.Operations.Append("write"))
        {
            if (chances.Hit(80)) set._ofRows[("", operation)] = conditions.CallerPolicy();
        }
        foreach (var resource in model.Resources)
        {
            foreach (var operation in resource.Owner is null ? [.. WalkContract.Operations, "write"] : (string[])["read"])
            {
                var owned = operation == "update" && chances.Hit(30) ? resource.Relations.FirstOrDefault(relation => relation.Kind == RelationKind.Children) : null;
                if (owned is not null || chances.Hit(operation == "read" ? 80 : 60)) set._ofRows[(resource.Name, operation)] = owned is null ? conditions.Policy(resource) : conditions.OfOwned(owned);
            }
            foreach (var field in resource.Fields.Where(field => field.Role is FieldRole.Plain or FieldRole.Reference && field != resource.State))
            {
                if (chances.Hit(18)) set._ofFields[(resource.Name, field.Name, "read")] = conditions.CallerPolicy();
                if (!field.Required && !field.IsComputed && chances.Hit(18)) set._ofFields[(resource.Name, field.Name, "write")] = conditions.CallerPolicy();
            }
        }
        set.SayWhoReads("orderCount", "accountId");
        set.SayWhoReads("spent", "accountId", "total");
        foreach (var action in model.FindResource("order")!.Actions)
        {
            if (chances.Hit(60)) set._ofActions[action.Name] = conditions.Policy(model.FindResource("order")!);
        }
        return set;
    }

    // What is computed from fields of orders tells of them, so that where those are hidden it says itself who reads it.
    private void SayWhoReads(string computed, params IEnumerable<string> fields)
    {
        var hidden = fields.Select(field => _ofFields.GetValueOrDefault(("order", field, "read"))).OfType<Condition>().ToArray();
        if (hidden.Length > 0) _ofFields.TryAdd(("account", computed, "read"), hidden is [var one] ? one : new Chain(IsOr: false, hidden));
    }

    /// <summary>How an action's is declared.</summary>
    public string DeclaredOfAction(string action) => _ofActions.TryGetValue(action, out var policy) ? $", access: \"{policy}\"" : "";

    /// <summary>How those of a resource are declared; of the service where it has no name.</summary>
    public string DeclaredOf(string resource) => string.Join(", ", _ofRows.Where(policy => policy.Key.Resource == resource).Select(policy => $"{policy.Key.Operation}: \"{policy.Value}\""));

    /// <summary>How those of a field are declared.</summary>
    public string DeclaredOf(string resource, string field)
    {
        var said = _ofFields.Where(policy => policy.Key.Resource == resource && (policy.Key.Field == field || policy.Key.Field == field + "Id")).Select(policy => $"{policy.Key.Operation}: \"{policy.Value}\"").ToArray();
        return said.Length == 0 ? "" : $", access: {{ {string.Join(", ", said)} }}";
    }

    /// <summary>Who may do something with a row. What is owned is written by who may update what owns it; who sees it is said of those whose owner is seen.</summary>
    public bool Holds(string operation, Sight sight, Row row)
    {
        if (operation is "read" || row.Resource.Owner is not { } owner) return Of(row.Resource, operation).Holds(sight.All, row);
        return Holds("update", sight, sight.World.One(row, owner.Inverse!)!);
    }

    /// <summary>What the caller alone makes of what they want to do; null: the row decides.</summary>
    public bool? Decided(string operation, Resource resource, Caller caller)
    {
        if (resource.Owner is not { } owner) return Of(resource, operation).Decided(caller);
        var above = Decided(operation == "read" ? "read" : "update", owner.Source, caller);
        if (operation != "read") return above;
        var own = Of(resource, "read").Decided(caller);
        return above == false || own == false ? false : above is null || own is null ? null : true;
    }

    /// <summary>Who does something to a field.</summary>
    public Condition OfField(Field field, string operation) => field.Name == "id" ? Everybody : OfField(ResourceOf(field), field.Name, operation);

    /// <summary>The condition that is said of a resource, by itself or by the service.</summary>
    public Condition Of(Resource resource, string operation)
    {
        if (_ofActions.TryGetValue(operation, out var ofAction)) return ofAction;
        if (resource.Actions.Any(action => action.Name == operation)) operation = "update";
        if (resource.Owner is not null) return _ofRows.GetValueOrDefault((resource.Name, "read"), Everybody);
        string[] said = operation == "read" ? ["read"] : [operation, "write"];
        foreach (var place in (string[])[resource.Name, ""])
        {
            foreach (var name in said)
            {
                if (_ofRows.TryGetValue((place, name), out var condition)) return condition;
            }
        }
        return Nobody;
    }

    private Condition OfField(string resource, string field, string operation) => _ofFields.GetValueOrDefault((resource, field, operation), Everybody);

    private readonly Dictionary<Field, string> _resources = [];

    private string ResourceOf(Field field) => _resources[field];

    /// <summary>Makes known whose the fields of a model are.</summary>
    public PolicySet For(ServiceModel model)
    {
        foreach (var resource in model.Resources)
        {
            foreach (var field in resource.Fields) _resources[field] = resource.Name;
        }
        return this;
    }
}
