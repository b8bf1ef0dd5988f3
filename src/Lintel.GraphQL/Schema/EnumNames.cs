using System.Text;
using System.Text.Json;

namespace Lintel.GraphQL.Schema;

/// <summary>The members of an enumeration by the names that GraphQL has for them: <c>pending</c> is <c>PENDING</c>, <c>In Progress</c> is <c>IN_PROGRESS</c>.</summary>
internal sealed class EnumNames
{
    private static readonly string[] Forbidden = ["true", "false", "null"];

    private readonly (string Member, byte[] Utf8, string Name, JsonEncodedText Json)[] _rows;
    private readonly Dictionary<string, string> _members = new(StringComparer.Ordinal);

    /// <summary>Names for members; no two are the same.</summary>
    public EnumNames(IReadOnlyList<string> members)
    {
        _rows = new (string, byte[], string, JsonEncodedText)[members.Count];
        for (var i = 0; i < members.Count; i++)
        {
            var name = Unique(NameOf(members[i]));
            _members.Add(name, members[i]);
            _rows[i] = (members[i], Encoding.UTF8.GetBytes(members[i]), name, JsonEncodedText.Encode(name));
        }
    }

    /// <summary>The members with their names, in the contract's order.</summary>
    public IEnumerable<(string Member, string Name)> All => _rows.Select(row => (row.Member, row.Name));

    /// <summary>The member of that name, or null.</summary>
    public string? MemberOf(string name) => _members.GetValueOrDefault(name);

    /// <summary>Writes the name of a member; what is none, since a database that is not ours may hold anything, as it is.</summary>
    public void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> member)
    {
        foreach (var row in _rows)
        {
            if (!member.SequenceEqual(row.Utf8)) continue;
            writer.WriteStringValue(row.Json);
            return;
        }
        writer.WriteStringValue(member);
    }

    /// <summary>Writes the names of the members of a list that is JSON.</summary>
    public void WriteArray(Utf8JsonWriter writer, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartArray: writer.WriteStartArray(); break;
                case JsonTokenType.EndArray: writer.WriteEndArray(); break;
                case JsonTokenType.String: Write(writer, Encoding.UTF8.GetBytes(reader.GetString()!)); break;
                default: writer.WriteNullValue(); break;
            }
        }
    }

    /// <summary>A text in CONSTANT_CASE; letters that GraphQL's names can't have become <c>_</c>. A text of nothing else is <c>VALUE</c>: what begins with two of them is the specification's own.</summary>
    public static string NameOf(string text)
    {
        var name = new StringBuilder(text.Length + 4);
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (!char.IsAsciiLetterOrDigit(letter))
            {
                if (name.Length > 0 && name[^1] != '_') name.Append('_');
                continue;
            }
            var begins = i > 0 && char.IsAsciiLetterUpper(letter) && (char.IsAsciiLetterLower(text[i - 1]) || char.IsAsciiDigit(text[i - 1]) || (i + 1 < text.Length && char.IsAsciiLetterUpper(text[i - 1]) && char.IsAsciiLetterLower(text[i + 1])));
            if (begins && name[^1] != '_') name.Append('_');
            name.Append(char.ToUpperInvariant(letter));
        }
        while (name.Length > 1 && name[^1] == '_') name.Length--;
        if (name.Length == 0) return "VALUE";
        if (char.IsAsciiDigit(name[0])) name.Insert(0, '_');
        return name.ToString();
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var i = 2; _members.ContainsKey(unique) || Forbidden.Contains(unique); i++) unique = $"{name}_{i}";
        return unique;
    }
}
