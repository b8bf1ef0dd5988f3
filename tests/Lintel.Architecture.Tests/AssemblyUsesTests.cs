using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Lintel.Architecture.Tests;

/// <summary>The reader sees a use wherever a type can be named. It reads this assembly, where each sample names one type in one place.</summary>
public class AssemblyUsesTests
{
    private static readonly AssemblyUses This = AssemblyUses.Read(typeof(AssemblyUsesTests).Assembly.Location);

    [Theory]
    [InlineData(nameof(InBase), "EventArgs")]
    [InlineData(nameof(IInInterface), "ICloneable")]
    [InlineData(nameof(InField), "StringBuilder")]
    [InlineData(nameof(InParameter), "UriBuilder")]
    [InlineData("InGenericArgument", "Version")]
    [InlineData(nameof(InConstraint), "IFormatProvider")]
    [InlineData(nameof(InAttribute), "ObfuscationAttribute")]
    [InlineData(nameof(InCall), "Regex")]
    [InlineData(nameof(InLambda), "Rune")]
    [InlineData(nameof(InAsyncMethod), "StringReader")]
    [InlineData(nameof(InCatch), "TimeoutException")]
    [InlineData(nameof(InSwitch), "CultureInfo")]
    public void A_use_is_seen(string sample, string used) =>
        Assert.Contains(This.Uses, use => use.Type == sample && use.UsedType == used);

    [Fact]
    public void Every_type_of_the_assembly_is_known_by_its_name() =>
        Assert.Superset(new HashSet<string> { "Lintel.Architecture.Tests.InBase", "Lintel.Architecture.Tests.InGenericArgument" }, This.Types.ToHashSet());

    [Fact]
    public void References_are_those_of_the_compiled_assembly() => Assert.Contains("xunit.v3.assert", This.References);
}

internal sealed class InBase : EventArgs;

internal interface IInInterface : ICloneable;

internal sealed class InField
{
    public StringBuilder? Value { get; set; }
}

internal abstract class InParameter
{
    public abstract void Take(ref UriBuilder[] value);
}

internal sealed class InGenericArgument<T>
{
    public Dictionary<string, List<Version>>? Value { get; set; }
}

internal abstract class InConstraint
{
    public abstract void Take<T>(T value) where T : IFormatProvider;
}

[Obfuscation]
internal static class InAttribute;

internal static class InCall
{
    public static string Do() => Regex.Escape("a");
}

internal static class InLambda
{
    public static Func<int> Do(char c) => () => new Rune(c).Value;
}

internal static class InAsyncMethod
{
    public static async Task<string> Do()
    {
        await Task.Yield();
        using var reader = new StringReader("a");
        return await reader.ReadToEndAsync();
    }
}

internal static class InCatch
{
    public static void Do(Action action)
    {
        try
        {
            action();
        }
        catch (TimeoutException)
        {
        }
    }
}

internal static class InSwitch
{
    // The jump table stands before the use: a reader that loses its place there misses it.
    public static object? Do(int n) => n switch { 0 => 7L, 1 => 1.5, 2 => "c", 3 => 'd', 4 => 1.5f, _ => CultureInfo.InvariantCulture };
}
