namespace Lintel.Fuzz.Corpora;

/// <summary>Bodies that are no JSON (RFC 8259), or none that one should take.</summary>
public static class HostileJson
{
    /// <summary>Each as bytes in Latin-1, by what it is.</summary>
    public static IReadOnlyDictionary<string, string> Malformed { get; } = new Dictionary<string, string>
    {
        ["nothing"] = "",
        ["blanks"] = " \r\n\t",
        ["a byte order mark alone"] = "\u00ef\u00bb\u00bf",
        ["UTF-16"] = "\u00ff\u00fe{\0}\0",
        ["a comma at the end of an object"] = "{\"name\":\"a\",}",
        ["a comma at the end of an array"] = "{\"name\":[1,]}",
        ["a comma alone"] = "{,}",
        ["no comma"] = "{\"name\":\"a\" \"note\":\"b\"}",
        ["no colon"] = "{\"name\" \"a\"}",
        ["a comment"] = "{/* a */\"name\":\"a\"}",
        ["a comment of a line"] = "{\"name\":\"a\"} // b",
        ["single quotes"] = "{'name':'a'}",
        ["no quotes"] = "{name:\"a\"}",
        ["twice the same"] = "{\"name\":\"a\",\"name\":\"b\"}",
        ["twice the same, once escaped"] = "{\"name\":\"a\",\"\\u006eame\":\"b\"}",
        ["two values"] = "{\"name\":\"a\"}{\"name\":\"b\"}",
        ["something behind"] = "{\"name\":\"a\"}x",
        ["a NUL behind"] = "{\"name\":\"a\"}\0",
        ["cut off"] = "{\"name\":\"a",
        ["cut off in an escape"] = "{\"name\":\"\\u00",
        ["only closed"] = "}",
        ["closed by the other"] = "{\"name\":[1}",
        ["a control character"] = "{\"name\":\"a\u0001\"}",
        ["a new line in a string"] = "{\"name\":\"a\nb\"}",
        ["bad UTF-8"] = "{\"name\":\"\u00ff\"}",
        ["overlong UTF-8"] = "{\"name\":\"\u00c0\u00af\"}",
        ["a surrogate in UTF-8"] = "{\"name\":\"\u00ed\u00a0\u0080\"}",
        ["a bad escape"] = "{\"name\":\"\\q\"}",
        ["NaN"] = "{\"name\":NaN}",
        ["a word"] = "{\"name\":undefined}",
        ["capital words"] = "{\"name\":TRUE}",
        ["too deep"] = string.Concat(Enumerable.Repeat("{\"name\":", 100)) + "1" + new string('}', 100),
        ["far too deep"] = new string('[', 100_000),
        ["too deep, closed"] = new string('[', 20_000) + new string(']', 20_000),
        ["a number"] = "1",
        ["a string"] = "\"a\"",
        ["null"] = "null",
        ["an array"] = "[]",
        ["an array of one"] = "[{\"name\":\"a\"}]",
    };

    /// <summary>Well-formed objects that no resource has a use for.</summary>
    public static IReadOnlyDictionary<string, string> Unwanted { get; } = new Dictionary<string, string>
    {
        ["an empty name"] = "{\"\":1}",
        ["a huge name"] = "{\"" + new string('k', 100_000) + "\":1}",
        ["a name of JavaScript"] = "{\"__proto__\":{\"a\":1}}",
        ["another name of JavaScript"] = "{\"constructor\":{\"prototype\":{}}}",
        ["a name with a NUL"] = "{\"name\\u0000\":\"a\"}",
        ["a name in other letters"] = "{\"NAME\":\"a\"}",
        ["a name with a blank"] = "{\"name \":\"a\"}",
        ["a name with a dot"] = "{\"a.b\":1}",
        ["a name with slashes"] = "{\"a/b~c\":1}",
        ["many names"] = "{" + string.Join(',', Enumerable.Range(0, 5_000).Select(i => $"\"k{i}\":1")) + "}",
        ["deep, but not too deep"] = "{\"a\":" + new string('[', 60) + new string(']', 60) + "}",
        ["a name that is half a character"] = "{\"\\ud800\":1}",
    };
}
