using GraphQL;
using GraphQL.Conversion;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQL.Utilities;
using GraphQLParser.AST;
using Lintel.Model;

namespace Lintel.GraphQL.Schema;

/// <summary>A contract as a GraphQL schema: made of instances, so that nothing is looked up by reflection.</summary>
internal sealed class ContractSchema : global::GraphQL.Types.Schema
{
    /// <summary>The directive that makes one transaction of a mutation's fields.</summary>
    public const string Transaction = "transaction";

    private ContractSchema(SchemaTypes types)
        : base(new NoServices(), runConfigurations: false)
    {
        Types = types;
        // Names are taken as they are given.
        NameConverter = DefaultNameConverter.Instance;
        Features.DeprecationOfInputValues = true;
        Features.RepeatableDirectives = true;
    }

    /// <summary>The schema of a service. Takes tens of milliseconds.</summary>
    public static ContractSchema Of(ServiceModel model)
    {
        var types = new SchemaTypes(model);
        var schema = new ContractSchema(types) { Description = model.Info.Description };
        schema.Directives.Register(new Directive("specifiedBy", DirectiveLocation.Scalar)
        {
            Description = "Where the form of a scalar is written down.",
            Arguments = new QueryArguments(new QueryArgument(new NonNullGraphType(types.Scalars.String)) { Name = "url", Description = "The address." }),
        });
        schema.Directives.Register(new Directive(Transaction, DirectiveLocation.Mutation)
        {
            Description = "All fields of the mutation are done in one transaction, or none of them.",
        });
        schema.Query = RootTypes.Query(types);
        schema.Mutation = MutationTypes.Of(types);
        foreach (var type in types.Objects) schema.RegisterType(type);
        schema.Initialize();
        return schema;
    }

    /// <summary>The types that it was made of.</summary>
    public SchemaTypes Types { get; }

    /// <summary>The schema in the schema definition language.</summary>
    public string Text => this.Print(new PrintOptions { StringComparison = null });

    /// <inheritdoc/>
    protected override void OnBeforeInitializeType(IGraphType type)
    {
        base.OnBeforeInitializeType(type);
        if (type is not IComplexGraphType { Name: { } name } meta) return;
        // What newer clients ask for and this version of the library does not have.
        if (name == "__Type" && meta.Fields.Find("specifiedByURL") is null)
        {
            meta.AddField(new global::GraphQL.Types.FieldType
            {
                Name = "specifiedByURL",
                ResolvedType = new StringGraphType(),
                Resolver = new FuncFieldResolver<object>(context => (context.Source as ContractScalar)?.SpecifiedBy),
            });
        }
        if (name == "__Directive" && meta.Fields.Find("args")!.Arguments is not { Count: > 0 })
            meta.Fields.Find("args")!.Arguments = new QueryArguments(new QueryArgument(new BooleanGraphType()) { Name = "includeDeprecated", DefaultValue = false });
    }

    /// <summary>Types from classes would need services; ours are instances.</summary>
    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
