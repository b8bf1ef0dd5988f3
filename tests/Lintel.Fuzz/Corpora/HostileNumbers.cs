namespace Lintel.Fuzz.Corpora;

/// <summary>Numbers at and beyond the edges of what types hold, and what looks like one.</summary>
public static class HostileNumbers
{
    /// <summary>JSON numbers (RFC 8259, section 6): a parser must read each of them.</summary>
    public static IReadOnlyList<string> Valid { get; } =
    [
        "0", "-0", "0.0", "-0.0", "1", "-1", "1.0", "1E+2", "1e2", "1E-2", "100e-2", "1e0", "0.1", "0.10", "-0.005", "127", "128", "255", "256", "32767", "32768", "65536",
        "2147483647", "2147483648", "-2147483648", "-2147483649", "4294967296", "9007199254740991", "9007199254740992", "9007199254740993",
        "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551616", "9223372036854775807.0", "9223372036854775807e0",
        "99999999.99", "999999.99", "999999.999", "79228162514264337593543950335", "79228162514264337593543950336", "99999999999999999999.9999999999", "1e999", "-1e999", "1e-999",
        "1e400", "1.7976931348623157e308", "1.7976931348623159e308", "5e-324", "4.9e-325", "2.2250738585072011e-308", "1e2147483648", "1e-2147483649", "1e9999999999999999999",
        "123456789012345678901234567890.5", "0.3333333333333333333333333333333333333333", new string('9', 400), "0." + new string('0', 399) + "1", "1" + new string('0', 400) + "e-400",
    ];

    /// <summary>What is no JSON number, though other languages read it.</summary>
    public static IReadOnlyList<string> Invalid { get; } =
    [
        "NaN", "Infinity", "-Infinity", "+1", "01", "-01", "00", ".5", "5.", "-.5", "1.e1", "1e", "1e+", "-", "--1", "0x10", "0b1", "0o7", "1_000", "1,5", "1.5.5", "1f", "1d", "1n", "٣", "１", "½", "1 2", "true1",
    ];

    /// <summary>Both.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Valid, .. Invalid];
}
