using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using GraphQL;
using GraphQL.Execution;
using Lintel.GraphQL.Documents;
using Lintel.GraphQL.Schema;
using Lintel.Results;

namespace Lintel.GraphQL.Answering;

/// <summary>Answers questions to the schema by graphql-dotnet. They are the same for all callers, so what was answered is kept.</summary>
internal sealed class SchemaQuestions(ContractSchema schema)
{
    private const int Kept = 32;

    private readonly DocumentExecuter _executer = new();
    private readonly ConcurrentDictionary<KnownOperation, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> _known = new();

    /// <summary>What the fields of the root answer that are about the schema, as JSON, by their keys.</summary>
    public async ValueTask<IReadOnlyDictionary<string, ReadOnlyMemory<byte>>> AskAsync(KnownDocument document, KnownOperation operation, AskedSet set, GraphQLRequest request, CancellationToken cancellation)
    {
        var isKept = request.Variables is not { Members.Count: > 0 };
        if (isKept && _known.TryGetValue(operation, out var known)) return known;
        // All of the operation's questions at once: it answers each of them.
        var result = await _executer.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Document = document.Ast,
            OperationName = operation.Name,
            Variables = Inputs(request),
            // It was validated.
            ValidationRules = [],
            CancellationToken = cancellation,
        }).ConfigureAwait(false);
        var nodes = (result.Data as ObjectExecutionNode)?.SubFields ?? [];
        var answers = set.Fields.Where(asked => asked.IsIntrospection).ToDictionary(asked => asked.Key, asked => Text(Array.Find(nodes, node => node.Name == asked.Key)));
        if (isKept && _known.Count < Kept) _known.TryAdd(operation, answers);
        return answers;
    }

    private static ReadOnlyMemory<byte> Text(ExecutionNode? node)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = LeastEscaping.Instance })) Write(writer, node);
        return buffer.WrittenMemory;
    }

    private static Inputs Inputs(GraphQLRequest request) =>
        request.Variables is not { } variables ? global::GraphQL.Inputs.Empty : new Inputs(variables.Members.ToDictionary(member => member.Name, member => Plain(member.Value)));

    private static object? Plain(Operations.InputValue value) => value.Kind switch
    {
        Operations.InputKind.Null => null,
        Operations.InputKind.Boolean => value.Text == "true",
        Operations.InputKind.Number => int.TryParse(value.Text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : (object)value.Text,
        Operations.InputKind.String or Operations.InputKind.Untyped => value.Text,
        Operations.InputKind.List => value.Items.Select(Plain).ToList(),
        Operations.InputKind.Object => value.Members.ToDictionary(member => member.Name, member => Plain(member.Value)),
    };

    private static void Write(Utf8JsonWriter writer, ExecutionNode? node)
    {
        switch (node)
        {
            case ObjectExecutionNode { SubFields: { } fields }:
                writer.WriteStartObject();
                foreach (var field in fields)
                {
                    writer.WritePropertyName(field.Name!);
                    Write(writer, field);
                }
                writer.WriteEndObject();
                break;
            case ArrayExecutionNode { Items: { } items }:
                writer.WriteStartArray();
                foreach (var item in items) Write(writer, item);
                writer.WriteEndArray();
                break;
            default:
                switch (node?.ToValue())
                {
                    case null: writer.WriteNullValue(); break;
                    case bool value: writer.WriteBooleanValue(value); break;
                    case int value: writer.WriteNumberValue(value); break;
                    case var value: writer.WriteStringValue(value!.ToString()); break;
                }
                break;
        }
    }
}
