namespace Lintel.Http.Tests.Adoption;

/// <summary>The indexes of a PostgreSQL database that is not ours serve what is asked of its columns, whatever their types.</summary>
public sealed class IndexUseTests
{
    private const string Script = """
        CREATE TYPE mood AS ENUM ('a', 'b', 'c');
        CREATE DOMAIN code AS varchar(20) CHECK (VALUE <> '');
        CREATE TABLE thing (id int PRIMARY KEY, small smallint, big bigint, exact numeric(12,2), loose numeric, single real, twice double precision, name varchar(40) NOT NULL, fixed char(8), free text, feeling mood, tagged code,
          day date, clock time, moment timestamptz, local timestamp, ident uuid, span interval, host inet, ints int4range, cash money);
        INSERT INTO thing SELECT n, n % 30000, n, n / 7.0, n / 7.0, n, n, 'n' || n, 'f' || n, 't' || n, 'c', 'x' || n, '2000-01-01'::date + n % 9000, '00:00'::time + n * interval '1 s', '2000-01-01 00:00+00'::timestamptz + n * interval '1 min',
          '2000-01-01'::timestamp + n * interval '1 min', md5(n::text)::uuid, n * interval '1 s', '10.0.0.0'::inet + n, int4range(n, n + 5), n::numeric::money FROM generate_series(1, 20000) AS n;
        INSERT INTO thing (id, name, feeling) VALUES (0, 'none', 'a');
        DO $$ DECLARE c text; BEGIN FOR c IN SELECT attname FROM pg_attribute WHERE attrelid = 'thing'::regclass AND attnum > 1 LOOP EXECUTE format('CREATE INDEX ON thing (%I)', c); END LOOP; END $$;
        CREATE INDEX ON thing (big NULLS FIRST);
        ANALYZE thing;
        """;

    [Fact]
    public async Task Equality_with_a_value_takes_the_index_of_its_column()
    {
        await using var imported = await ImportedPostgres.OfAsync(Script);
        var service = imported.Service;
        (string Field, string Value)[] asked =
        [
            ("id", "77"), ("small", "77"), ("big", "77"), ("exact", "11.00"), ("loose", "11"), ("single", "77"), ("twice", "77"), ("name", "n77"), ("fixed", "f77"), ("free", "t77"), ("feeling", "a"), ("tagged", "x77"),
            ("day", "2000-03-18"), ("clock", "00:01:17"), ("moment", "2000-01-01T01:17:00Z"), ("local", "2000-01-01T01:17:00"), ("ident", "28dd2c79-55ce-9264-5624-0b2ff0100bde"), ("span", "PT77S"), ("host", "10.0.0.77"),
            ("ints", "[77,82)"), ("cash", "77.00"),
        ];
        var without = new List<string>();
        foreach (var (field, value) in asked)
        {
            var target = $"things?{field}={Uri.EscapeDataString(value)}&limit=5";
            var explained = (await service.GetAsync(target, ("Prefer", "explain"))).Expect(200).Json;
            if (explained.GetProperty("indexes").GetArrayLength() == 0) without.Add($"{field}: {explained.GetProperty("statements")[0].GetProperty("sql").GetString()}");
            if ((await service.GetAsync(target)).Expect(200).Data.Length == 0) without.Add($"{field}: nothing is {value}");
        }
        Assert.True(without.Count == 0, string.Join('\n', without));
        // So does the order of a column that is never null; null is the least value here, and the first one of an index that was told so.
        foreach (var field in (string[])["id", "name", "big"])
            Assert.NotEqual(0, (await service.GetAsync($"things?sort={field}&limit=5", ("Prefer", "explain"))).Expect(200).Json.GetProperty("indexes").GetArrayLength());
    }
}
