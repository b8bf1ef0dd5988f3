using Lintel.Model;

namespace Lintel.Contract.Changes;

/// <summary>Two models, with what is the same in both laid side by side by its name.</summary>
internal sealed class ModelPair
{
    public ModelPair(ServiceModel old, ServiceModel @new)
    {
        Old = old;
        New = @new;
        Resources = [.. @new.Resources.Select(resource => (old.FindResource(resource.Name), resource)).Where(pair => pair.Item1 is not null).Select(pair => (pair.Item1!, pair.resource))];
        Fields = [.. Resources.SelectMany(pair => pair.New.Fields.Select(field => new FieldPair(pair.New, pair.Old.FindField(field.Name), field)))];
    }

    public ServiceModel Old { get; }

    public ServiceModel New { get; }

    /// <summary>The resources that both have.</summary>
    public IReadOnlyList<(Resource Old, Resource New)> Resources { get; }

    /// <summary>The new contract's fields of the resources that both have.</summary>
    public IReadOnlyList<FieldPair> Fields { get; }

    /// <summary>The fields that both have.</summary>
    public IEnumerable<(FieldPair Pair, Field Old)> KeptFields => Fields.Where(pair => pair.Old is not null).Select(pair => (pair, pair.Old!));
}

/// <summary>A field of the new contract beside the former one of its name; null: there was none.</summary>
internal sealed record FieldPair(Resource Resource, Field? Old, Field New)
{
    public string Subject => $"{Resource.Name}.{New.Name}";
}
