namespace Lintel.Contract.Rules;

/// <summary>Mistakes in contracts whose database is not ours, and in others that take it for such.</summary>
internal static class ExternalContractRules
{
    public static readonly DiagnosticRule OnlyExternal = new()
    {
        Code = "LTL3100",
        Title = "Only of an external database",
        Explanation = "Some words tell of a database that was there before: they stand in a contract that says `schema: external`. Tables that the engine makes have a key, tables of pairs and names of its own.",
        Wrong = """
            customer:
              key: none
              fields:
                name: string
            """,
        Right = """
            customer:
              fields:
                name: string
            """,
    };

    public static readonly DiagnosticRule NotExternal = new()
    {
        Code = "LTL3101",
        Title = "Not in an external database",
        Explanation = "The schema of an external database is never changed. What needs columns, indexes or files of the engine's own is not served there: `searchable`, `search`, `stored`, `was`, `softDelete` and `seed`.",
        Wrong = """
            lintel: 1
            service: shop
            schema: external
            resources:
              customer:
                fields:
                  name: string searchable
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            resources:
              customer:
                fields:
                  name: string
            """,
    };

    public static readonly DiagnosticRule NothingToReferTo = new()
    {
        Code = "LTL3102",
        Title = "Reference to what has no key",
        Explanation = "A reference holds the key of a row, or other fields of it that are unique together, which `to` names.",
        Wrong = """
            lintel: 1
            service: shop
            schema: external
            resources:
              country:
                key: none
                fields:
                  code: string
              customer:
                fields:
                  country: { type: country, column: country_code }
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            resources:
              country:
                key: none
                fields:
                  code: string
              customer:
                fields:
                  country: { type: country, column: country_code, to: [code] }
            """,
    };

    public static readonly DiagnosticRule ColumnCount = new()
    {
        Code = "LTL3103",
        Title = "Not as many columns as fields",
        Explanation = "A reference has a column for each field of the other resource that it holds, and a table of pairs one for each field of the two keys, in the same order.",
        Wrong = """
            lintel: 1
            service: shop
            schema: external
            resources:
              place:
                key: [country, code]
                fields:
                  country: string(2)
                  code: string(10)
              customer:
                fields:
                  place: { type: place, columns: [place_code] }
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            resources:
              place:
                key: [country, code]
                fields:
                  country: string(2)
                  code: string(10)
              customer:
                fields:
                  place: { type: place, columns: [place_country, place_code] }
            """,
    };

    public static readonly DiagnosticRule ThroughMissing = new()
    {
        Code = "LTL3104",
        Title = "Many-to-many without its table",
        Explanation = "The engine makes no table of pairs in an external database, so `through` names the one that is there, with the columns of both keys.",
        Wrong = """
            lintel: 1
            service: music
            schema: external
            resources:
              track:
                fields:
                  name: string
              playlist:
                fields:
                  tracks: track[]
            """,
        Right = """
            lintel: 1
            service: music
            schema: external
            resources:
              track:
                fields:
                  name: string
              playlist:
                fields:
                  tracks: { type: "track[]", through: { table: PlaylistTrack, from: [PlaylistId], to: [TrackId] } }
            """,
    };

    public static readonly DiagnosticRule CantBeAllowed = new()
    {
        Code = "LTL3105",
        Title = "Can't be allowed",
        Explanation = "Rows without a key can be listed, but nothing can say which of them to change. An action is an update, and what is owned by a row is written and deleted with it.",
        Wrong = """
            lintel: 1
            service: shop
            schema: external
            resources:
              visit:
                key: none
                allow: [read, create]
                fields:
                  page: string
            """,
        Right = """
            lintel: 1
            service: shop
            schema: external
            resources:
              visit:
                key: none
                allow: [read]
                fields:
                  page: string
            """,
    };

    /// <summary>All of them, by code.</summary>
    public static IReadOnlyList<DiagnosticRule> All { get; } = [OnlyExternal, NotExternal, NothingToReferTo, ColumnCount, ThroughMissing, CantBeAllowed];
}
