using Lintel.Model;

namespace Lintel.Conformance;

/// <summary>What every store must do. Each store derives these classes; what it can't do is an override with its reason.</summary>
public abstract class StoreTests
{
    /// <summary>An empty database with the schema of a model.</summary>
    protected abstract Task<TestDatabase> CreateAsync(ServiceModel model);

    /// <summary>The same of a contract's resources.</summary>
    protected Task<TestDatabase> CreateAsync(string resources) => CreateAsync(TestDatabase.Compile(resources));
}
