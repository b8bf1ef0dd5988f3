using Lintel.Contract.Rules;
using Lintel.Contract.Yaml;

namespace Lintel.Contract.Fields;

/// <summary>Parses the short form of a field, <c>TYPE[?] [CONSTRAINT…] [= DEFAULT]</c>; docs/contract.md has the grammar.</summary>
internal sealed class ShortFormParser
{
    /// <summary>The words that stand behind a type.</summary>
    public static readonly IReadOnlyList<string> Words =
        ["unique", "searchable", "readOnly", "writeOnly", "immutable", "deprecated", "reverse", "onDelete"];

    private readonly FieldDeclaration _field;
    private readonly ScalarNode _node;
    private readonly ShortFormScanner _scanner;
    private readonly DiagnosticBag _bag;

    private ShortFormParser(FieldDeclaration field, ScalarNode node, DiagnosticBag bag)
    {
        _field = field;
        _node = node;
        _scanner = new ShortFormScanner(node);
        _bag = bag;
    }

    /// <summary>Reads the short form into the declaration.</summary>
    public static void Parse(ScalarNode node, FieldDeclaration field, DiagnosticBag bag)
    {
        if (!new ShortFormParser(field, node, bag).ParseField())
            field.Broken = true;
    }

    private bool ParseField()
    {
        if (_scanner.TakeWord() is not { } type)
            return Unexpected("a type");
        _field.TypeName = type;
        if (!new TypeArguments(_field, _scanner, _bag, Unexpected).Parse(type))
            return false;
        if (_scanner.TakeSign("["))
        {
            if (!_scanner.TakeSign("]"))
                return Unexpected("`]`");
            _field.IsArray = true;
        }

        if (_scanner.TakeSign("?"))
            _field.Nullable = new(true, type.Place);
        while (!_scanner.AtEnd)
        {
            if (_scanner.TakeSign("="))
                return ParseDefault();
            if (!ParseConstraint())
                return false;
        }

        return true;
    }

    private bool ParseDefault()
    {
        if (_scanner.TakeLiteral() is not { } literal)
            return Unexpected("a default");
        _field.Default = _field.Take(_field.Default, literal, "default");
        if (_scanner.AtEnd)
            return true;
        var (text, place) = _scanner.Rest();
        _bag.Report(LanguageRules.ShortForm, place, $"{Wording.Quoted(text)} can't stand here; the default is the last part of a type.",
            Words.Contains(text, StringComparer.Ordinal) || text[0] is '<' or '>' ? "move the constraint before the `=`" : "quote a text of several words: `= 'two words'`");
        return false;
    }

    private bool ParseConstraint()
    {
        if (_scanner.TakeSign(">="))
            return ParseBound(lower: true, exclusive: false);
        if (_scanner.TakeSign("<="))
            return ParseBound(lower: false, exclusive: false);
        if (_scanner.TakeSign(">"))
            return ParseBound(lower: true, exclusive: true);
        if (_scanner.TakeSign("<"))
            return ParseBound(lower: false, exclusive: true);
        return _scanner.TakeWord() is { } word ? ParseWord(word) : Unexpected("a constraint");
    }

    private bool ParseBound(bool lower, bool exclusive)
    {
        if (_scanner.TakeLiteral(inBound: true) is not { } literal)
            return Unexpected("a value to compare with");
        if (lower)
            _field.Minimum = _field.Take(_field.Minimum, literal, exclusive, "least value");
        else
            _field.Maximum = _field.Take(_field.Maximum, literal, exclusive, "greatest value");
        return true;
    }

    private bool ParseWord(Located<string> word)
    {
        switch (word.Value)
        {
            case "unique":
                return ParseUnique(word);
            case "searchable":
                _field.Searchable = new(true, word.Place);
                return true;
            case "readOnly":
                _field.ReadOnly = new(true, word.Place);
                return true;
            case "writeOnly":
                _field.WriteOnly = new(true, word.Place);
                return true;
            case "immutable":
                _field.Immutable = new(true, word.Place);
                return true;
            case "deprecated":
                _field.Deprecated = new(true, word.Place);
                return true;
            case "reverse":
                if (_scanner.TakeWord() is not { } name)
                    return Unexpected("the name of the way back");
                _field.Reverse = _field.Take(_field.Reverse, name.Value, name.Place, "reverse name");
                return true;
            case "onDelete":
                return ParseOnDelete();
            default:
                var (hint, known) = Constraints.Explain(word.Value);
                _bag.Report(LanguageRules.UnknownConstraint, word.Place, $"{Wording.Quoted(word.Value)} is not a constraint.",
                    hint ?? $"the words are {Wording.Listed(Words)}");
                return known;
        }
    }

    private bool ParseUnique(Located<string> word)
    {
        var how = Uniqueness.Exact;
        if (_scanner.TakeSign("("))
        {
            if (_scanner.TakeWord() is not { Value: "ignoreCase" or "global" } kind || !_scanner.TakeSign(")"))
                return Unexpected("`unique(ignoreCase)` or `unique(global)`");
            how = kind.Value == "global" ? Uniqueness.Global : Uniqueness.IgnoreCase;
        }

        _field.Unique = _field.Take(_field.Unique, how, word.Place, "uniqueness");
        return true;
    }

    private bool ParseOnDelete()
    {
        if (_scanner.TakeWord() is not { } word)
            return Unexpected("`restrict`, `cascade` or `setNull`");
        if (Constraints.OnDelete(word.Value) is not { } action)
        {
            _bag.Report(LanguageRules.WrongValue, word.Place, $"{Wording.Quoted(word.Value)} can't stand behind `onDelete`; one of `restrict`, `cascade`, `setNull` belongs there.",
                Wording.DidYouMean(word.Value, ["restrict", "cascade", "setNull"]));
            return true;
        }

        _field.OnDelete = _field.Take(_field.OnDelete, action, word.Place, "onDelete");
        return true;
    }

    private bool Unexpected(string expected)
    {
        var (text, place) = _scanner.Rest();
        if (_node.Plain && FollowingComment() is { } whole)
        {
            _bag.Report(YamlRules.CutByComment, whole, "YAML takes ` #` for the beginning of a comment, and the rest of this type is lost.",
                $"quote it: {Wording.YamlQuoted(whole.Text.TrimEnd())}");
        }
        else if (text.Length == 0)
        {
            _bag.Report(LanguageRules.ShortForm, _scanner.Whole, $"The type ends too early: {expected} belongs behind {Wording.Quoted(_node.Text)}.", Constraints.FormHint);
        }
        else
        {
            var unclosed = text[0] is '\'' or '"' or '[';
            _bag.Report(LanguageRules.ShortForm, place, $"{Wording.Quoted(text)} can't stand here; {expected} belongs here.",
                unclosed ? "close the quote or bracket" : Constraints.HintFor(text));
        }

        return false;
    }

    private Place? FollowingComment()
    {
        var end = _node.Place.Start + _node.Place.Length;
        var file = _node.Place.File;
        var lineEnd = file.LineEnd(end);
        var behind = file.Text.AsSpan(end, lineEnd - end);
        return behind.TrimStart() is ['#', ..] ? new Place(file, _node.Place.Start, lineEnd - _node.Place.Start) : null;
    }
}
