namespace Lintel.Expressions.Evaluation;

/// <summary>Walks expressions.</summary>
internal static class ExpressionRewriting
{
    /// <summary>The same expression with each of its direct parts replaced; itself where no part changed.</summary>
    public static Expression Parts(Expression expression, Func<Expression, Expression> replace)
    {
        switch (expression)
        {
            case ConstantExpression or ParameterExpression or NowExpression or CallerExpression or PathExpression: return expression;
            case ChainExpression chain:
                Expression[] parts = [.. chain.Parts.Select(replace)];
                return parts.SequenceEqual(chain.Parts, ReferenceEqualityComparer.Instance) ? chain : new ChainExpression(chain.IsOr, parts);
            case NotExpression not: return replace(not.Operand) is var operand && ReferenceEquals(operand, not.Operand) ? not : new NotExpression(operand);
            case ComparisonExpression comparison: return new ComparisonExpression(comparison.Operator, replace(comparison.Left), replace(comparison.Right));
            case InExpression within: return new InExpression(replace(within.Operand), replace(within.List));
            case ElementExpression element: return new ElementExpression(replace(element.Element), replace(element.Array));
            case ArithmeticExpression arithmetic:
                return new ArithmeticExpression(arithmetic.Operator, replace(arithmetic.Left), replace(arithmetic.Right), arithmetic.Type, arithmetic.MayOverflow);
            case CastExpression cast: return new CastExpression(replace(cast.Operand), cast.Type);
            case ConditionalExpression conditional:
                return new ConditionalExpression(replace(conditional.Condition), replace(conditional.Then), replace(conditional.Else), conditional.Type);
            case SizeExpression size: return new SizeExpression(replace(size.Operand));
            case CalendarExpression calendar: return new CalendarExpression(calendar.Unit, replace(calendar.Operand));
            case TextTestExpression test: return new TextTestExpression(test.Test, replace(test.Operand), replace(test.Part));
            case MatchExpression match: return new MatchExpression(replace(match.Operand), match.Pattern, match.Slot);
            case AggregateExpression { Body: null }: return expression;
            case AggregateExpression aggregate:
                return new AggregateExpression(aggregate.Function, aggregate.From, aggregate.Hops, aggregate.Relation, aggregate.Row, replace(aggregate.Body), aggregate.Type);
            default: throw new NotSupportedException($"No parts of {expression.GetType().Name}.");
        }
    }

    /// <summary>The direct parts of an expression.</summary>
    public static List<Expression> Parts(Expression expression)
    {
        var parts = new List<Expression>();
        Parts(expression, part =>
        {
            parts.Add(part);
            return part;
        });
        return parts;
    }
}
