namespace Lintel.Contract.Language;

/// <summary>The keys of the language outside resources, and the way into those inside.</summary>
internal static class ContractKeys
{
    private static readonly Shape Text = new TextShape();

    private static readonly KeyTable Contact = new("contact",
    [
        new("name", "Whom to ask.", Text, "The shop team"),
        new("email", "Where to write to.", Text, "api@shop.example"),
        new("url", "Where to read more.", Text, "https://shop.example/help"),
    ]);

    private static readonly KeyTable Info = new("info",
    [
        new("title", "The API's title. Default: the service's name.", Text, "Shop"),
        new("description", "What the service is for; may hold Markdown (CommonMark).", Text, "Orders for a small shop."),
        new("contact", "Whom to ask about the API.", new ObjectShape(Contact), "{ email: api@shop.example }"),
        new("license", "The licence of the API, an SPDX identifier.", Text, "MIT"),
    ]);

    private static readonly KeyTable Objectives = new("slo",
    [
        new("p99", "The time within which 99 of 100 requests are answered.", new PatternShape(Forms.Time, "a time such as `100ms` or `1.5s`"), "100ms"),
        new("peak", "Requests per second at the busiest.", new PatternShape(Forms.Rate, "a rate such as `500/s`"), "500/s"),
        new("availability", "The share of requests that succeed.", new PatternShape(Forms.Percentage, "a percentage such as `99.9%`"), "99.9%"),
    ]);

    /// <summary>The top level of a contract.</summary>
    public static readonly KeyTable Root = new("the contract",
    [
        new("lintel", "The version of this language: 1.", new IntegerShape(0, 999), "1") { Required = true },
        new("service", "The service's name, camelCase or kebab-case.", new PatternShape(Forms.ServiceName, "a name such as `shop` or `web-shop`"), "shop") { Required = true },
        new("version", "The API's version, and the first segment of every path. Default: `v1`.", new PatternShape(Forms.Version, "a version such as `v1`"), "v1"),
        new("info", "Who and what, for people; goes into the published documents.", new ObjectShape(Info), "{ title: Shop, license: MIT }"),
        new("slo", "What the service promises; `lintel gate` measures it.", new ObjectShape(Objectives), "{ p99: 100ms, peak: 500/s, availability: 99.9% }"),
        new("isolation", "What units (`POST /v1:batch`) see of each other: `serializable`, as if one ran after the other, or `snapshot`. Default: `serializable`.", new WordShape(["serializable", "snapshot"]), "snapshot"),
        new("schema", "`external`: the database is not ours. Its schema is never changed, and nothing of the engine's is put into it. Default: the engine makes and keeps the tables.", new WordShape(["external"]), "external"),
        new("auth", "Whose word is taken for who asks. With it nobody may do what `access` does not allow. Default: there is no access control.", new ObjectShape(AccessKeys.Auth), "{ issuer: 'https://id.example.com' }"),
        new("access", "Who may do what with the rows of resources that say nothing themselves. Default: nobody may do anything.", new ObjectShape(AccessKeys.Resource), "{ read: true, write: \"'admin' in caller.roles\" }"),
        new("tenant", "The field that tells whose a row is, named like the claim of callers that fills it: nobody sees or writes a row of another tenant. Default: there are no tenants.", new ChoiceShape(new PatternShape(Forms.Name, "a camelCase name"), new ObjectShape(AccessKeys.Tenant)), "tenant"),
        new("audit", "Whether it is recorded who changed what, in the transaction of each write: of all resources, or of those that say so themselves. Default: false.", new ChoiceShape(new BoolShape(), new ObjectShape(AccessKeys.Audit)), "{ read: \"'auditor' in caller.roles\" }"),
        new("limits", "What one request may ask for at most.", new ObjectShape(LimitKeys.Limits), "{ body: 256KB, time: 5s }"),
        new("seed", "A folder beside the contract whose files (`customer.csv`, `customer.ndjson`) are loaded into an empty database.", Text, "data/"),
        new("resources", "What the service keeps: each resource by its name, singular camelCase.", new MapShape("names to resources", Forms.Name, new ObjectShape(ResourceKeys.Resource)), "{ customer: { fields: { email: email unique } } }") { Required = true },
        new("functions", "Functions and procedures of an external database that can be called, each by its name, camelCase: `GET` or `POST /v1:customerTotals`. Default: none.", new MapShape("names to functions", Forms.Name, new ObjectShape(FunctionKeys.Function)), "{ customerTotals: { input: { since: date }, returns: 'customer[]', reads: true } }"),
    ])
    {
        Later = new Dictionary<string, string>
        {
            ["operations"] = "custom operations",
            ["events"] = "events",
            ["webhooks"] = "webhooks",
            ["jobs"] = "scheduled jobs",
            ["types"] = "types of your own",
            ["views"] = "views",
            ["imports"] = "shared contracts",
        },
    };

    /// <summary>Every table of keys, for the schema and the tests.</summary>
    public static IReadOnlyList<KeyTable> All { get; } =
        [Root, Info, Contact, Objectives, AccessKeys.Auth, AccessKeys.Claims, AccessKeys.Certificates, AccessKeys.Tenant, AccessKeys.Resource, AccessKeys.Audit, AccessKeys.Field, LimitKeys.Limits, ResourceKeys.Resource, ResourceKeys.ClientKey, TableKeys.Name, ResourceKeys.Unique, ResourceKeys.Query, ResourceKeys.Rule, ResourceKeys.Search, ResourceKeys.Action, FieldKeys.Field, TableKeys.Through, .. FunctionKeys.All];
}
