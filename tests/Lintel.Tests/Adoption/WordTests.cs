using Lintel.Adoption.Naming;

namespace Lintel.Tests.Adoption;

public sealed class WordTests
{
    [Theory]
    [InlineData("InvoiceLine", "invoice line")]
    [InlineData("invoice_line", "invoice line")]
    [InlineData("SCREAMING_SNAKE", "screaming snake")]
    [InlineData("kebab-case and blanks", "kebab case and blanks")]
    [InlineData("HTTPStatus", "http status")]
    [InlineData("userID", "user id")]
    [InlineData("URLs", "urls")]
    [InlineData("userIDs", "user ids")]
    [InlineData("someURLField", "some url field")]
    [InlineData("address2", "address2")]
    [InlineData("owner's", "owners")]
    [InlineData("% off", "percent off")]
    [InlineData("C++", "c plus plus")]
    [InlineData("R&D", "r and d")]
    [InlineData("Größe", "grosse")]
    [InlineData("naïve_café", "naive cafe")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Ελληνικά", "ellinika")]
    [InlineData("Заказчики", "zakazchiki")]
    [InlineData("العملاء", "alamla")]
    [InlineData("שלום", "shlvm")]
    [InlineData("カタカナ", "katakana")]
    [InlineData("한국어", "hangukeo")]
    [InlineData("漢字", "u6f22 u5b57")]
    [InlineData("\"[]\\/.", "")]
    [InlineData("🦆", "")]
    public void A_name_is_taken_apart_into_words(string name, string words) => Assert.Equal(words, string.Join(' ', Words.Of(name)));

    [Theory]
    [InlineData("customers", "customer")]
    [InlineData("people", "person")]
    [InlineData("order statuses", "order status")]
    [InlineData("order status", "order status")]
    [InlineData("categories", "category")]
    [InlineData("addresses", "address")]
    [InlineData("news", "news")]
    [InlineData("series", "series")]
    [InlineData("data", "data")]
    [InlineData("business", "business")]
    [InlineData("sales", "sale")]
    [InlineData("key always", "key always")]
    public void The_last_word_of_a_table_is_singular(string words, string singular) => Assert.Equal(singular, string.Join(' ', Inflection.Singular(words.Split(' '))));

    [Theory]
    [InlineData("date", "dateRecord")]
    [InlineData("null", "nullRecord")]
    [InlineData("user", "user")]
    [InlineData("group", "group")]
    [InlineData("123", "n123")]
    [InlineData("2nd try", "twoNdTry")]
    [InlineData("", "table")]
    public void A_word_of_the_language_is_no_name_of_a_resource(string words, string name) =>
        Assert.Equal(name, Reserved.Resource(words.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Fact]
    public void A_long_name_is_cut() => Assert.Equal(50, Reserved.Field([new string('a', 40), new string('b', 40)]).Length);
}
