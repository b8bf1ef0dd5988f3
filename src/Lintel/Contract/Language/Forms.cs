namespace Lintel.Contract.Language;

/// <summary>Regular expressions for the forms of texts; the subset that .NET and ECMAScript share, since the JSON Schema has them too.</summary>
internal static class Forms
{
    public const string Name = "^[a-z][A-Za-z0-9]{0,49}$";

    public const string ServiceName = "^[a-z][A-Za-z0-9]*(-[a-z0-9]+)*$";

    public const string Version = "^v[1-9][0-9]{0,3}$";

    public const string PathSegment = "^[a-z][a-z0-9]*(-[a-z0-9]+)*$";

    public const string Identifier = "^[A-Za-z_][A-Za-z0-9_]*$";

    public const string SortTerm = "^-?[a-z][A-Za-z0-9]*$";

    public const string Time = "^[0-9]{1,6}(\\.[0-9]{1,3})?(ms|s)$";

    public const string Skew = "^([0-9]{1,2}|[12][0-9]{2}|300)s$";

    public const string Issuer = "^https?://[^ @]+$";

    public const string Rate = "^[0-9]{1,9}/s$";

    public const string Percentage = "^[0-9]{1,3}(\\.[0-9]{1,6})?%$";

    public const string KeyType = "^ *(int|long|uuid|string *(\\( *([0-9]+|[0-9]* *\\.\\. *[0-9]*) *\\))?) *$";

    public const string KeyOrNone = "^ *(none|int|long|uuid|string *(\\( *([0-9]+|[0-9]* *\\.\\. *[0-9]*) *\\))?) *$";

    public const string EnumMember = "^[A-Za-z][A-Za-z0-9_-]*$";

    /// <summary>What a short form looks like; looser than its grammar, so that it never refuses a valid one.</summary>
    public const string ShortForm =
        "^ *[A-Za-z][A-Za-z0-9]* *(\\(([^()]|\\([^()]*\\))*\\))? *(\\[ *\\])? *\\??"
        + "( *(unique( *\\( *(ignoreCase|global) *\\))?|searchable|readOnly|writeOnly|immutable|deprecated|reverse +[a-z][A-Za-z0-9]*"
        + "|onDelete +(restrict|cascade|setNull)|(>=|<=|>|<) *('[^']*'|\"[^\"]*\"|[^ <>=]+)))*( *= *[^ ].*)? *$";
}
