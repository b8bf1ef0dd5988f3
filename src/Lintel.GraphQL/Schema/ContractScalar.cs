using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Lintel.GraphQL.Schema;

/// <summary>A scalar of the contract language. What its texts must look like the engine checks, as of any protocol; here only that it is a text, a number, or anything.</summary>
internal sealed class ContractScalar : ScalarGraphType
{
    private readonly Forms _forms;

    /// <summary>A scalar.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="forms">How it may be written.</param>
    /// <param name="specification">Where its form is written down; null: nowhere.</param>
    /// <param name="description">What it is.</param>
    public ContractScalar(string name, Forms forms, string? specification, string description)
    {
        Name = name;
        Description = description;
        SpecifiedBy = specification;
        _forms = forms;
        if (specification is not null) this.ApplyDirective("specifiedBy", "url", specification);
    }

    /// <summary>How a value may be written.</summary>
    [Flags]
    public enum Forms
    {
        /// <summary>As a string.</summary>
        Text = 1,

        /// <summary>As a number without a fraction.</summary>
        Integer = 2,

        /// <summary>As any number.</summary>
        Number = 4 | Integer,

        /// <summary>As anything that JSON has.</summary>
        Any = 8 | Text | Number,
    }

    /// <summary>Where its form is written down; null: nowhere.</summary>
    public string? SpecifiedBy { get; }

    /// <summary>How it may be written.</summary>
    public Forms Written => _forms;

    /// <inheritdoc/>
    public override bool CanParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLNullValue => true,
        GraphQLStringValue => _forms.HasFlag(Forms.Text),
        GraphQLIntValue => _forms.HasFlag(Forms.Integer),
        GraphQLFloatValue => _forms.HasFlag(Forms.Number),
        _ => _forms.HasFlag(Forms.Any),
    };

    /// <inheritdoc/>
    public override object? ParseLiteral(GraphQLValue value) => CanParseLiteral(value) ? value : ThrowLiteralConversionError(value);

    /// <inheritdoc/>
    public override object? ParseValue(object? value) => value;

    /// <inheritdoc/>
    public override object? Serialize(object? value) => value;
}
