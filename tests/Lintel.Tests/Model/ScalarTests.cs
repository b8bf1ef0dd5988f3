using System.Text;
using System.Text.Json;
using CsCheck;
using Lintel.Model;
using Lintel.Model.Scalars;
using Lintel.Results;

namespace Lintel.Tests.Model;

public sealed class ScalarTests
{
    [Theory]
    [InlineData(ScalarKind.Int, "2147483647", "2147483647")]
    [InlineData(ScalarKind.Int, "-2147483648", "-2147483648")]
    [InlineData(ScalarKind.Int, "1e3", "1000")]
    [InlineData(ScalarKind.Int, "1.0", "1")]
    [InlineData(ScalarKind.Int, "-0", "0")]
    [InlineData(ScalarKind.Long, "9223372036854775807", "9223372036854775807")]
    [InlineData(ScalarKind.Long, "-9223372036854775808", "-9223372036854775808")]
    [InlineData(ScalarKind.Double, "1.7976931348623157e308", "1.7976931348623157E+308")]
    [InlineData(ScalarKind.Double, "-0", "0")]
    [InlineData(ScalarKind.Double, "0.1", "0.1")]
    [InlineData(ScalarKind.Bool, "true", "true")]
    [InlineData(ScalarKind.Date, "0001-01-01", "\"0001-01-01\"")]
    [InlineData(ScalarKind.Date, "9999-12-31", "\"9999-12-31\"")]
    [InlineData(ScalarKind.Time, "23:59:59.999999", "\"23:59:59.999999\"")]
    [InlineData(ScalarKind.Time, "00:00:00", "\"00:00:00\"")]
    [InlineData(ScalarKind.Time, "12:00:00.120", "\"12:00:00.120\"")]
    [InlineData(ScalarKind.Time, "12:00:00.1000000", "\"12:00:00.100\"")]
    [InlineData(ScalarKind.DateTime, "1969-12-31T23:59:59.999999", "\"1969-12-31T23:59:59.999999\"")]
    [InlineData(ScalarKind.Timestamp, "2026-01-31T01:00:00+02:00", "\"2026-01-30T23:00:00Z\"")]
    [InlineData(ScalarKind.Timestamp, "2026-01-31t01:00:00.5z", "\"2026-01-31T01:00:00.500Z\"")]
    [InlineData(ScalarKind.Timestamp, "0001-01-01T00:00:00Z", "\"0001-01-01T00:00:00Z\"")]
    [InlineData(ScalarKind.Timestamp, "9999-12-31T23:59:59.999999Z", "\"9999-12-31T23:59:59.999999Z\"")]
    [InlineData(ScalarKind.Duration, "P1W", "\"P7D\"")]
    [InlineData(ScalarKind.Duration, "PT90M", "\"PT1H30M\"")]
    [InlineData(ScalarKind.Duration, "-PT0.000001S", "\"-PT0.000001S\"")]
    [InlineData(ScalarKind.Duration, "-P106751991DT4H54.775808S", "\"-P106751991DT4H54.775808S\"")]
    [InlineData(ScalarKind.Duration, "PT0S", "\"PT0S\"")]
    [InlineData(ScalarKind.Uuid, "0197B2A4-6B1C-7D7E-8F00-1234567890AB", "\"0197b2a4-6b1c-7d7e-8f00-1234567890ab\"")]
    [InlineData(ScalarKind.Email, "stanisław.wójcik@wp.pl", "\"stanisław.wójcik@wp.pl\"")]
    [InlineData(ScalarKind.Url, "https://example.com/a?b=c#d", "\"https://example.com/a?b=c#d\"")]
    [InlineData(ScalarKind.Json, "{\"b\": 1.10,\t\"a\":[1e400, \"\\u00e9\"]}", "{\"b\":1.10,\"a\":[1e400,\"\\u00e9\"]}")]
    [InlineData(ScalarKind.Bytes, "TGludGVs", "\"TGludGVs\"")]
    [InlineData(ScalarKind.String, "😀 e\u0301", "\"😀 e\u0301\"")]
    public void What_is_read_is_written_in_one_form(ScalarKind kind, string text, string json)
    {
        var type = FieldType.Of(kind);
        Assert.True(Scalar.For(kind).TryParse(type, text, out var value));
        Assert.Equal(json, Write(type, value));
    }

    [Theory]
    [InlineData(ScalarKind.Int, "2147483648")]
    [InlineData(ScalarKind.Int, "1.5")]
    [InlineData(ScalarKind.Int, "01")]
    [InlineData(ScalarKind.Int, "+1")]
    [InlineData(ScalarKind.Int, "1e")]
    [InlineData(ScalarKind.Int, "1e+")]
    [InlineData(ScalarKind.Int, "1e999999999999")]
    [InlineData(ScalarKind.Int, "0x10")]
    [InlineData(ScalarKind.Int, "")]
    [InlineData(ScalarKind.Int, "-")]
    [InlineData(ScalarKind.Int, "١")]
    [InlineData(ScalarKind.Long, "9223372036854775808")]
    [InlineData(ScalarKind.Double, "NaN")]
    [InlineData(ScalarKind.Double, "1e999")]
    [InlineData(ScalarKind.Double, "Infinity")]
    [InlineData(ScalarKind.Bool, "True")]
    [InlineData(ScalarKind.Bool, "1")]
    [InlineData(ScalarKind.Date, "2026-02-29")]
    [InlineData(ScalarKind.Date, "2026-2-1")]
    [InlineData(ScalarKind.Date, "0000-01-01")]
    [InlineData(ScalarKind.Time, "24:00:00")]
    [InlineData(ScalarKind.Time, "23:59:60")]
    [InlineData(ScalarKind.Time, "12:00")]
    [InlineData(ScalarKind.Time, "12:00:00.")]
    [InlineData(ScalarKind.Time, "12:00:00.1234567")]
    [InlineData(ScalarKind.DateTime, "2026-01-31T01:00:00Z")]
    [InlineData(ScalarKind.Timestamp, "2026-01-31T01:00:00")]
    [InlineData(ScalarKind.Timestamp, "0001-01-01T00:00:00+01:00")]
    [InlineData(ScalarKind.Timestamp, "9999-12-31T23:59:59-01:00")]
    [InlineData(ScalarKind.Timestamp, "2026-01-31T01:00:00+24:00")]
    [InlineData(ScalarKind.Duration, "P1M")]
    [InlineData(ScalarKind.Duration, "P1Y")]
    [InlineData(ScalarKind.Duration, "P")]
    [InlineData(ScalarKind.Duration, "PT")]
    [InlineData(ScalarKind.Duration, "P1DT")]
    [InlineData(ScalarKind.Duration, "PT1M1H")]
    [InlineData(ScalarKind.Duration, "PT1.5H")]
    [InlineData(ScalarKind.Duration, "P999999999999999999D")]
    [InlineData(ScalarKind.Uuid, "0197b2a46b1c7d7e8f001234567890ab")]
    [InlineData(ScalarKind.Uuid, "ffffffff-ffff-ffff-ffff-ffffffffffff")]
    [InlineData(ScalarKind.Email, "someone")]
    [InlineData(ScalarKind.Email, "a@b\n")]
    [InlineData(ScalarKind.Email, "a b@example.com")]
    [InlineData(ScalarKind.Url, "javascript:alert(1)")]
    [InlineData(ScalarKind.Url, "/relative")]
    [InlineData(ScalarKind.Url, "https://example.com/a b")]
    [InlineData(ScalarKind.Json, "{\"a\":}")]
    [InlineData(ScalarKind.Json, "1 2")]
    [InlineData(ScalarKind.Json, "")]
    [InlineData(ScalarKind.Bytes, "TGludGV")]
    [InlineData(ScalarKind.Bytes, "TG lu")]
    [InlineData(ScalarKind.String, "a\0b")]
    public void What_is_no_value_of_the_type_is_refused(ScalarKind kind, string text) =>
        Assert.False(Scalar.For(kind).TryParse(FieldType.Of(kind), text, out _));

    [Fact]
    public void Text_with_half_a_character_is_refused()
    {
        foreach (var text in new[] { "\uD800", "\uDC00\uD800", "a\uDFFF" }) Assert.False(Scalar.For(ScalarKind.String).TryParse(FieldType.Of(ScalarKind.String), text, out _));
    }

    [Theory]
    [InlineData(4, 2, "0.1", "0.10")]
    [InlineData(4, 2, "-99.99", "-99.99")]
    [InlineData(4, 2, "1.100", "1.10")]
    [InlineData(4, 2, "12e-1", "1.20")]
    [InlineData(4, 4, "0.0001", "0.0001")]
    [InlineData(4, 0, "9999", "9999")]
    [InlineData(18, 18, "-0.999999999999999999", "-0.999999999999999999")]
    [InlineData(38, 10, "-9999999999999999999999999999.9999999999", "-9999999999999999999999999999.9999999999")]
    [InlineData(38, 10, "0", "0.0000000000")]
    [InlineData(38, 38, "1e-38", "0.00000000000000000000000000000000000001")]
    public void Decimals_keep_every_digit(int precision, int scale, string text, string json)
    {
        var type = Decimal(precision, scale);
        Assert.True(Scalar.For(ScalarKind.Decimal).TryParse(type, text, out var value));
        Assert.Equal(json, Write(type, value));
    }

    [Theory]
    [InlineData(4, 2, "0.001")]
    [InlineData(4, 2, "100")]
    [InlineData(4, 2, "1e2")]
    [InlineData(38, 10, "1e28")]
    [InlineData(38, 10, "0.00000000001")]
    public void Decimals_with_too_many_digits_are_refused(int precision, int scale, string text) =>
        Assert.False(Scalar.For(ScalarKind.Decimal).TryParse(Decimal(precision, scale), text, out _));

    [Fact]
    public void Four_hundred_digits_are_read_or_refused_but_never_rounded()
    {
        var digits = new string('9', 400);
        Assert.False(Scalar.For(ScalarKind.Decimal).TryParse(Decimal(38, 0), digits, out _));
        Assert.False(Scalar.For(ScalarKind.Long).TryParse(FieldType.Of(ScalarKind.Long), digits, out _));
        Assert.True(Scalar.For(ScalarKind.Int).TryParse(FieldType.Of(ScalarKind.Int), "1." + new string('0', 400), out var one));
        Assert.Equal(1, one.AsInteger);
    }

    [Fact]
    public void A_decimal_says_the_same_as_SystemDecimal() => Gen.Select(Gen.Long[-999_999_999_999_999_999, 999_999_999_999_999_999], Gen.Int[0, 18]).Sample((scaled, scale) =>
    {
        var expected = new decimal(scaled);
        for (var i = 0; i < scale; i++) expected /= 10m;
        var text = expected.ToString("F" + scale, System.Globalization.CultureInfo.InvariantCulture);
        return DecimalScalar.Format(scaled, scale) == text
            && Scalar.For(ScalarKind.Decimal).TryParse(Decimal(18, scale), text, out var value) && value.AsInteger == scaled;
    });

    [Fact]
    public void Long_decimals_order_as_numbers_do() => Gen.Select(Gen.Decimal[-1_000_000m, 1_000_000m], Gen.Decimal[-1_000_000m, 1_000_000m]).Sample((left, right) =>
    {
        (left, right) = (Math.Round(left, 10), Math.Round(right, 10));
        return Math.Sign(FixedDecimal.Compare(Canonical(left), Canonical(right))) == left.CompareTo(right);

        static string Canonical(decimal number)
        {
            Assert.True(Scalar.For(ScalarKind.Decimal).TryParse(Decimal(38, 10), number.ToString(System.Globalization.CultureInfo.InvariantCulture), out var value));
            return value.AsText;
        }
    });

    [Fact]
    public void Every_instant_is_written_and_read_back_to_the_microsecond() =>
        Gen.Long[-62_135_596_800_000_000, 253_402_300_799_999_999].Sample(micros =>
        {
            foreach (var kind in new[] { ScalarKind.Timestamp, ScalarKind.DateTime })
            {
                var type = FieldType.Of(kind);
                var text = Write(type, Value.Of(micros)).Trim('"');
                Assert.True(Scalar.For(kind).TryParse(type, text, out var value), text);
                Assert.Equal(micros, value.AsInteger);
            }
        });

    [Fact]
    public void Every_duration_is_written_and_read_back_to_the_microsecond() => Gen.Long[-long.MaxValue, long.MaxValue].Sample(micros =>
    {
        var type = FieldType.Of(ScalarKind.Duration);
        var text = Write(type, Value.Of(micros)).Trim('"');
        Assert.True(Scalar.For(ScalarKind.Duration).TryParse(type, text, out var value), text);
        Assert.Equal(micros, value.AsInteger);
    });

    [Fact]
    public void Any_text_at_all_is_refused_or_read_but_never_throws() => Gen.Select(Gen.String, Gen.Enum<ScalarKind>()).Sample((text, kind) =>
    {
        var type = kind == ScalarKind.Decimal ? Decimal(10, 2) : new FieldType { Kind = kind, Members = ["a", "b"] };
        var isRead = Scalar.For(kind).TryParse(type, text, out var value);
        Assert.Equal(isRead, !value.IsNull);
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_example_of_a_type_is_a_value_of_it(ScalarKind kind)
    {
        var type = kind == ScalarKind.Decimal ? Decimal(10, 2) : new FieldType { Kind = kind, Members = ["a", "b"] };
        var example = Scalar.For(kind).Example(type);
        var text = example is ['"', ..] ? JsonDocument.Parse(example).RootElement.GetString()! : example;
        Assert.True(Scalar.For(kind).TryParse(type, text, out _));
    }

    public static TheoryData<ScalarKind> Kinds() => [.. Enum.GetValues<ScalarKind>()];

    private static FieldType Decimal(int precision, int scale) => new() { Kind = ScalarKind.Decimal, Precision = precision, Scale = scale };

    private static string Write(FieldType type, Value value)
    {
        using var stream = new MemoryStream();
        var options = new JsonWriterOptions { Encoder = LeastEscaping.Instance };
        using (var writer = new Utf8JsonWriter(stream, options)) Scalar.For(type.Kind).Write(type, writer, value);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
