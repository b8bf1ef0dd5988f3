namespace Lintel.Http.Tests.Hostile;

/// <summary>A service with a place for each kind of value: what is put in must come out as it was, or be refused.</summary>
public sealed class Chest : SharedService
{
    public const string Contract = """
          item:
            key: { type: string(1..600), client: true }
            managed: []
            fields:
              name: string(..20000)? searchable
              body: text? searchable
              whole: int?
              large: long?
              exact: decimal(10,2)?
              precise: decimal(38,10)?
              rate: double?
              extra: json?
              words: string(..20000)[]?
        """;

    internal override Task<TestService> StartAsync() => TestService.StartAsync(Contract);
}
