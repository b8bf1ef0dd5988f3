using System.Text;

namespace Lintel.Testing;

/// <summary>A database that is already there, as a file of <c>tests/databases</c> tells it: statements, and lines of <c>\copy</c> that name files of rows as psql does.</summary>
public sealed class TestDatabaseFile
{
    private TestDatabaseFile(string name, string script, IReadOnlyList<Copy> copies, string end) => (Name, Script, Copies, End) = (name, script, copies, end);

    /// <summary>The name of the file.</summary>
    public string Name { get; }

    /// <summary>What is run first.</summary>
    public string Script { get; }

    /// <summary>What is copied then.</summary>
    public IReadOnlyList<Copy> Copies { get; }

    /// <summary>What is run behind that.</summary>
    public string End { get; }

    /// <summary>Reads one by its name: <c>chinook.postgres.sql</c>.</summary>
    public static TestDatabaseFile Read(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Golden.Repository, "tests", "databases", name));
        var copies = lines.Where(IsCopy).Select(Copy.Read).ToList();
        var last = Array.FindLastIndex(lines, IsCopy);
        return new TestDatabaseFile(name, string.Join('\n', last < 0 ? lines : lines.Take(last).Where(line => !IsCopy(line))), copies, last < 0 ? "" : string.Join('\n', lines[(last + 1)..]));
    }

    private static bool IsCopy(string line) => line.StartsWith("\\copy ", StringComparison.Ordinal);

    /// <summary>One file of rows.</summary>
    /// <param name="Into">The table with its columns, quoted.</param>
    /// <param name="Rows">The file's text.</param>
    public sealed record Copy(string Into, string Rows)
    {
        /// <summary>The rows without the head, each with its values; null where nothing stands.</summary>
        public IEnumerable<IReadOnlyList<string?>> Values => Parse(Rows).Skip(1);

        internal static Copy Read(string line)
        {
            var from = line.IndexOf(" FROM '", StringComparison.Ordinal);
            var file = line[(from + 7)..line.IndexOf("' WITH", StringComparison.Ordinal)];
            return new Copy(line["\\copy ".Length..from], File.ReadAllText(Path.Combine(Golden.Repository, file)));
        }

        private static IEnumerable<IReadOnlyList<string?>> Parse(string text)
        {
            var row = new List<string?>();
            var value = new StringBuilder();
            var (quoted, wasQuoted) = (false, false);
            for (var at = 0; at < text.Length; at++)
            {
                var sign = text[at];
                if (quoted && sign == '"' && at + 1 < text.Length && text[at + 1] == '"') value.Append(text[at++]);
                else if (sign == '"') (quoted, wasQuoted) = (!quoted, true);
                else if (quoted || sign is not (',' or '\n' or '\r')) value.Append(sign);
                else if (sign is ',' or '\n')
                {
                    row.Add(value.Length == 0 && !wasQuoted ? null : value.ToString());
                    value.Clear();
                    wasQuoted = false;
                    if (sign == ',') continue;
                    yield return row;
                    row = [];
                }
            }
        }
    }
}
