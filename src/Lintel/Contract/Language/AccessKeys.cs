using Lintel.Model;

namespace Lintel.Contract.Language;

/// <summary>The keys that say who asks and who may do what.</summary>
internal static class AccessKeys
{
    private const string InRoles = "\"'admin' in caller.roles\"";

    private static readonly Shape Text = new TextShape();
    private static readonly Shape Condition = new ExpressionShape();

    /// <summary>Where a token says who the caller is.</summary>
    public static readonly KeyTable Claims = new("claims",
    [
        new("id", "The claim that is `caller.id`, or a path to within one. Default: `sub`.", Text, "sub"),
        new("roles", "The claim that is `caller.roles`, or a path to within one. Default: `roles`.", Text, "realm_access.roles"),
    ]);

    /// <summary>Where a client certificate says who the caller is.</summary>
    public static readonly KeyTable Certificates = new("certificates",
    [
        new("id", "What of the certificate is `caller.id`; it must have one of it. Default: `CN`.", new WordShape([.. CertificateClaims.Names]), "uri"),
        new("roles", "What of the certificate is `caller.roles`. Default: nothing.", new WordShape([.. CertificateClaims.Names]), "OU"),
    ]);

    /// <summary>Whose word is taken for who asks.</summary>
    public static readonly KeyTable Auth = new("auth",
    [
        new("issuer", "The OpenID provider whose tokens are accepted, as they name it. Default: none; only tokens of the development key are.", new PatternShape(Forms.Issuer, "an address that begins with `https://` or `http://`, without a user"), "https://id.example.com"),
        new("audience", "Whom a token must be meant for. Default: the service's name.", Text, "shop"),
        new("algorithms", "The signature algorithms that are accepted. Default: RS256, PS256 and ES256.", new ListShape(new WordShape(["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]), 1), "[RS256, ES256]"),
        new("skew", "How far the clocks of the provider and of the service may be apart, at most 5 minutes. Default: 30s.", new PatternShape(Forms.Skew, "a time from `0s` to `300s`"), "30s"),
        new("claims", "Where a token says who the caller is.", new ObjectShape(Claims), "{ roles: realm_access.roles }"),
        new("certificates", "That client certificates say who the caller is, and where; those of the authorities of `lintel run --client-ca`. Default: they say nothing.", new ObjectShape(Certificates), "{ id: CN, roles: OU }"),
    ]);

    /// <summary>Whose rows are whose.</summary>
    public static readonly KeyTable Tenant = new("tenant",
    [
        new("field", "The field that tells whose a row is, which each resource gets. Default: `tenant`.", new PatternShape(Forms.Name, "a camelCase name"), "organisation"),
        new("claim", "The claim of a caller that names their tenant. Default: the field's name.", Text, "org_id"),
        new("existing", "Whose the rows are that a database has before it knows of tenants. Default: nobody's, so that there must be none.", Text, "north"),
    ]);

    /// <summary>Who may do what with rows.</summary>
    public static readonly KeyTable Resource = new("access",
    [
        new("read", "Who sees a row: a condition on it in which `caller` is known.", Condition, "owner == caller.id"),
        new("create", "Who may make a row, as it then is. Default: `write`.", Condition, "owner == caller.id"),
        new("update", "Who may change a row, as it was and as it then is. Default: `write`.", Condition, "owner == caller.id"),
        new("delete", "Who may delete a row. Default: `write`.", Condition, InRoles),
        new("write", "Who may create, update and delete, where these say nothing.", Condition, InRoles),
    ]);

    /// <summary>What is recorded of writes, and who may read that.</summary>
    public static readonly KeyTable Audit = new("audit",
    [
        new("read", "Who may read what was recorded, a condition on a row of `auditEntry` in which `caller` is known. Default: nobody.", Condition, "\"'auditor' in caller.roles\""),
        new("all", "Whether writes of all resources are recorded; else of those that say `audit: true`. Default: true.", new BoolShape(), "false"),
    ]);

    /// <summary>Who may see and write a field.</summary>
    public static readonly KeyTable Field = new("fieldAccess",
    [
        new("read", "Who may see the field; the caller alone decides, and no row. Default: who sees the row.", Condition, "\"'hr' in caller.roles\""),
        new("write", "Who may give or change the field; the caller alone decides, and no row. Default: who may write the row.", Condition, "\"'hr' in caller.roles\""),
    ]);
}
