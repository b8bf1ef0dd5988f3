using System.Text;
using CsCheck;
using Lintel.Adoption.Catalog;
using Lintel.Model;
using Lintel.Sqlite.Catalog;
using Lintel.Sqlite.Foreign;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Tests;

/// <summary>How values of files that are not ours are read and written, and what a sample of them says of their columns.</summary>
public sealed class ForeignFormTests
{
    private const long Day = 86_400_000_000;

    private static readonly string[] Layouts =
    [
        "yyyy-MM-dd HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss[.ffffff]", "yyyy-MM-ddTHH:mm:ss.fffZ", "yyyy-MM-dd HH:mm:ss.ffffff+00:00", "yyyy/MM/dd HH:mm", "yyyy-MM-dd HH:mm:ss.FFFFFFF",
        "unixSeconds", "unixMilliseconds", "julian",
    ];

    public static TheoryData<string> Forms => [.. Layouts];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_time_that_a_form_keeps_is_read_as_it_was_written(string form)
    {
        var type = FieldType.Of(ScalarKind.Timestamp) with { Kept = Kept.Parse(ScalarKind.Timestamp, form) };
        Gen.Long[-719_162 * Day, 2_932_896 * Day].Sample(number =>
        {
            var value = Value.Of(number - number % type.Kept!.Step(type.Kind));
            Span<byte> buffer = stackalloc byte[ForeignForm.Room];
            return ForeignForm.Of(type).TryRead(ForeignForm.Of(type).Store(value, buffer), out var again) && again == value;
        });
    }

    [Fact]
    public void Every_decimal_of_fifteen_digits_is_the_binary_number_that_it_is_kept_as()
    {
        var type = new FieldType { Kind = ScalarKind.Decimal, Precision = 15, Scale = 4, Kept = new Kept(KeptAs.Number) };
        Gen.Long[-999_999_999_999_999, 999_999_999_999_999].Sample(number =>
            ForeignForm.Of(type).TryRead(ForeignForm.Of(type).Store(Value.Of(number), []), out var again) && again == Value.Of(number));
    }

    [Theory]
    [InlineData("2024-02-30 00:00:00")]
    [InlineData("2024-02-29T00:00:00")]
    [InlineData("2024-02-29 00:00:00Z")]
    [InlineData("2024-02-29 00:00:00.")]
    [InlineData("2024-02-29 00:00:00.50")]
    [InlineData("2024-02-29 24:00:00")]
    [InlineData("2024-02-29")]
    [InlineData("0000-01-01 00:00:00")]
    public void A_text_that_the_layout_would_write_otherwise_is_none_of_its_times(string text) =>
        Assert.False(Kept.DefaultLayout(ScalarKind.DateTime).TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("created_at", "TEXT", "'2024-02-29 12:34:56'", "datetime", null)]
    [InlineData("CreatedAt", "TEXT", "'2024-02-29T12:34:56.123Z', '2024-02-29T12:34:56.000Z'", "timestamp", "yyyy-MM-ddTHH:mm:ss.fffZ")]
    [InlineData("note", "TEXT", "'2024-02-29 12:34:56'", "text", null)]
    [InlineData("moment", "DATETIME", "'2024-02-29 12:34:56.120000', '2024-02-29 12:34:56'", "datetime", "yyyy-MM-dd HH:mm:ss[.ffffff]")]
    [InlineData("moment", "DATETIME", "'soon', '2024-02-29 12:34:56'", "text", null)]
    [InlineData("updated", "INTEGER", "1709210096, 1709210097", "timestamp", "unixSeconds")]
    [InlineData("updated", "INTEGER", "5, 1709210097", "long", null)]
    [InlineData("size", "INTEGER", "1709210096", "long", null)]
    [InlineData("day", "DATE", "'2024-02-29'", "date", null)]
    [InlineData("price", "NUMERIC(10,2)", "0.99, 5", "decimal(10,2)", null)]
    [InlineData("price", "NUMERIC(10,2)", "0.999", "decimal(11,3)", null)]
    [InlineData("price", "DECIMAL(10,2)", "'much'", "text", null)]
    [InlineData("name", "NVARCHAR(40)", "'Ada'", "string(..40)", null)]
    [InlineData("name", "NVARCHAR(2)", "'Ada'", "text", null)]
    [InlineData("flag", "BOOLEAN", "0, 1", "bool", null)]
    [InlineData("flag", "BOOLEAN", "'f', 't'", "bool", "f/t")]
    [InlineData("flag", "TINYINT(1)", "0", "bool", null)]
    [InlineData("ident", "TEXT", "'0190163D-8694-739B-AEA5-966C26F8AD91'", "uuid", "upper")]
    [InlineData("ident", "UUID", "x'0190163D8694739BAEA5966C26F8AD91'", "uuid", "blob")]
    [InlineData("any", "", "1, 'a'", "text", null)]
    [InlineData("any", "", "1", "long", null)]
    [InlineData("word", "STRING", "'007a'", "text", null)]
    public void A_sample_of_a_column_says_what_it_holds(string name, string declared, string values, string type, string? kept)
    {
        using var connection = SqliteConnection.Open(":memory:", Database.Options(":memory:"), "");
        connection.Watch(CancellationToken.None);
        connection.Execute($"CREATE TABLE t (\"{name}\" {declared})");
        foreach (var value in values.Split(", ")) connection.Execute($"INSERT INTO t VALUES ({value})");
        var column = new CatalogColumn { Name = name, Type = DeclaredType.Read(declared), Nullable = true };
        var suggested = TableSample.Suggest(connection, "t", [column])[0].Suggested!;
        Assert.Equal((type, kept), (suggested.Type, suggested.Kept));
        Assert.True(kept is null || Kept.Parse(Enum.Parse<ScalarKind>(type, ignoreCase: true), kept) is not null);
    }
}
