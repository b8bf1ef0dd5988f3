using Lintel.Contract.Fields;
using Lintel.Contract.Yaml;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>A function as it is declared.</summary>
internal sealed class FunctionDeclaration
{
    public required Located<string> Name { get; init; }

    public RoutineDeclaration Routine { get; init; } = new(null, null, null);

    public IReadOnlyList<InputDeclaration> Input { get; init; } = [];

    /// <summary>A resource or a single value that it gives; null: none.</summary>
    public FieldDeclaration? Value { get; init; }

    /// <summary>The fields of a record that it gives; null: none.</summary>
    public IReadOnlyList<FieldDeclaration>? Fields { get; init; }

    public bool IsMany { get; init; }

    public bool Reads { get; init; }

    /// <summary>Who may call it; null: nothing is said.</summary>
    public ScalarNode? Access { get; init; }

    public string? Description { get; init; }
}

/// <summary>The function of the database that is meant.</summary>
internal sealed record RoutineDeclaration(Located<string>? Schema, Located<string>? Name, IReadOnlyList<Located<string>>? Arguments);

/// <summary>What a function is given.</summary>
internal sealed record InputDeclaration(FieldDeclaration Field, Located<string>? Argument);

/// <summary>Reads what is declared of functions from nodes that the shape checker has seen.</summary>
internal static class FunctionReader
{
    public static IReadOnlyList<FunctionDeclaration> ReadAll(MappingNode? functions, DiagnosticBag bag) =>
        functions is null ? [] : [.. functions.Entries.Where(entry => entry.Value is MappingNode { Broken: false }).Select(entry => Read(entry, bag))];

    private static FunctionDeclaration Read(Entry entry, DiagnosticBag bag)
    {
        var node = (MappingNode)entry.Value;
        var returns = node.Find("returns");
        return new FunctionDeclaration
        {
            Name = new(entry.Key.Text, entry.Key.Place),
            Routine = ReadRoutine(node.Find("function")),
            Input = node.Find("input") is MappingNode input ? [.. input.Entries.Select(field => ReadInput(field, bag))] : [],
            Value = returns is ScalarNode type ? FieldReader.Read(new Entry(new ScalarNode(type.Place, FunctionResult.Value, plain: true), type), bag) : null,
            Fields = (returns as MappingNode)?.Find("fields") is MappingNode fields ? [.. fields.Entries.Select(field => FieldReader.Read(field, bag))] : null,
            IsMany = returns is MappingNode record && record.FindText("many")?.Value == "true",
            Reads = node.FindText("reads")?.Value == "true",
            Access = node.FindScalar("access"),
            Description = node.FindText("description")?.Value,
        };
    }

    private static RoutineDeclaration ReadRoutine(Node? node) => node switch
    {
        ScalarNode name => new(null, new(name.Text, name.Place), null),
        MappingNode routine => new(
            routine.FindText("schema"), routine.FindText("name"),
            routine.Find("arguments") is SequenceNode types ? [.. types.Items.OfType<ScalarNode>().Where(type => !type.Broken).Select(type => new Located<string>(type.Text, type.Place))] : null),
        _ => new(null, null, null),
    };

    private static InputDeclaration ReadInput(Entry entry, DiagnosticBag bag) =>
        new(FieldReader.Read(entry, bag), (entry.Value as MappingNode)?.FindText("argument"));
}
