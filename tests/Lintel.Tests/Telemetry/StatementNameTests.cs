using Lintel.Telemetry;

namespace Lintel.Tests.Telemetry;

/// <summary>What a statement is said to do.</summary>
public sealed class StatementNameTests
{
    [Theory]
    [InlineData("SELECT 1", "SELECT")]
    [InlineData("UPDATE \"order\"\nSET x = $1", "UPDATE")]
    [InlineData("COMMIT", "COMMIT")]
    [InlineData("WITH w0 AS (INSERT INTO t DEFAULT VALUES RETURNING id)\nSELECT id FROM w0", "INSERT")]
    [InlineData("WITH w0 AS (UPDATE t SET x = $1 RETURNING id)\nSELECT id FROM w0", "UPDATE")]
    [InlineData("WITH w0 AS (SELECT 1)\nSELECT * FROM w0", "SELECT")]
    public void It_is_what_it_begins_with_or_what_its_first_table_writes(string text, string verb) => Assert.Equal(new StatementName(text, verb), StatementName.Of(text));
}
