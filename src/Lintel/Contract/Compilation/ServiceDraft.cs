namespace Lintel.Contract.Compilation;

/// <summary>A service while it is being compiled: what the passes hand to each other.</summary>
internal sealed class ServiceDraft(ServiceDeclaration declaration, DiagnosticBag bag)
{
    private readonly Dictionary<string, ResourceDraft> _byName = new(StringComparer.Ordinal);

    public ServiceDeclaration Declaration { get; } = declaration;

    public DiagnosticBag Bag { get; } = bag;

    /// <summary>All resources, in the contract's order.</summary>
    public IReadOnlyList<ResourceDraft> Resources { get; } = [.. declaration.Resources.Select(resource => new ResourceDraft(resource))];

    /// <summary>The functions, in the contract's order.</summary>
    public IReadOnlyList<FunctionDraft> Functions { get; } = [.. declaration.Functions.Select(function => new FunctionDraft(function))];

    /// <summary>The resource of that name, or null.</summary>
    public ResourceDraft? Find(string name)
    {
        if (_byName.Count == 0)
        {
            foreach (var resource in Resources)
                _byName.TryAdd(resource.Name, resource);
        }

        return _byName.GetValueOrDefault(name);
    }
}
