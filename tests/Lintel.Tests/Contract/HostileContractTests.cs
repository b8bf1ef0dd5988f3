using System.Text;
using CsCheck;
using Lintel.Contract;
using Lintel.Testing;

namespace Lintel.Tests.Contract;

public sealed class HostileContractTests
{
    private static readonly byte[][] Samples =
        [.. new[] { "shop", "chinook" }.Select(name => File.ReadAllBytes(Path.Combine(Golden.Repository, "samples", name, "contract.yaml")))];

    private static readonly byte[] Signs = " \n:#'\"{}[],&*!|>@%?-()=<.~\t\r"u8.ToArray();

    private static readonly string[] Words =
    [
        "string", "(", ")", "1..2", "?", "=", " ", "unique", ">=", "[", "]", ",", "'", "\"", "enum", "reverse", "onDelete", "customer", "-1", "now()", "9999999999", "..", "decimal(1,2)", "é", "😀",
    ];

    [Fact]
    public void Random_valid_contracts_compile() =>
        Gen.Int[0, int.MaxValue].Sample(seed =>
        {
            var contract = RandomContract.Write(seed);
            var result = Contracts.Compile(contract);
            var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToArray();
            Assert.True(result.Model is not null && errors.Length == 0, $"{string.Join('\n', errors.AsEnumerable())}\n{contract}");
            Check(result.Model);
        }, iter: 500);

    [Fact]
    public void A_sample_with_random_bytes_changed_never_throws_and_gives_a_located_finding_or_a_model() =>
        Gen.Select(Gen.Int[0, 1], Gen.Select(Gen.Int[0, 1 << 20], Gen.Int[0, 3], Gen.OneOf(Gen.Byte, Gen.Int[0, Signs.Length - 1].Select(i => Signs[i]))).Array[1, 8]).Sample((sample, changes) =>
        {
            var bytes = new List<byte>(Samples[sample]);
            foreach (var (at, kind, value) in changes)
            {
                var index = at % bytes.Count;
                if (kind == 0)
                    bytes.RemoveAt(index);
                else if (kind == 1)
                    bytes.Insert(index, value);
                else if (kind == 2)
                    bytes[index] = value;
                else
                    bytes.InsertRange(index, bytes.GetRange(at / 7 % bytes.Count, Math.Min(30, bytes.Count - (at / 7 % bytes.Count))));
            }

            CheckLocated([.. bytes]);
        }, iter: 1500);

    [Fact]
    public void A_sample_cut_anywhere_never_throws() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 1 << 20]).Sample((sample, at) => CheckLocated(Samples[sample][..(at % Samples[sample].Length)]), iter: 500);

    [Fact]
    public void Random_words_of_the_language_never_throw() =>
        Gen.Int[0, Words.Length - 1].Select(i => Words[i])
            .Array[0, 12].Sample(words => CheckLocated(Encoding.UTF8.GetBytes($"lintel: 1\nservice: x\nresources:\n  customer:\n    fields:\n      a: |-\n        {string.Concat(words)}\n      b: {string.Concat(words)}\n")), iter: 3000);

    [Theory]
    [InlineData("[", 100_000)]
    [InlineData("{a: ", 100_000)]
    [InlineData("- ", 100_000)]
    [InlineData("? ", 100_000)]
    [InlineData("a: b\n", 100_000)]
    [InlineData("'", 300_000)]
    [InlineData("a", 1_000_000)]
    [InlineData("a: 'x\n", 100_000)]
    [InlineData("&a ", 100_000)]
    [InlineData("!", 500_000)]
    [InlineData("\n", 1_000_000)]
    [InlineData("#", 1_000_000)]
    [InlineData("%", 500_000)]
    [InlineData("--- \n", 100_000)]
    [InlineData("[a(, ", 100_000)]
    [InlineData("{a: b(, ", 100_000)]
    public async Task A_monotonous_file_is_refused_in_good_time(string piece, int times)
    {
        var text = new StringBuilder().Insert(0, piece, times).ToString();
        var task = Task.Run(() => CheckLocated(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
        await task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("lintel: 1\nservice: a\nresources: { a: { fields: { x: int }, queries: [", "{ filter: [y, z, yy, zz] }, ", 30_000, "] } }")]
    [InlineData("lintel: 1\nservice: a\nresources: { a: { fields: {", "f#: nope, ", 60_000, "} } }")]
    [InlineData("lintel: 1\nservice: a\nresources: {", "r#: { fields: { x: r#q, y: r# } }, ", 20_000, "}")]
    [InlineData("{", "key#: 1, ", 60_000, "}")]
    [InlineData("lintel: 1\nservice: a\nresources: { a: { fields: { x: \"enum(", "m#, ", 80_000, "z)\" } } }")]
    [InlineData("lintel: 1\nservice: a\nresources: { a: { fields: {", "f#: { type: string, pattern: '(?x)a #b', examples: [a] }, ", 900, "} } }")]
    [InlineData("lintel: 1\nservice: a\nresources: { a: { fields: {", "f#: { type: string, pattern: '(a{1,900}){1,900}', examples: [aaaaaaaaaaaaaaaaaaaa] }, ", 900, "} } }")]
    [InlineData("lintel: 1\nservice: a\nresources: { a: { key: \"string(", " ", 900_000, "x\", fields: { x: int } } }")]
    public async Task A_contract_of_countless_mistakes_is_refused_in_good_time(string before, string piece, int times, string after)
    {
        var text = before + string.Concat(Enumerable.Range(0, times).Select(i => piece.Replace("#", i.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))) + after;
        Assert.True(text.Length < 1 << 20);
        var task = Task.Run(() => CheckLocated(Encoding.UTF8.GetBytes(text)), TestContext.Current.CancellationToken);
        await task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_contract_of_many_fields_compiles_in_good_time()
    {
        var text = new StringBuilder("lintel: 1\nservice: big\nresources:\n");
        for (var resource = 0; resource < 300; resource++)
        {
            text.Append($"  res{resource}x:\n    fields:\n");
            for (var field = 0; field < 60; field++)
                text.Append($"      f{field}: string(1..20)\n");
            text.Append($"      other: res{(resource + 1) % 300}x\n");
        }

        Assert.NotNull(Contracts.Compile(text.ToString()).Model);
    }

    private static void CheckLocated(byte[] bytes)
    {
        var result = Contracts.CompileBytes(bytes);
        Assert.True(result.Model is not null || result.Diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error));
        Assert.InRange(result.Diagnostics.Count, 0, 200);
        foreach (var diagnostic in result.Diagnostics)
        {
            Assert.True(diagnostic is { Line: >= 1, Column: >= 1, Length: >= 1 }, diagnostic.ToString());
            Assert.NotNull(DiagnosticTable.Find(diagnostic.Code));
            DiagnosticText.Write(TextWriter.Null, diagnostic, color: true);
        }

        Assert.Equal(result.Diagnostics.OrderBy(diagnostic => diagnostic.Line).ThenBy(diagnostic => diagnostic.Column), result.Diagnostics);
    }

    private static void Check(Lintel.Model.ServiceModel model)
    {
        foreach (var resource in model.Resources)
        {
            Assert.NotEmpty(resource.Key);
            Assert.All(resource.Key, key => Assert.False(key.Nullable));
            Assert.All(resource.Fields, (field, index) => Assert.Equal(index, field.Ordinal));
            Assert.All(resource.Relations, (relation, index) =>
            {
                Assert.Equal(index, relation.Ordinal);
                Assert.Same(relation, relation.Inverse!.Inverse);
                Assert.Equal(relation.SourceFields.Count, relation.Link?.Source.Count ?? relation.TargetFields.Count);
                Assert.Equal(relation.TargetFields.Count, relation.Link?.Target.Count ?? relation.SourceFields.Count);
            });
            Assert.Equal(resource.Fields.Count, resource.Entity.Columns.Count);
        }

        var identifiers = model.Entities.SelectMany(entity => entity.Indexes.Select(index => index.Name).Concat(entity.Uniques.Select(unique => unique.Name)).Concat(entity.ForeignKeys.Select(key => key.Name))).ToArray();
        Assert.Equal(identifiers.Length, identifiers.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(identifiers, identifier => Assert.True(identifier.Length <= 63));
        Assert.All(model.Entities, entity => Assert.All(entity.ForeignKeys, key => Assert.True(
            StartsIndex(entity, key.Columns), $"{key.Name} has no index")));
    }

    private static bool StartsIndex(Lintel.Model.Entity entity, IReadOnlyList<Lintel.Model.Column> columns) =>
        entity.Indexes.Select(index => index.Columns.Select(column => column.Column).ToArray())
            .Concat(entity.Uniques.Where(unique => !unique.IgnoreCase).Select(unique => unique.Columns.ToArray()))
            .Append([.. entity.Key])
            .Any(index => index.Take(columns.Count).ToHashSet().SetEquals(columns));
}
