using Lintel.Errors;
using Lintel.Operations;

namespace Lintel.Http.Rest;

/// <summary>Reads <c>fields=id,lines(quantity,product(name))</c> and <c>include=customer,lines.product</c>.</summary>
internal sealed class FieldsReader(string pointer, int maxNames, ProblemList problems)
{
    private const int MaxDepth = 16;

    private string _text = "";
    private int _at;
    private int _names;
    private bool _failed;

    /// <summary>Names, of which each may be followed by names of its own in parentheses.</summary>
    public List<SelectedName> ReadFields(string text)
    {
        _text = text;
        var names = Names(0);
        if (!_failed && _at < _text.Length) Fail($"')' at character {_at + 1} closes nothing.");
        return names;
    }

    /// <summary>Dotted paths; those that begin alike become one tree.</summary>
    public List<SelectedName> ReadPaths(string text)
    {
        var root = new Node();
        foreach (var path in text.Split(','))
        {
            var node = root;
            var parts = path.Split('.');
            if (parts.Length > MaxDepth || (_names += parts.Length) > maxNames)
            {
                Fail("That is too much to include.");
                return [];
            }
            foreach (var part in parts)
            {
                if (part.Length == 0)
                {
                    Fail("'include' is a list of relations such as customer,lines.product.");
                    return [];
                }
                node = node.Child(part);
            }
        }
        return Tree(root);
    }

    private List<SelectedName> Tree(Node node) => [.. node.Children.Select(child =>
        new SelectedName(child.Name, pointer, child.Node.Children.Count == 0 ? null : new Selection { Includes = Tree(child.Node) }))];

    private List<SelectedName> Names(int depth)
    {
        var names = new List<SelectedName>();
        do
        {
            var start = _at;
            while (_at < _text.Length && (char.IsAsciiLetterOrDigit(_text[_at]) || _text[_at] == '_')) _at++;
            if (_at == start || ++_names > maxNames || depth > MaxDepth)
            {
                Fail(_at == start ? $"A name is expected at character {start + 1}; 'fields' is a list such as id,lines(quantity)." : "That is too much to ask for.");
                return names;
            }
            var name = _text[start.._at];
            Selection? nested = null;
            if (_at < _text.Length && _text[_at] == '(')
            {
                _at++;
                nested = new Selection { Names = Names(depth + 1) };
                if (_failed) return names;
                if (_at == _text.Length || _text[_at] != ')')
                {
                    Fail($"')' is missing at character {_at + 1}.");
                    return names;
                }
                _at++;
            }
            names.Add(new SelectedName(name, pointer, nested));
        }
        while (Skip(','));
        return names;
    }

    private bool Skip(char letter)
    {
        if (_at == _text.Length || _text[_at] != letter) return false;
        _at++;
        return true;
    }

    private void Fail(string detail)
    {
        if (!_failed) problems.Add(ErrorCatalogue.InvalidParameter, pointer, detail);
        _failed = true;
    }

    private sealed class Node
    {
        public List<(string Name, Node Node)> Children { get; } = [];

        public Node Child(string name)
        {
            var at = Children.FindIndex(child => child.Name == name);
            if (at >= 0) return Children[at].Node;
            Children.Add((name, new Node()));
            return Children[^1].Node;
        }
    }
}
