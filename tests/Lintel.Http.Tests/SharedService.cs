namespace Lintel.Http.Tests;

/// <summary>A service that the tests of one class share, since they only read, or leave no trace.</summary>
public abstract class SharedService : IAsyncLifetime
{
    internal TestService Value { get; private set; } = null!;

    internal abstract Task<TestService> StartAsync();

    public async ValueTask InitializeAsync() => Value = await StartAsync();

    public virtual async ValueTask DisposeAsync()
    {
        await Value.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
