using Lintel.Operations;
using Lintel.Stores;

namespace Lintel.Conformance;

/// <summary>Each scalar comes back as it was given, at its extremes too.</summary>
public abstract class ScalarTests : StoreTests
{
    private static readonly Lazy<Model.ServiceModel> Model = new(() => TestDatabase.Compile("""
          thing:
            key: int
            managed: []
            fields:
              string: string?
              text: text?
              int: int?
              long: long?
              scaled: decimal(18,4)?
              large: decimal(38,10)?
              double: double?
              bool: bool?
              date: date?
              time: time?
              datetime: datetime?
              timestamp: timestamp?
              duration: duration?
              uuid: uuid?
              email: email?
              url: url?
              json: json?
              bytes: bytes?
              enum: enum(one, two)?
              strings: string[]?
              decimals: decimal(38,10)[]?
              uuids: uuid[]?
              bools: bool[]?
        """.Replace("{ }", "", StringComparison.Ordinal)));

    [Theory]
    [InlineData("string", "\"\"")]
    [InlineData("string", "\"𝒳é\\\"\\\\\\n\"")]
    [InlineData("text", "\"𝒳\"")]
    [InlineData("int", "-2147483648")]
    [InlineData("int", "2147483647")]
    [InlineData("long", "-9223372036854775808")]
    [InlineData("long", "9223372036854775807")]
    [InlineData("scaled", "-99999999999999.9999")]
    [InlineData("scaled", "99999999999999.9999")]
    [InlineData("scaled", "0.0001")]
    [InlineData("large", "-9999999999999999999999999999.9999999999")]
    [InlineData("large", "9999999999999999999999999999.9999999999")]
    [InlineData("large", "0.0000000000")]
    [InlineData("double", "5E-324")]
    [InlineData("double", "-1.7976931348623157E+308")]
    [InlineData("double", "0.1")]
    [InlineData("bool", "true")]
    [InlineData("bool", "false")]
    [InlineData("date", "\"0001-01-01\"")]
    [InlineData("date", "\"9999-12-31\"")]
    [InlineData("time", "\"23:59:59.999999\"")]
    [InlineData("datetime", "\"0001-01-01T00:00:00\"")]
    [InlineData("datetime", "\"9999-12-31T23:59:59.999999\"")]
    [InlineData("timestamp", "\"0001-01-01T00:00:00Z\"")]
    [InlineData("timestamp", "\"9999-12-31T23:59:59.999999Z\"")]
    [InlineData("duration", "\"-P1DT0.000001S\"")]
    [InlineData("uuid", "\"00000000-0000-0000-0000-000000000000\"")]
    [InlineData("uuid", "\"0197b2a4-6b1c-7d7e-8f00-1234567890ab\"")]
    [InlineData("email", "\"a@b.example\"")]
    [InlineData("url", "\"https://example.com/?q=1\"")]
    [InlineData("json", "{\"b\":1.10,\"a\":[null,true]}")]
    [InlineData("json", "\"text\"")]
    [InlineData("bytes", "\"\"")]
    [InlineData("bytes", "\"AP8=\"")]
    [InlineData("enum", "\"two\"")]
    [InlineData("strings", "[]")]
    [InlineData("strings", "[\"\",\"𝒳\",\"a\\\"b\"]")]
    [InlineData("decimals", "[-9999999999999999999999999999.9999999999,0.0000000001]")]
    [InlineData("uuids", "[\"0197b2a4-6b1c-7d7e-8f00-1234567890ab\"]")]
    [InlineData("bools", "[true,false]")]
    public async Task A_value_comes_back_as_it_was_given(string field, string json)
    {
        await using var database = await CreateAsync(Model.Value);
        var written = await database.InsertAsync("thing", $$"""{"{{field}}":{{json}}}""", "{}");
        Assert.Equal(WriteStatus.Done, written.Status);
        var lines = await database.LinesAsync(new ReadOperation
        {
            Resource = "thing",
            Selection = new Selection { Names = [new(field, ""), new("id", "")] },
        });
        // The writer of this test escapes what is beyond 16 bits.
        Assert.Equal([$"[{json},1]", "[null,2]"], lines.Select(line => line.Replace("\\uD835\\uDCB3", "𝒳", StringComparison.Ordinal)));
    }
}
