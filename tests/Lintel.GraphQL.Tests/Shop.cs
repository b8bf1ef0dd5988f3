using System.Text;
using Lintel.Contract;
using Lintel.GraphQL.Documents;
using Lintel.Model;
using ContractSchema = Lintel.GraphQL.Schema.ContractSchema;

namespace Lintel.GraphQL.Tests;

/// <summary>The service that these tests ask about.</summary>
internal static class Shop
{
    private const string Contract = """
        lintel: 1
        service: shop
        resources:
          customer:
            key: { type: int, client: true }
            fields: { name: string, email: email? }
          order:
            maxLimit: 50
            fields:
              customer: customer
              status: enum(draft, paid)
              total: decimal(12,2) = 0
              count: long = 0
              weight: double = 1
              paidAt: timestamp?
              isGift: bool = false
              tags: string[]
              extra: json?
          line:
            partOf: order
            maxItems: 300
            fields: { quantity: int, product: product }
          product:
            maxLimit: 50
            fields:
              sku: string(..20) unique
              price: decimal(12,2)
              tags: { type: "tag[]" }
          tag:
            fields: { label: string }
        """;

    public static ServiceModel Model { get; } = Compile();

    public static ContractSchema Schema { get; } = ContractSchema.Of(Model);

    public static SchemaBreadth Breadth { get; } = new(Schema);

    private static ServiceModel Compile()
    {
        var result = ContractCompiler.Compile([new ContractText("shop.yaml", Encoding.UTF8.GetBytes(Contract))]);
        return result.Model ?? throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
    }
}
