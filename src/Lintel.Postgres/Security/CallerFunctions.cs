using Lintel.Expressions;
using Lintel.Model;
using Lintel.Sql.Dialect;

namespace Lintel.Postgres.Security;

/// <summary>
/// Who asks, by the settings of a session, through functions beside the tables. Their bodies are bound when they are made, so that nobody's search_path
/// changes what they mean; a subselect around each call has it run once for a statement, and not for each row.
/// </summary>
internal sealed class CallerFunctions(SqlDialect dialect) : SessionCaller
{
    /// <summary>The functions, each before those that use it: the head, and the expression that it returns.</summary>
    private static readonly (string Head, string Returns, string Body)[] Functions =
    [
        ("lintel_caller_id()", "text", "nullif(current_setting('lintel.caller_id', true), '')"),
        ("lintel_caller_tenant()", "text", $"(SELECT CASE WHEN char_length(s) BETWEEN 1 AND {TenantSettings.MaxLength} THEN s END FROM (SELECT current_setting('lintel.tenant', true)) AS x(s))"),
        ("lintel_caller_roles()", "text[]", """
            (SELECT CASE WHEN s IS NULL THEN '{}'::text[]
                WHEN s ~ '^\s*\[' THEN ARRAY(SELECT r FROM jsonb_array_elements_text(s::jsonb) AS e(r) WHERE r IS NOT NULL)
                ELSE array_remove(s::text[], NULL) END
              FROM (SELECT nullif(current_setting('lintel.roles', true), '')) AS x(s))
            """),
        ("lintel_caller_claims(claim text)", "text[]", """
            (SELECT CASE WHEN v IS NULL OR jsonb_typeof(v) IN ('null', 'object') THEN '{}'::text[]
                WHEN jsonb_typeof(v) = 'array' THEN ARRAY(SELECT c FROM jsonb_array_elements_text(v) AS e(c) WHERE c IS NOT NULL)
                ELSE ARRAY[v #>> '{}'] END
              FROM (SELECT nullif(current_setting('lintel.claims', true), '')::jsonb -> claim) AS x(v))
            """),
        ("lintel_as_uuid(value text)", "uuid", "CASE WHEN value ~ '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$' THEN value::uuid END"),
        ("lintel_as_bigint(value text)", "bigint", "CASE WHEN value ~ '^(0|-?[1-9][0-9]{0,18})$' THEN CASE WHEN value::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN value::bigint END END"),
        ("lintel_as_boolean(value text)", "boolean", "CASE value WHEN 'true' THEN true WHEN 'false' THEN false END"),
    ];

    /// <summary>The statements that make the functions, or make them anew.</summary>
    public static IEnumerable<string> Create() =>
        Functions.Select(function => $"CREATE OR REPLACE FUNCTION {function.Head} RETURNS {function.Returns}\n  LANGUAGE sql STABLE PARALLEL SAFE\n  RETURN {function.Body}");

    /// <summary>The statements that drop them, once no policy uses them.</summary>
    public static IEnumerable<string> Drop() => Functions.Reverse().Select(function => $"DROP FUNCTION IF EXISTS {function.Head}");

    public override string Now => "now()";

    public override bool Reads(FieldType type) => !type.IsArray && Read(type, "") is not null;

    public override string Value(CallerExpression part) => $"(SELECT {Read(part.As, Text(part))})";

    // Behind ANY a subselect alone would be one of many rows: its type says that it is one array.
    public override string List(CallerExpression part)
    {
        var read = Read(part.As, "v");
        var values = read == "v" ? Texts(part) : $"ARRAY(SELECT {read} FROM unnest({Texts(part)}) AS e(v) WHERE {read} IS NOT NULL)";
        return $"(SELECT {values})::{(read == "v" ? "text" : (part.As.Kind == ScalarKind.Int ? "bigint" : PostgresDialect.Bare(part.As)))}[]";
    }

    private string Text(CallerExpression part) => part.Part switch
    {
        CallerPart.Id => "lintel_caller_id()",
        CallerPart.Tenant => "lintel_caller_tenant()",
        CallerPart.Claim => $"({Texts(part)})[1]",
        CallerPart.Roles => throw new InvalidOperationException("Roles are a list."),
    };

    private string Texts(CallerExpression part) => part.Part switch
    {
        CallerPart.Id or CallerPart.Tenant => $"array_remove(ARRAY[{Text(part)}], NULL)",
        CallerPart.Claim => $"lintel_caller_claims({dialect.TextLiteral(part.Claim!)})",
        CallerPart.Roles => "lintel_caller_roles()",
    };

    /// <summary>A text as a value of a type, null where it is none; null: no expression that never raises does that.</summary>
    private static string? Read(FieldType type, string text) => type.Kind switch
    {
        ScalarKind.String or ScalarKind.Text or ScalarKind.Email or ScalarKind.Url or ScalarKind.Enum => text,
        ScalarKind.Int or ScalarKind.Long => $"lintel_as_bigint({text})",
        ScalarKind.Uuid => $"lintel_as_uuid({text})",
        ScalarKind.Bool => $"lintel_as_boolean({text})",
        ScalarKind.Decimal or ScalarKind.Double or ScalarKind.Date or ScalarKind.Time or ScalarKind.DateTime or ScalarKind.Timestamp or ScalarKind.Duration
            or ScalarKind.Json or ScalarKind.Bytes or ScalarKind.Native => null,
    };
}
