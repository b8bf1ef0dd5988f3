using Lintel.Model;

namespace Lintel.Tests.Contract;

public sealed class ExternalTests
{
    [Fact]
    public void Names_of_the_database_are_kept_as_they_are()
    {
        var model = External("""
            invoice:
              table: { schema: Our Sales, name: 'In"voice' }
              key: { type: int, column: Invoice Id }
              fields:
                "total": { type: int, column: 合計 }
            """);
        var invoice = model.FindResource("invoice")!;
        Assert.True(model.IsExternal && invoice.Entity.IsExternal);
        Assert.Equal(("Our Sales", "In\"voice"), (invoice.Entity.Schema, invoice.Entity.Table));
        Assert.Equal(["Invoice Id", "合計"], invoice.Entity.Columns.Select(column => column.Name));
        Assert.Equal(["id", "total"], invoice.Fields.Select(field => field.Name));
    }

    [Fact]
    public void Tables_of_two_schemas_may_have_one_name_and_names_may_differ_in_case_alone()
    {
        var model = External("""
            a: { table: t, fields: { x: { type: int, column: X }, y: { type: int, column: x } } }
            b: { table: { schema: s, name: t }, fields: { a: { type: a, column: a } } }
            c: { table: T, fields: { x: int } }
            """);
        Assert.Equal(3, model.Entities.Count);
        Assert.True(model.FindResource("b")!.Entity.ForeignKeys[0].RefersTo(model.FindResource("a")!.Entity));
        Assert.False(model.FindResource("b")!.Entity.ForeignKeys[0].RefersTo(model.FindResource("b")!.Entity));
    }

    [Fact]
    public void A_column_that_several_references_have_is_one_field()
    {
        var order = External("""
            tenant: { key: { type: int, column: id, client: true }, fields: { name: string } }
            customer:
              key: [tenant, number]
              fields: { tenant: tenant, number: int }
            product:
              key: [tenant, code]
              fields: { tenant: tenant, code: string(10) }
            order:
              key: [tenant, number]
              fields:
                tenant: { type: tenant, column: tenant_id }
                number: int
                customer: { type: customer, columns: [tenant_id, customer_number] }
                product: { type: product?, columns: [tenant_id, product_code] }
            """).FindResource("order")!;
        Assert.Equal(["tenantId", "number", "customerNumber", "productCode"], order.Fields.Select(field => field.Name));
        Assert.Equal(["tenantId", "productCode"], order.FindRelation("product")!.SourceFields.Select(field => field.Name));
        Assert.True(order.FindRelation("product")!.IsOptional);
        Assert.False(order.FindRelation("customer")!.IsOptional);
        Assert.Equal(4, order.Entity.Columns.Count);
    }

    [Fact]
    public void A_reference_may_hold_fields_that_another_reference_brings()
    {
        var model = External("""
            country: { key: { type: string(2), column: code }, fields: { name: string } }
            city: { key: { type: int, column: id }, fields: { country: { type: country, column: cc }, code: string(9) } }
            branch: { fields: { city: { type: city, columns: [c, z], to: [countryId, code] } } }
            """);
        var city = model.FindResource("branch")!.FindRelation("city")!;
        Assert.Equal(["countryId", "code"], city.TargetFields.Select(field => field.Name));
        Assert.Equal(["cityCountryId", "cityCode"], city.SourceFields.Select(field => field.Name));
        Assert.Equal(city.TargetFields, city.Inverse!.SourceFields);
    }

    [Fact]
    public void An_owned_child_leads_to_its_parent_by_the_reference_of_its_name()
    {
        var line = External("""
            invoice: { key: { type: int, column: Id }, fields: { note: string? } }
            invoiceLine: { partOf: invoice, key: { type: int, column: LineId }, fields: { invoice: { type: invoice, column: InvoiceId }, quantity: int } }
            """).FindResource("invoiceLine")!;
        Assert.Equal("InvoiceId", line.Fields.Single(field => field.Role == FieldRole.Parent).Column.Name);
        Assert.Equal("lines", line.Owner!.Name);
    }

    [Fact]
    public void What_the_database_makes_has_no_default_here()
    {
        var resource = External("""
            a:
              key: { type: uuid, column: Id, default: database }
              fields:
                state: { enum: [In Progress, "done!"], default: database }
                text: string = 'database'
                sum: { type: int, readOnly: true, default: database }
                range: native(My Schema."Ty)pe"(3))[]?
            """).FindResource("a")!;
        Assert.Equal([DefaultKind.Database, DefaultKind.Database, DefaultKind.Literal, DefaultKind.Database, DefaultKind.None], resource.Fields.Select(field => field.Default));
        Assert.Equal(["In Progress", "done!"], resource.FindField("state")!.Type.Members);
        Assert.True(resource.FindField("sum")!.Column.IsReadOnly);
        Assert.Equal(("My Schema.\"Ty)pe\"(3)", true), (resource.FindField("range")!.Type.NativeName, resource.FindField("range")!.Type.IsArray));
    }

    [Fact]
    public void Without_a_key_rows_can_be_read_alone()
    {
        var resource = External("a: { key: none, fields: { x: int } }").FindResource("a")!;
        Assert.Empty(resource.Key);
        Assert.Equal(Allowed.Read, resource.Allowed);
    }

    [Theory]
    [InlineData("a: { fields: { x: string searchable } }", "LTL3101")]
    [InlineData("a: { was: b, fields: { x: string } }", "LTL3101")]
    [InlineData("a: { softDelete: true, fields: { x: string } }", "LTL3101")]
    [InlineData("a: { fields: { x: int, y: { computed: x + 1, stored: true } } }", "LTL3101")]
    [InlineData("a: { fields: { b: 'b[]' } }\nb: { fields: { x: int } }", "LTL3104")]
    [InlineData("a: { fields: { b: { type: 'b[]', through: { table: t, from: [x, y], to: [z] } } } }\nb: { fields: { x: int } }", "LTL3103")]
    [InlineData("a: { fields: { b: { type: b, to: [c] } } }\nb: { fields: { c: { type: a, to: [b] } } }", "LTL3022")]
    [InlineData("a: { allow: [create], fields: { x: int } }", "LTL3105")]
    [InlineData("a: { key: none, fields: { x: int } }\nb: { partOf: a, fields: { x: int } }", "LTL3102")]
    [InlineData("b: { fields: { x: int } }\na: { partOf: b, key: none, fields: { x: int } }", "LTL3105")]
    [InlineData("a: { fields: { x: native() } }", "LTL2009")]
    [InlineData("a: { fields: { x: 'native(int4range' } }", "LTL2009")]
    public void What_an_external_database_can_not_have_is_refused(string resources, string code) =>
        Assert.Contains(code, Contracts.Codes(Complete(resources)));

    [Theory]
    [InlineData("a: { table: { schema: s, name: t }, fields: { x: int } }", "LTL3100")]
    [InlineData("a: { key: { type: int, column: c }, fields: { x: int } }", "LTL3100")]
    [InlineData("a: { key: { type: int, default: database }, fields: { x: int } }", "LTL3100")]
    [InlineData("a: { fields: { x: native(box) } }", "LTL3100")]
    [InlineData("a: { fields: { b: { type: a?, columns: [c] } } }", "LTL3100")]
    [InlineData("a: { fields: { b: { type: a?, to: [id] } } }", "LTL3100")]
    [InlineData("a: { fields: { b: { type: 'a[]', through: { table: t, from: [x], to: [y] } } } }", "LTL3100")]
    [InlineData("a: { table: my table, fields: { x: int } }", "LTL2005")]
    [InlineData("a: { fields: { x: { type: int, column: my column } } }", "LTL2005")]
    [InlineData("a: { fields: { x: { enum: [In Progress] } } }", "LTL2005")]
    public void What_only_an_external_database_has_is_refused_elsewhere(string resources, string code) => Assert.Equal([code], Contracts.Codes(resources));

    private static ServiceModel External(string resources) => Contracts.Model(Complete(resources));

    private static string Complete(string resources) => "lintel: 1\nservice: shop\nschema: external\nresources:\n" + string.Concat(resources.Split('\n').Select(line => $"  {line}\n"));
}
