using System.Globalization;

namespace Lintel.Adoption.Merging;

/// <summary>Shows how two texts differ, as <c>diff -u</c> does.</summary>
public static class LineDiff
{
    private const int Context = 3;

    /// <summary>The differing lines with three around them; nothing where the texts are the same.</summary>
    /// <param name="name">What the file is called.</param>
    /// <param name="before">The former text.</param>
    /// <param name="after">The new one.</param>
    public static IReadOnlyList<string> Unified(string name, string before, string after)
    {
        string[] old = before.Split('\n'), now = after.Split('\n');
        var script = Compare(old, now);
        var lines = new List<string>();
        for (var at = 0; at < script.Count;)
        {
            if (script[at].Sign == ' ')
            {
                at++;
                continue;
            }

            var (first, last) = (Math.Max(0, at - Context), at);
            for (var next = at; next < script.Count && next <= last + (2 * Context) + 1; next++)
            {
                if (script[next].Sign != ' ')
                    last = next;
            }

            var hunk = script.GetRange(first, Math.Min(script.Count, last + Context + 1) - first);
            if (lines.Count == 0)
                lines.AddRange([$"--- {name}", $"+++ {name}"]);
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"@@ -{script[first].Old + 1},{hunk.Count(line => line.Sign != '+')} +{script[first].New + 1},{hunk.Count(line => line.Sign != '-')} @@"));
            lines.AddRange(hunk.Select(line => line.Sign + line.Text));
            at = last + Context + 1;
        }

        return lines;
    }

    // Changes of a merge are few and far apart: each is told from where the texts part until they meet.
    private static List<(char Sign, string Text, int Old, int New)> Compare(string[] old, string[] now)
    {
        var script = new List<(char, string, int, int)>(now.Length);
        var (i, j) = (0, 0);
        while (i < old.Length || j < now.Length)
        {
            if (i < old.Length && j < now.Length && old[i] == now[j])
            {
                script.Add((' ', old[i], i++, j++));
                continue;
            }

            var (removed, added) = Nearest(old, now, i, j);
            for (; removed > 0; removed--)
                script.Add(('-', old[i], i++, j));
            for (; added > 0; added--)
                script.Add(('+', now[j], i, j++));
        }

        return script;
    }

    // The fewest lines to leave out on both sides until they meet again: in two lines in a row, or in one where as many were left out on both.
    private static (int Removed, int Added) Nearest(string[] old, string[] now, int i, int j)
    {
        var most = old.Length - i + now.Length - j;
        for (var distance = 1; distance < most; distance++)
        {
            for (var removed = 0; removed <= distance; removed++)
            {
                var (left, right) = (i + removed, j + distance - removed);
                if (left <= old.Length && right <= now.Length && Meet(old, now, left, right, 2 * removed == distance))
                    return (removed, distance - removed);
            }
        }

        return (old.Length - i, now.Length - j);
    }

    private static bool Meet(string[] old, string[] now, int i, int j, bool isLine) =>
        i < old.Length && j < now.Length && old[i] == now[j] && (isLine || i + 1 >= old.Length || j + 1 >= now.Length || old[i + 1] == now[j + 1]);
}
