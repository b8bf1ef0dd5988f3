using CsCheck;
using Lintel.GraphQL.Schema;

namespace Lintel.GraphQL.Tests.Schema;

/// <summary>The names that GraphQL has for the members of an enumeration.</summary>
public sealed class EnumNamesTests
{
    [Theory]
    [InlineData("pending", "PENDING")]
    [InlineData("In Progress", "IN_PROGRESS")]
    [InlineData("inProgress", "IN_PROGRESS")]
    [InlineData("2nd", "_2ND")]
    [InlineData("- done -", "DONE")]
    [InlineData("true", "TRUE")]
    [InlineData("جديد", "VALUE")]
    [InlineData("", "VALUE")]
    public void A_member_has_a_name_in_capitals_that_can_be_written(string member, string name) => Assert.Equal([(member, name)], new EnumNames([member]).All);

    [Fact]
    public void Members_of_which_no_letter_can_be_in_a_name_are_told_apart_by_a_number() =>
        Assert.Equal(["VALUE", "VALUE_2", "VALUE_3", "VALUE_2_2"], new EnumNames(["جديد", "", "—", "value 2"]).All.Select(one => one.Name));

    [Fact]
    public void Whatever_the_members_are_each_has_a_name_of_its_own_that_GraphQL_allows() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char["_- aAbB12é"], 0, 6]).Array[1, 20].Sample(texts =>
        {
            var members = texts.Distinct().ToArray();
            var names = new EnumNames(members);
            Assert.All(names.All, one => Assert.Matches("^(?!__)[_A-Z][_A-Z0-9]*$", one.Name));
            Assert.Equal(members, names.All.Select(one => names.MemberOf(one.Name)));
        });
}
