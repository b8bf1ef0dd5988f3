using System.Text.Json.Nodes;
using Lintel.Http.Tests.Models.Documents;
using Lintel.Testing.Orders;

namespace Lintel.Http.Tests.Models.Mutations;

/// <summary>Writes of the model as mutations.</summary>
/// <param name="usesVariables">Whether what is written comes as variables, and not as literals.</param>
internal sealed class MutationText(bool usesVariables)
{
    private const string Row = "order { id owner number note amount status version total lines { nodes { id quantity price } } tags { nodes { id } } }";

    private readonly List<string> _definitions = [];
    private readonly JsonObject _variables = [];
    private readonly List<string> _fields = [];

    /// <summary>The values of the variables.</summary>
    public string Variables => _variables.ToJsonString();

    /// <summary>What a write is without that for which mutations have no word; null: they have none for it.</summary>
    public static OrderWrite? Said(OrderWrite write) => write switch
    {
        PutOrder { MustBeNew: true } => null,
        CreateOrder or PutOrder or PatchOrder or ActOnOrder or DeleteOrder => write with { Rehearses = false, IfMatch = write.IfMatch == "*" ? null : write.IfMatch },
        AddLine or ChangeLine or RemoveLine or ManyWrite => write with { Rehearses = false, IfMatch = null },
        _ => null,
    };

    /// <summary>Adds a write.</summary>
    public void Add(string key, OrderWrite write) => _fields.Add($"{key}: {Field(write)}");

    /// <summary>The document.</summary>
    public string Document(bool isTransaction) =>
        $"mutation{(_definitions.Count == 0 ? "" : $"({string.Join(", ", _definitions)})")}{(isTransaction ? " @transaction" : "")} {{ {string.Join(' ', _fields)} }}";

    private string Field(OrderWrite write)
    {
        var body = write.Request.Body is { } text ? JsonNode.Parse(text)! : new JsonObject();
        switch (write)
        {
            case CreateOrder:
                return $"createOrder(input: {Value("CreateOrderInput!", body)}) {{ {Row} }}";
            case PutOrder { Id: { } id }:
                return $"upsertOrder(id: {Value("UUID!", id)}, input: {Value("UpsertOrderInput!", body)}{Version(write)}) {{ {Row} }}";
            case PutOrder put:
                // What finds the order is told beside it.
                body.AsObject().Remove("number");
                return $"upsertOrderByNumber(number: {Value("String!", put.Draft.Number)}, input: {Value("UpsertByNumberOrderInput!", body)}{Version(write)}) {{ {Row} }}";
            case PatchOrder patch:
                return $"updateOrder(id: {Value("UUID!", patch.Id)}, patch: {Value("UpdateOrderInput!", body)}{Version(write)}) {{ {Row} }}";
            case ActOnOrder act:
                return $"{act.Action}Order(id: {Value("UUID!", act.Id)}{Version(write)}) {{ {Row} }}";
            case DeleteOrder delete:
                return $"deleteOrder(id: {Value("UUID!", delete.Id)}{Version(write)}) {{ deletedNodeId }}";
            case AddLine add:
                return $"createOrderLine(orderId: {Value("UUID!", add.Id)}, input: {Value("CreateOrderLineInput!", body)}) {{ orderLine {{ id }} }}";
            case ChangeLine change:
                return $"updateOrderLine(orderId: {Value("UUID!", change.Id)}, id: {Value("UUID!", change.LineId)}, patch: {Value("UpdateOrderLineInput!", body)}) {{ orderLine {{ id }} }}";
            case RemoveLine remove:
                return $"deleteOrderLine(orderId: {Value("UUID!", remove.Id)}, id: {Value("UUID!", remove.LineId)}) {{ deletedNodeId }}";
            case PatchOrders many:
                return $"updateOrders(where: {Where(many)}, patch: {Value("UpdateOrderInput!", body)}, maxAffected: {Value("Int!", many.Most)}) {{ affected }}";
            case DeleteOrders many:
                return $"deleteOrders(where: {Where(many)}, maxAffected: {Value("Int!", many.Most)}) {{ affected }}";
            default:
                throw new ArgumentOutOfRangeException(nameof(write), write, null);
        }
    }

    private string Where(ManyWrite many) => Value("OrderWhere!", new JsonObject { ["owner"] = new JsonObject { ["eq"] = many.Owner }, ["amount"] = new JsonObject { ["gte"] = many.Amount } });

    private string Version(OrderWrite write) => write.IfMatch is { } tag ? $", ifVersion: {Value("Long!", JsonNode.Parse(tag.Trim('"'))!)}" : "";

    private string Value(string type, JsonNode value)
    {
        if (!usesVariables) return Literal.TextOf(Of(value));
        var name = $"v{_variables.Count}";
        _definitions.Add($"${name}: {type}");
        _variables.Add(name, value.DeepClone());
        return "$" + name;
    }

    private static object? Of(JsonNode? value) => value switch
    {
        null => null,
        JsonObject members => new Literal.Members([.. members.Select(member => (member.Key, Of(member.Value)))]),
        JsonArray items => items.Select(Of).ToArray(),
        JsonValue one when one.TryGetValue<string>(out var text) => text,
        _ => value.GetValue<int>(),
    };
}
