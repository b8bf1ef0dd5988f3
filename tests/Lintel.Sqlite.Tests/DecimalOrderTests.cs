using System.Numerics;
using System.Text;
using CsCheck;
using Lintel.Sqlite.Native;

namespace Lintel.Sqlite.Tests;

public sealed class DecimalOrderTests
{
    [Fact]
    public void Numbers_order_by_value() => Gen.Select(Gen.Long, Gen.Long).Sample((left, right) =>
        Math.Sign(Compare(Text(left), Text(right))) == new BigInteger(left).CompareTo(right));

    [Fact]
    public void Any_text_has_one_place() => Gen.Select(Gen.String["-.0129x"], Gen.String["-.0129x"], Gen.String["-.0129x"]).Sample((a, b, c) =>
    {
        Assert.Equal(Math.Sign(Compare(a, b)), -Math.Sign(Compare(b, a)));
        if (Compare(a, b) <= 0 && Compare(b, c) <= 0) Assert.True(Compare(a, c) <= 0);
    });

    [Theory]
    [InlineData("-0.0", "0", 0)]
    [InlineData("1.50", "1.5", 0)]
    [InlineData("-2", "-10", 1)]
    [InlineData("9.9", "10.0", -1)]
    public void Zeros_do_not_matter(string left, string right, int order) => Assert.Equal(order, Math.Sign(Compare(left, right)));

    private static string Text(long value) => new BigInteger(value) * BigInteger.Pow(10, 20) is var big && big.Sign < 0 ? $"{big}.50" : $"{big}.5";

    private static int Compare(string left, string right) => DecimalOrder.Compare(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
