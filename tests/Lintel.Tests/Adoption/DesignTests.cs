using Lintel.Adoption;
using Lintel.Adoption.Designing;

namespace Lintel.Tests.Adoption;

public sealed class DesignTests
{
    [Fact]
    public void Chinook_reads_as_a_person_would_have_written_it()
    {
        var design = Design(
            "Artist: ArtistId int4 id, Name varchar(120)?", "Album: AlbumId int4 id, Title varchar(160), ArtistId int4 -> Artist.ArtistId",
            "Employee: EmployeeId int4 id, LastName varchar(20), ReportsTo int4? -> Employee.EmployeeId", "Customer: CustomerId int4 id, SupportRepId int4? -> Employee.EmployeeId",
            "Invoice: InvoiceId int4 id, CustomerId int4 -> Customer.CustomerId", "InvoiceLine: InvoiceLineId int4 id, InvoiceId int4 -> Invoice.InvoiceId, TrackId int4 -> Track.TrackId",
            "Track: TrackId int4 id, Name text", "Playlist: PlaylistId int4 id, Name text?", "PlaylistTrack: PlaylistId int4 key -> Playlist.PlaylistId, TrackId int4 key -> Track.TrackId");
        Assert.Equal("lines", Field(design, "invoiceLine", "invoice").Reverse);
        Assert.Equal("reports", Field(design, "employee", "reportsTo").Reverse);
        Assert.Null(Field(design, "customer", "supportRep").Reverse);
        Assert.Equal("track[]", Field(design, "playlist", "tracks").Type);
        Assert.Equal("PlaylistTrack", Field(design, "playlist", "tracks").Through!.Table.Name.Name);
        Assert.Null(design.Resources.Find(resource => resource.Name == "playlistTrack"));
        Assert.Equal(("int", "AlbumId"), (Resource(design, "album").Key.Type, Resource(design, "album").Key.Column));
    }

    [Theory]
    [InlineData("customer_id", "customer")]
    [InlineData("customerid", "customer")]
    [InlineData("cust_fk", "customer")]
    [InlineData("customer", "customer")]
    [InlineData("FK_Customer_ID", "customer")]
    [InlineData("billing_customer_id", "billingCustomer")]
    [InlineData("created_by", "createdBy")]
    [InlineData("ShipTo", "shipTo")]
    public void A_reference_is_called_by_its_role(string column, string name) =>
        Assert.Equal(name, Assert.Single(Design("customers: id int4 id, name text", $"orders: id int4 id, note text, {column} int4 -> customers.id").Resources.Single(resource => resource.Name == "order").Fields, field => field.Target is not null).Name);

    [Fact]
    public void The_column_of_a_reference_is_found_by_its_name()
    {
        var made = DatabaseImport.Make(Tables.Catalog("customer: customer_id int4 id, name text", "rental: id int4 id, customer_id int4 -> customer.customer_id", "visit: id int4 id, CustomerRef int4 -> customer.customer_id"), new CommonTypes(), "test", "test.yaml");
        Assert.Contains("customer: customer\n", made.Files[0].Text);
        Assert.Contains("customer: { type: customer, column: CustomerRef }", made.Files[0].Text);
        Assert.Contains(made.Model!.Resources.Single(resource => resource.Name == "rental").Entity.Columns, column => column.Name == "customer_id");
    }

    [Fact]
    public void Several_references_to_one_table_stay_apart_both_ways()
    {
        var design = Design("team: id int4 id, name text", "match: id int4 id, home_team_id int4 -> team.id, away_team_id int4 -> team.id, day date");
        Assert.Equal(["homeMatches", "awayMatches"], [Field(design, "match", "homeTeam").Reverse, Field(design, "match", "awayTeam").Reverse]);
    }

    [Theory]
    [InlineData("parent_id", "parent", "children")]
    [InlineData("manager_id", "manager", "reports")]
    [InlineData("ReportsTo", "reportsTo", "reports")]
    [InlineData("reply_to", "replyTo", "replies")]
    public void A_reference_to_its_own_table_has_a_way_back_for_people(string column, string name, string back) =>
        Assert.Equal(back, Field(Design($"node: id int4 id, label text, {column} int4? -> node.id"), "node", name).Reverse);

    [Fact]
    public void The_table_of_the_default_schema_keeps_the_short_name()
    {
        var design = Design("person: id int4 id, name text", "sales/person: id int4 id, name text");
        Assert.Equal([("public", "person"), ("sales", "salesPerson")], design.Resources.Select(resource => (resource.Table.Name.Schema, resource.Name)));
        Assert.Contains(design.Notes, note => note.Reason.Contains("salesPerson", StringComparison.Ordinal));
    }

    [Fact]
    public void What_all_names_begin_with_is_left_out()
    {
        var design = Design("wp_posts: id int4 id, post_title text, post_date date", "wp_users: ID int4 id, user_login text, user_pass text", "wp_comments: id int4 id, x text", "wp_options: id int4 id, x text");
        Assert.Equal(["comment", "option", "post", "user"], design.Resources.Select(resource => resource.Name));
        Assert.Equal(["id", "name", "mail"], Resource(Design("customer: cust_id int4, cust_name text, cust_mail text"), "customer").Fields.Select(field => field.Name));
    }

    [Theory]
    [InlineData("country: code bpchar(2) key, name text", "country", "code")]
    [InlineData("genre: GenreId int4 key, name text", "genre", "id")]
    public void A_key_that_the_client_gives_is_a_field(string table, string resource, string key) => Assert.Equal([key], Resource(Design(table), resource).Key.Fields);

    [Fact]
    public void Keys_that_lead_to_each_other_in_a_circle_stand_on_their_columns()
    {
        var design = Design("a: b_id int4 key -> b.a_id", "b: a_id int4 key -> a.b_id");
        Assert.All(design.Resources, resource => Assert.Single(resource.Key.Fields));
    }

    private static ContractDesign Design(params string[] tables) => ContractDesigner.Design(Tables.Catalog(tables), new CommonTypes(), "test");

    private static ResourceDesign Resource(ContractDesign design, string name) => Assert.Single(design.Resources, resource => resource.Name == name);

    private static FieldDesign Field(ContractDesign design, string resource, string field) => Assert.Single(Resource(design, resource).Fields, one => one.Name == field);
}
