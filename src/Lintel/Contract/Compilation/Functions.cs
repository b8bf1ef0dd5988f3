using System.Globalization;
using Lintel.Contract.Fields;
using Lintel.Contract.Rules;
using Lintel.Model;

namespace Lintel.Contract.Compilation;

/// <summary>A function while it is being compiled.</summary>
internal sealed class FunctionDraft(FunctionDeclaration declaration)
{
    public FunctionDeclaration Declaration { get; } = declaration;

    public string Name => Declaration.Name.Value;

    /// <summary>What the database calls it.</summary>
    public string Routine => Declaration.Routine.Name?.Value ?? Casing.Snake(Name);

    /// <summary>What it is given, in order, each with the argument that it is.</summary>
    public List<(FieldDraft Field, FunctionArgument Argument)> Input { get; } = [];

    /// <summary>The form of what it gives; null: nothing.</summary>
    public FunctionResultKind? Kind { get; set; }

    /// <summary>The resource whose rows it gives; null: none.</summary>
    public ResourceDraft? Target { get; set; }

    /// <summary>The fields of what it gives, where that is no row of a resource.</summary>
    public List<FieldDraft> Result { get; } = [];

    public bool IsMany { get; set; }
}

/// <summary>Checks the functions: what they are given and what they give. Whether the database has them only a store can tell.</summary>
internal static class Functions
{
    private const string Taker = "a function";

    /// <summary>What stands behind the version already.</summary>
    private const string Batch = "batch";

    /// <summary>What asks for a part of the rows that a function gives, as of those of a list.</summary>
    public static readonly string[] Reserved = ["fields", "include", "filter", "search", "sort", "limit", "after", "before", "count", "deleted"];

    public static void Run(ServiceDraft service)
    {
        var names = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var function in service.Functions)
        {
            var (name, place) = (function.Name, function.Declaration.Name.Place);
            if (!service.Declaration.IsExternal)
                service.Bag.Report(FunctionRules.NotExternal, place, "Only a database that is not ours has functions to call.", "add `schema: external`, or remove `functions`");
            if (ResourceNames.CheckName(name, place, service.Bag) && name == Batch)
                service.Bag.Report(FunctionRules.ReservedName, place, $"{Wording.Quoted(name)} is the path of units.", "choose another name, and name the function by `function:`");
            else if (!names.TryAdd(name, name))
                service.Bag.Report(NameRules.NameClash, place, $"{Wording.Quoted(name)} differs from {Wording.Quoted(names[name])} only in case.", "choose another name");
            ReadReturns(function, service);
            foreach (var input in function.Declaration.Input)
                ReadInput(function, input, service);
        }
    }

    private static void ReadInput(FunctionDraft function, InputDeclaration input, ServiceDraft service)
    {
        var field = InputFields.Read(input.Field, function.Input.Select(other => other.Field), Taker, service);
        var argument = input.Argument?.Value ?? Casing.Snake(field.Name);
        var isPosition = int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position > 0;
        var read = isPosition ? new FunctionArgument(null, position) : new FunctionArgument(argument, 0);
        if (function.Input.Exists(other => other.Argument == read))
            service.Bag.Report(FunctionRules.SameArgument, input.Argument?.Place ?? input.Field.Place, $"The argument {Wording.Quoted(argument)} is given by two fields of {Wording.Quoted(function.Name)}.", "name another one by `argument:`");
        if (function is { Declaration.Reads: true, Target: not null, IsMany: true } && Reserved.Contains(field.Name))
            service.Bag.Report(FunctionRules.ReservedName, input.Field.Place, $"{Wording.Quoted(field.Name)} is what a list itself is asked by.", $"call it otherwise, and add `argument: {argument}`");
        function.Input.Add((field, read));
    }

    private static void ReadReturns(FunctionDraft function, ServiceDraft service)
    {
        var declared = function.Declaration;
        if (declared.Fields is { } fields)
        {
            (function.Kind, function.IsMany) = (FunctionResultKind.Records, declared.IsMany);
            foreach (var field in fields)
                function.Result.Add(ReadResult(field, service));
        }
        else if (declared.Value is { Broken: false, TypeName: { } type } value)
        {
            function.IsMany = value.IsArray;
            if (service.Find(type.Value) is { } target)
            {
                (function.Kind, function.Target) = (FunctionResultKind.Rows, target);
            }
            else
            {
                function.Kind = FunctionResultKind.Values;
                function.Result.Add(ReadResult(value, service));
            }
        }
    }

    // SQL does not promise that a function gives no null.
    private static FieldDraft ReadResult(FieldDeclaration field, ServiceDraft service)
    {
        if (field.Broken || field.TypeName is not { } type)
            return FieldTypes.Unreadable(field);
        if (ScalarTypes.Find(type.Value) is not { } kind)
        {
            service.Bag.Report(FieldRules.UnknownType, type.Place, $"{Wording.Quoted(type.Value)} is neither a type nor a resource.",
                service.Bag.IsFull ? null : ScalarTypes.Explain(type.Value, service.Resources.Select(other => other.Name)));
            return FieldTypes.Unreadable(field);
        }

        var draft = FieldTypes.Scalar(field, kind, service.Bag, isExternal: true);
        draft.Nullable = true;
        draft.BuiltColumn = new Column { Name = draft.Column, Type = draft.Type, Nullable = true };
        return draft;
    }
}
