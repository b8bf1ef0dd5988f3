using Lintel.Model;

namespace Lintel.Contract.Language;

/// <summary>The keys of a resource.</summary>
internal static class ResourceKeys
{
    private static readonly Shape Text = new TextShape();
    private static readonly Shape Name = new PatternShape(Forms.Name, "a camelCase name");
    private static readonly Shape Identifier = new PatternShape(Forms.Identifier, "a name of letters, digits and `_`");
    private static readonly Shape Names = new ListShape(Name, 1);
    private static readonly Shape Fields = new MapShape("names to fields", Forms.Name, new ChoiceShape(new ShortFormShape(), new ObjectShape(FieldKeys.Field)));

    /// <summary>The long form of <c>key</c>.</summary>
    public static readonly KeyTable ClientKey = new("key",
    [
        new("type", "The type of `id`: `int`, `long`, `uuid` or `string(…)`.", new PatternShape(Forms.KeyType, "`int`, `long`, `uuid` or `string(…)`"), "int") { Required = true },
        new("client", "Whether a create may choose the key itself. Default: false; a string key is always the client's.", new BoolShape(), "true"),
        new("column", "Where `id` is kept. Default: `id`.", Text, "CustomerId"),
        new("default", "`database`: an external database makes the key, whatever its type. Default: so for `int` and `long`.", new WordShape([FieldKeys.DatabaseDefault]), "database"),
    ]);

    /// <summary>The long form of one line of <c>unique</c>.</summary>
    public static readonly KeyTable Unique = new("unique",
    [
        new("fields", "The fields or references that together are unique.", Names, "[artist, title]") { Required = true },
        new("ignoreCase", "Whether text that differs only in the case of ASCII letters is the same. Default: false.", new BoolShape(), "true"),
        new("global", "Whether no two rows of any tenants may share them. Default: false, none of one tenant.", new BoolShape(), "true"),
    ]);

    /// <summary>One access pattern.</summary>
    public static readonly KeyTable Query = new("queries",
    [
        new("filter", "The fields or references that are compared for equality.", Names, "[customer]"),
        new("sort", "The order within them; `-` begins with the greatest. The key is always added as the last term.", new ListShape(new PatternShape(Forms.SortTerm, "a field's name, or `-` and a name"), 1), "[-createdAt]"),
    ]);

    /// <summary>The long form of one rule.</summary>
    public static readonly KeyTable Rule = new("rule",
    [
        new("check", "The condition, in the expression language; null is not true.", Text, "due == null or due >= start") { Required = true },
        new("name", "What a broken rule is told by, unique within the resource. Default: the condition's text.", Name, "dueAfterStart"),
        new("message", "What to tell who breaks it. Default: a sentence with the condition's text.", Text, "The due date lies after the start."),
    ]);

    private static readonly Shape Rules = new ListShape(new ChoiceShape(Text, new ObjectShape(Rule)), MaxItems: 100);

    /// <summary>One action.</summary>
    public static readonly KeyTable Action = new("action",
    [
        new("from", "The states in which the action is allowed; elsewhere it answers 409. Default: all, but for that of `to`.", new ListShape(Text, 1), "[pending, paid]"),
        new("to", "The state that it leads to. Default: the state stays.", Text, "cancelled"),
        new("input", "What the action is given, by name, in the body of the request: fields of scalar types and arrays.", Fields, "{ carrier: string(1..40) }"),
        new("set", "What fields are set to: expressions over the row as it is before the action, `input` and `now()`.", new MapShape("fields to expressions", Forms.Name, new ExpressionShape()), "{ shippedAt: now(), carrier: input.carrier }"),
        new("rules", "What must hold for the row before the action, and for `input`: a list of conditions, or of `{ name, check, message }`.", Rules, "[input.amount <= total]"),
        new("access", "Who may do it, a condition on the row before the action in which `caller` is known. Default: who may update the row.", new ExpressionShape(), "\"'manager' in caller.roles\""),
        new("description", "What the action does, for people.", Text, "Calls the order off."),
    ]);

    /// <summary>How a resource is searched.</summary>
    public static readonly KeyTable Search = new("search",
    [
        new("language", "The language whose endings are ignored: `tracks` also finds `track` in English. Default: `simple`, words as they are.", new WordShape(SearchIndex.Languages), "english"),
        new("typos", "Whether a word that is like one of the search will do, behind all rows that have it as it is: `metalica` also finds `Metallica`. Default: false.", new BoolShape(), "true"),
    ]);

    /// <summary>A resource.</summary>
    public static readonly KeyTable Resource = new("resource",
    [
        new("description", "What the resource is, for people; may hold Markdown.", Text, "Someone who buys."),
        new("fields", "The fields by name: a type in short form (`string(1..200) unique`), or a mapping.", Fields, "{ email: email unique }") { Required = true },
        new("key", "What identifies a row: the type of `id` (`uuid` unless it says otherwise), a list of declared fields and references, or `none` where an external table has no key.", new ChoiceShape(new PatternShape(Forms.KeyOrNone, "`int`, `long`, `uuid`, `string(…)` or `none`"), new ObjectShape(ClientKey), Names), "int"),
        new("managed", "The fields that the engine keeps. Default: all three; `[]` for an owned child.", new ListShape(new WordShape(["createdAt", "updatedAt", "version"])), "[version]"),
        new("partOf", "The parent of an owned child: created with it, read with it, deleted with it.", Name, "order"),
        new("plural", "The plural, camelCase. Default: the English plural of the name.", Name, "people"),
        new("path", "The path segment of the collection. Default: the plural in kebab-case.", new PatternShape(Forms.PathSegment, "a kebab-case path segment"), "people"),
        new("table", "The table's name, or `{ schema, name }` in an external database. Default: the resource's name in snake_case.", TableKeys.Table, "customers"),
        new("allow", "What callers may do: `read`, `create`, `update`, `delete`. Default: all; `[read]` without a key.", new ListShape(new WordShape(["read", "create", "update", "delete"]), 1), "[read, create]"),
        new("was", "The name that the table had before, which the database keeps.", Identifier, "clients"),
        new("unique", "Combinations that no two rows may share.", new ListShape(new ChoiceShape(Names, new ObjectShape(Unique))), "[[artist, title]]"),
        new("queries", "Access patterns; each one is backed by an index.", new ListShape(new ObjectShape(Query)), "[{ filter: [customer], sort: [-createdAt] }]"),
        new("rules", "What must hold after each write, over the row with its owned children: a list of conditions, or of `{ name, check, message }`.", Rules, "[total >= 0 or status == 'cancelled']"),
        new("search", "How `search=` looks into the fields that are `searchable`.", new ObjectShape(Search), "{ language: english }"),
        new("access", "Who may do what with the rows. Default: what the service's `access` says; of an owned child: what its parent's says.", new ObjectShape(AccessKeys.Resource), "{ read: customer.owner == caller.id }"),
        new("tenant", "`false`: the rows are shared by all tenants. Default: each row is one tenant's.", new WordShape(["false"]), "false"),
        new("audit", "Whether writes of the rows are recorded, and of all that they own. Default: what the service's `audit` says, false without it.", new BoolShape(), "true"),
        new("state", "The enum field whose value only actions change; a create takes its default.", Name, "status"),
        new("actions", "Named changes of the state and of other fields, by name: `POST /v1/orders/{id}/pay`.", new MapShape("names to actions", Forms.Name, new ObjectShape(Action)), "{ pay: { from: [pending], to: paid } }"),
        new("softDelete", "Whether a deleted row stays, hidden, with all that it owns, until it is restored or purged. Default: false; not for owned children.", new BoolShape(), "true"),
        new("maxItems", "Most rows of an owned child that one parent may have. Default: 1000.", new IntegerShape(1, Field.MostItems), "200"),
        new("reverse", "What the parent calls its owned children. Default: the plural of the name without the parent's (`orderLine`: `lines`).", Name, "lines"),
        new("ifMatch", "Whether a write of a row, or of one that it owns, must name the version that it is based on in `If-Match`; 428 otherwise. Default: `optional`.", new WordShape(["optional", "required"]), "required"),
        new("maxLimit", "The greatest page of a list. Default: that of `limits`, 100.", new IntegerShape(1, 10_000), "500"),
    ])
    {
        Later = new Dictionary<string, string>
        {
            ["events"] = "events",
            ["operations"] = "custom operations",
            ["history"] = "history",
            ["cache"] = "caching",
            ["hooks"] = "hooks",
            ["view"] = "views",
            ["retention"] = "retention",
        },
    };
}
