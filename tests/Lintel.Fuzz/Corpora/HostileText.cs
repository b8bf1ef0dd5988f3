namespace Lintel.Fuzz.Corpora;

/// <summary>Text that breaks what takes it for harmless: all of it is valid Unicode, and so must come back as it was given, or be refused.</summary>
public static class HostileText
{
    /// <summary>Each text by what it is.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["nothing"] = "",
        ["blank"] = " ",
        ["blanks around"] = "  a  ",
        ["NUL"] = "a\0b",
        ["control characters"] = "\u0001\u0007\u001b[31m\u007f",
        ["new lines"] = "a\r\nb\nc\rd",
        ["tab and quotes"] = "a\t\"b\" 'c' `d` \\e",
        ["comma and semicolon"] = "a,b;c",
        ["right to left"] = "\u202eabc\u202c שלום مرحبا",
        ["zero width"] = "a\u200bb\u200dc\ufeffd\u2060",
        ["byte order mark first"] = "\ufeffa",
        ["four bytes"] = "🎈👩‍👩‍👧‍👦𝒳𐍈",
        ["composed"] = "é ñ Å",
        ["decomposed"] = "e\u0301 n\u0303 A\u030a",
        ["compatibility forms"] = "ﬁ № ㎏ Ⅷ",
        ["many marks"] = "Z\u0351\u0346\u036b\u0343\u036a\u0302",
        ["capital letters of their own"] = "İıßẞſΣς",
        ["last code points"] = "\uffff\U0010ffff\ue000",
        ["line separators"] = "a\u2028b\u2029c\u0085d",
        ["SQL"] = "'; DROP TABLE product; --",
        ["SQL with a union"] = "1) UNION SELECT sql FROM sqlite_master --",
        ["SQL in dollars"] = "$$ $1 :p0 ?1 @x E'\\\\'",
        ["SQL patterns"] = "%_[a]*?\\%",
        ["HTML"] = "<script>alert(1)</script><img src=x onerror=alert(1)>&amp;",
        ["template"] = "{{7*7}} ${7*7} <%= 7 %> #{7}",
        ["format strings"] = "%s%n%x {0} {0:N} {{}} %p",
        ["path"] = "../../../../etc/passwd",
        ["path of Windows"] = "C:\\Windows\\..\\win.ini",
        ["shell"] = "`id` $(id) | cat && true",
        ["entity"] = "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>&b;",
        ["log lines"] = "a\r\nERROR forged",
        ["header"] = "a\r\nSet-Cookie: b=c",
        ["formula"] = "=1+1|'/bin/sh'!A1",
        ["JSON"] = "{\"a\":[1,\"\\u0000\"]}",
        ["words of JSON"] = "null",
        ["words of JavaScript"] = "__proto__",
        ["number"] = "1e999",
        ["percent signs"] = "%00%2F%ZZ%",
        ["plus and ampersand"] = "a+b&c=d#e?f",
        ["one of many"] = new string('x', 10_000),
        ["many of four bytes"] = string.Concat(Enumerable.Repeat("🎈", 2_500)),
    };

    /// <summary>The texts alone.</summary>
    public static IReadOnlyList<string> Texts { get; } = [.. All.Values];

    /// <summary>Those of at most 60 characters.</summary>
    public static IReadOnlyList<string> Short { get; } = [.. All.Values.Where(text => text.Length <= 60)];

    /// <summary>JSON strings that are no text: half characters, and bytes that are no UTF-8, as Latin-1 shows them.</summary>
    public static IReadOnlyList<string> BrokenJson { get; } =
    [
        "\"\\ud800\"", "\"\\udc00\"", "\"\\udc00\\ud800\"", "\"a\\ud83c\"", "\"\u00ed\u00a0\u0080\"", "\"\u00ff\"", "\"\u00c0\u0080\"", "\"\u00e2\u0082\"", "\"\u00f4\u0090\u0080\u0080\"", "\"\u0001\"", "\"a\nb\"",
        "\"\\x\"", "\"\\u12\"", "\"\\", "'a'",
    ];
}
