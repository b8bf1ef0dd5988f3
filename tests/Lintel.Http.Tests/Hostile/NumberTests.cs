using System.Globalization;
using System.Numerics;
using Lintel.Fuzz.Corpora;

namespace Lintel.Http.Tests.Hostile;

/// <summary>Numbers at and beyond the edges, in each place that takes numbers: kept to the last digit, or refused.</summary>
public abstract class NumberTests(Chest chest)
{
    private static readonly string[] Fields = ["whole", "large", "exact", "precise", "rate"];

    public static TheoryData<string> Valid => [.. HostileNumbers.Valid];

    public static TheoryData<string> Invalid => [.. HostileNumbers.Invalid];

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task A_number_in_a_body_is_kept_or_refused(string number)
    {
        foreach (var field in Fields)
        {
            var reply = await chest.Value.PutAsync($"items/number-{field}", $"{{\"{field}\":{number}}}");
            if (reply.Status is 200 or 201) AssertSame(field, number, reply.Raw(field));
            else Assert.Equal(($"/{field}", 422), (reply.Expect(422).Errors[0].Split(' ')[0], reply.Status));
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task A_number_in_a_query_is_the_same_as_in_a_body(string number)
    {
        foreach (var field in Fields)
        {
            var stored = await chest.Value.PutAsync($"items/asked-{field}", $"{{\"{field}\":{number}}}");
            foreach (var query in (string[])[$"{field}={number.Replace("+", "%2B", StringComparison.Ordinal)}", $"{field}[in]={number.Replace("+", "%2B", StringComparison.Ordinal)}"])
            {
                var reply = await chest.Value.GetAsync($"items?{query}&id=asked-{field}");
                if (stored.Status < 300) Assert.Single(reply.Expect(200).Data);
                else Assert.True(reply.Status == 400 || reply.Data.Length == 0, $"{query}: {reply.Body}");
            }
            if (stored.Status < 300) await chest.Value.DeleteAsync($"items/asked-{field}");
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task A_number_in_an_expression_compares_or_is_refused(string number)
    {
        foreach (var field in Fields)
        {
            var less = await CountAsync($"{field} < {number}");
            var more = await CountAsync($"not ({field} < {number})");
            Assert.Equal(less is null, more is null);
            if (less is not null) Assert.Equal(await CountAsync("true"), less + more);
        }

        async Task<long?> CountAsync(string condition)
        {
            var reply = await chest.Value.GetAsync($"items?count=exact&limit=1&id[startsWith]=fixed&filter={Uri.EscapeDataString(condition)}");
            return reply.Status == 400 ? null : reply.Expect(200).Total;
        }
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public async Task A_number_in_a_cell_is_the_same_as_in_a_body(string number)
    {
        foreach (var field in Fields)
        {
            var body = await chest.Value.PutAsync("items/of-a-body", $"{{\"{field}\":{number}}}");
            var cell = await chest.Value.SendAsync("POST", "items", Body.Of($"id,{field}\nof-a-cell,{number}\n", "text/csv"));
            Assert.Equal(body.Status < 300, cell.Status < 300);
            if (body.Status >= 300) continue;
            Assert.Equal(body.Raw(field), (await chest.Value.GetAsync("items/of-a-cell")).Raw(field));
            await chest.Value.DeleteAsync("items/of-a-cell");
        }
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public async Task What_is_no_number_is_refused_everywhere(string number)
    {
        var escaped = Uri.EscapeDataString(number);
        foreach (var field in Fields)
        {
            Assert.Equal(400, (await chest.Value.PutAsync("items/wrong", $"{{\"{field}\":{number}}}")).Status);
            (await chest.Value.PutAsync("items/wrong", $"{{\"{field}\":\"{number}\"}}")).Expect(422);
            (await chest.Value.GetAsync($"items?{field}={escaped}")).Expect(400);
            (await chest.Value.GetAsync($"items?{field}[in]=1,{escaped}")).Expect(number.Contains(',', StringComparison.Ordinal) ? 200 : 400);
            (await chest.Value.SendAsync("POST", "items", Body.Of($"id,{field}\nwrong,\"{number}\"\n", "text/csv"))).Expect(422);
        }
        // A size is no value: zeros before it are passed over.
        Assert.True((await chest.Value.GetAsync($"items?limit={escaped}")).Status == 400 || number == "01");
        (await chest.Value.GetAsync("items/wrong")).Expect(404);
    }

    private static void AssertSame(string field, string given, string kept)
    {
        if (field == "rate") Assert.Equal(double.Parse(given, CultureInfo.InvariantCulture), double.Parse(kept, CultureInfo.InvariantCulture));
        else Assert.Equal(Exact(given), Exact(kept));
    }

    // A number as its digits without zeros behind them, and the power of ten that they are of.
    private static (BigInteger Digits, BigInteger Power) Exact(string number)
    {
        var parts = number.ToUpperInvariant().Split('E');
        var power = parts.Length > 1 ? BigInteger.Parse(parts[1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        if (parts[0].IndexOf('.', StringComparison.Ordinal) is >= 0 and var point) power -= parts[0].Length - point - 1;
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        while (!digits.IsZero && digits % 10 == 0) (digits, power) = (digits / 10, power + 1);
        return digits.IsZero ? (0, 0) : (digits, power);
    }
}

public sealed class NumbersOnSqliteTests(Chest chest) : NumberTests(chest), IClassFixture<Chest>;

public sealed class NumbersOnPostgresTests(PostgresChest chest) : NumberTests(chest), IClassFixture<PostgresChest>;
