using Lintel.Expressions;

namespace Lintel.Tests.Expressions;

/// <summary>What is no expression is told with its place and what to do.</summary>
public class ErrorTests
{
    [Theory]
    [InlineData("totl > 1", 0, 4, "'order' has no field 'totl'.", "did you mean 'total'?")]
    [InlineData("customer.teir == 'gold'", 9, 4, "'customer' has no field 'teir'.", "did you mean 'tier'?")]
    [InlineData("customer.secret == 'x'", 9, 6, "'customer' has no field 'secret'.", null)]
    [InlineData("total.x > 1", 0, 5, "'total' is a field, and has no fields.", "end the path here")]
    [InlineData("status == 'payd'", 10, 6, "'payd' is not one of the names.", "did you mean 'paid'?")]
    [InlineData("status = 'paid'", 7, 1, "'=' is no operator.", "did you mean '=='?")]
    [InlineData("total <> 1", 6, 2, "'<>' is no operator.", "did you mean '!='?")]
    [InlineData("urgent & urgent", 7, 1, "'&' is no operator.", "did you mean '&&' or 'and'?")]
    [InlineData("urgent AND urgent", 7, 3, "Here stands 'AND', where the end should.", "did you mean 'and'?")]
    [InlineData("note LIKE 'a%'", 5, 4, "Here stands 'LIKE', where the end should.", "use contains, startsWith, endsWith or matches")]
    [InlineData("total >", 7, 0, "Here stands the end, where a value should.", null)]
    [InlineData("(total > 1", 10, 0, "Here stands the end, where ')' should.", null)]
    [InlineData("note == 'abc", 8, 4, "This text has no end.", "close it with '")]
    [InlineData("note == 'a\\q'", 8, 2, "This escape is not known.", null)]
    [InlineData("number == 1x", 10, 2, "This is no number.", null)]
    [InlineData("number == 007", 10, 3, "This is no number.", null)]
    [InlineData("total == '1'", 0, 12, "decimal(12,2) can't be compared with text by '=='.", null)]
    [InlineData("total and urgent", 0, 5, "A condition is expected here, not decimal(12,2).", "compare it with something")]
    [InlineData("due > '2026'", 6, 6, "'2026' is not a timestamp.", null)]
    [InlineData("paid < null", 0, 11, "With null nothing is less or greater.", "use == or !=")]
    [InlineData("paid + null == 1", 0, 11, "With null nothing can be computed.", null)]
    [InlineData("weight * 2 > 1", 0, 10, "'*' has no meaning for double and int.", "a double is not exact, and can only be compared: use a decimal")]
    [InlineData("note - 1 > 1", 0, 8, "'-' has no meaning for text and int.", null)]
    [InlineData("paid in [1, null]", 12, 4, "A list can't hold null.", null)]
    [InlineData("number in [number]", 11, 6, "A list holds literals only.", null)]
    [InlineData("lines.quantity > 3", 0, 5, "'lines' leads to many rows.", "ask for one of them: lines.exists(x, x.quantity == …)")]
    [InlineData("lines == 3", 0, 5, "'lines' leads to many rows.", null)]
    [InlineData("number in lines", 10, 5, "'lines' leads to many rows.", null)]
    [InlineData("number in lines.quantty", 16, 7, "'orderLine' has no field 'quantty'.", "did you mean 'quantity'?")]
    [InlineData("note in lines.quantity", 0, 22, "text can't be compared with int by '=='.", null)]
    [InlineData("null in lines.quantity", 0, 4, "One value is looked for among rows, and this is none.", null)]
    [InlineData("tags in lines.note", 0, 4, "One value is looked for among rows, and this is none.", null)]
    [InlineData("lines.exist(l, l.quantity > 3)", 6, 5, "There is no function 'exist'.", "did you mean 'exists'?")]
    [InlineData("customer.exists(c, c.name == 'x')", 0, 8, "'customerId' does not lead to many rows.", null)]
    [InlineData("sum(total)", 4, 5, "'sum' goes over many rows, and nothing here leads to any.", null)]
    [InlineData("sum(lines.note)", 0, 15, "'sum' has no meaning for text.", null)]
    [InlineData("lines.exists(l, l == 1)", 16, 1, "'l' is a row, not a value.", null)]
    [InlineData("note.matches(note)", 13, 4, "A pattern is a text in quotes.", null)]
    [InlineData("note.matches('(?=a)')", 13, 7, "Of groups with '?' there is only '(?:…)': look-around, names and options are left out.", null)]
    [InlineData("number == 123456789012345678901234567890123456789", 10, 39, "This number is too large, or has too many digits.", null)]
    [InlineData("null", 0, 4, "Null alone has no type.", null)]
    [InlineData("size(total)", 5, 5, "decimal(12,2) has no size.", null)]
    [InlineData("total @ 1", 6, 1, "An expression can't have this character here.", null)]
    public void A_mistake_is_told_with_its_place_and_a_hint(string text, int offset, int length, string message, string? hint)
    {
        var error = Shop.Error(text);
        Assert.Equal((offset, length, message), (error.Offset, error.Length, error.Message));
        if (hint is not null) Assert.Equal(hint, error.Hint);
    }

    [Fact]
    public void All_mistakes_of_names_and_types_are_told_at_once()
    {
        var result = ExpressionCompiler.Compile("totl > 1 and nam == 'x' or status == 'x'", Shop.Order);
        Assert.Equal([0, 13, 37], result.Errors.Select(error => error.Offset));
    }

    [Fact]
    public void Rules_of_the_contract_may_name_fields_that_are_never_shown() =>
        Assert.NotNull(ExpressionCompiler.Compile("customer.secret == 'x'", Shop.Order, ExpressionLimits.Default with { WriteOnly = true }).Expression);

    [Fact]
    public void A_condition_is_not_a_number() =>
        Assert.Equal("A condition is expected here, not decimal(12,2).", Assert.Single(ExpressionCompiler.CompileCondition("total", Shop.Order).Errors).Message);
}
