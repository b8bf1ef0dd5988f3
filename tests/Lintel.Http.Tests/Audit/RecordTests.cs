using Lintel.Http.Tests.Models;

namespace Lintel.Http.Tests.Audit;

/// <summary>Each write tells what it did to which row, on whichever path it came.</summary>
public sealed class RecordTests
{
    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task A_write_of_one_row_tells_who_changed_what(string store) => EachStore.RunAsync(store, Ledger.Contract, Ledger.Options, async service =>
    {
        (await service.PostAsync("customers", """{"id":1,"name":"Ann","owner":"al","pin":"1234","extra":{"b":1.50,"a":[]}}""", Ledger.As("alice"))).Expect(201);
        (await service.PatchAsync("customers/1", """{"name":"Anna","owner":"al"}""", Ledger.As("bob"))).Expect(200);
        (await service.PatchAsync("customers/1", """{"pin":"secret-pin"}""", Ledger.As("bob"))).Expect(200);
        (await service.DeleteAsync("customers/1", Ledger.As("carl"))).Expect(204);
        (await service.SendAsync("POST", "customers/1/restore", null, Ledger.As("carl"))).Expect(200);
        (await service.DeleteAsync("customers/1?purge=true", Ledger.As("dora"))).Expect(204);
        Assert.Equal(
        [
            """alice create customer 1 - {"id":1,"name":"Ann","owner":"al","extra":{"b":1.50,"a":[]}}""",
            """bob update customer 1 {"name":"Ann"} {"name":"Anna"}""",
            "bob update customer 1 - -",
            "carl delete customer 1 - -",
            "carl restore customer 1 - -",
            """dora delete customer 1 {"id":1,"name":"Anna","owner":"al","extra":{"b":1.50,"a":[]}} -""",
        ], await Ledger.ReadAsync(service));
        var all = (await service.GetAsync("audit?sort=number", Ledger.As("auditor"))).Expect(200);
        Assert.DoesNotContain("1234", all.Body);
        Assert.DoesNotContain("secret-pin", all.Body);
        var pin = all.Json.GetProperty("data")[2];
        Assert.Equal("""["pin"]""", pin.GetProperty("fields").ToString());
        Assert.Equal("127.0.0.1", pin.GetProperty("address").GetString());
        Assert.Equal("2026-03-04T05:06:07Z", pin.GetProperty("at").GetString());
        await Ledger.VerifyAsync(service);
    });

    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task What_a_row_owns_and_what_goes_with_it_is_told_too(string store) => EachStore.RunAsync(store, Ledger.Contract, Ledger.Options, async service =>
    {
        await service.PostAsync("customers", """{"id":1,"name":"Ann"}""", Ledger.As("alice"));
        await service.PostAsync("sellers", """{"id":1,"name":"Sid"}""", Ledger.As("alice"));
        await service.PostAsync("tags", """{"id":3,"word":"new"}""", Ledger.As("alice"));
        Assert.Equal(
        [
            """alice create order 1 - {"id":1,"customerId":1,"sellerId":1,"total":10.00,"status":"open"}""",
            """alice create orderLine 1 - {"id":1,"orderId":1,"product":"pen","quantity":1}""",
            """alice create orderLine 2 - {"id":2,"orderId":1,"product":"ink","quantity":2}""",
        ], await Ledger.AfterAsync(service, async () =>
            (await service.PostAsync("orders", """{"customerId":1,"sellerId":1,"total":10.00,"lines":[{"product":"pen","quantity":1},{"product":"ink","quantity":2}]}""", Ledger.As("alice"))).Expect(201)));
        Assert.Equal(
        [
            """bob delete orderLine 2 {"id":2,"orderId":1,"product":"ink","quantity":2} -""",
            """bob update orderLine 1 {"quantity":1} {"quantity":5}""",
            """bob create orderLine 3 - {"id":3,"orderId":1,"product":"cap","quantity":9}""",
        ], await Ledger.AfterAsync(service, async () =>
            (await service.PatchAsync("orders/1", """{"lines":[{"id":1,"product":"pen","quantity":5},{"product":"cap","quantity":9}]}""", Ledger.As("bob"))).Expect(200)));
        Assert.Equal(["""bob update:pay order 1 {"status":"open"} {"status":"paid"}"""], await Ledger.AfterAsync(service, async () => (await service.SendAsync("POST", "orders/1/pay", null, Ledger.As("bob"))).Expect(200)));
        Assert.Equal(["""bob create orderLine 4 - {"id":4,"orderId":1,"product":"nib","quantity":1}"""],
            await Ledger.AfterAsync(service, async () => (await service.PostAsync("orders/1/lines", """{"product":"nib","quantity":1}""", Ledger.As("bob"))).Expect(201)));
        Assert.Equal(["""bob link customer 1 - {"tagIds":[3]}"""], await Ledger.AfterAsync(service, async () => (await service.PutAsync("customers/1/tags/3", null, Ledger.As("bob"))).Expect(204)));
        Assert.Equal(["""bob unlink customer 1 {"tagIds":[3]} -""", """bob delete tag 3 {"id":3,"word":"new"} -"""],
            await Ledger.AfterAsync(service, async () => (await service.DeleteAsync("tags/3", Ledger.As("bob"))).Expect(204)));
        Assert.Equal(["""bob update order 1 {"sellerId":1} {"sellerId":null}""", """bob delete seller 1 {"id":1,"name":"Sid"} -"""],
            await Ledger.AfterAsync(service, async () => (await service.DeleteAsync("sellers/1", Ledger.As("bob"))).Expect(204)));
        Assert.Equal(["customer 1", "order 1", "orderLine 1", "orderLine 3", "orderLine 4"], from line in await Ledger.AfterAsync(service, async () =>
            (await service.DeleteAsync("customers/1?purge=true", Ledger.As("bob"))).Expect(204))
                                                                                             orderby line
                                                                                             select string.Join(' ', line.Split(' ')[2..4]));
    });

    // What docs/audit.md says of the hash is enough to check it without us.
    [Theory]
    [InlineData(EachStore.Sqlite)]
    [InlineData(EachStore.Postgres)]
    public Task Anybody_who_reads_the_record_can_compute_its_hashes(string store) => EachStore.RunAsync(store, Ledger.Contract, Ledger.Options, async service =>
    {
        (await service.PostAsync("customers", """{"id":1,"name":"Ünï \"𝒳\" <&>\n","extra":{"z":[1e3,0.10,null],"a":{"b":true}}}""", Ledger.As("alice 'q'"))).Expect(201);
        (await service.PatchAsync("customers/1", """{"extra":null}""", Ledger.As("bob"))).Expect(200);
        (await service.DeleteAsync("customers/1?purge=true", Ledger.As("bob"))).Expect(204);
        string[] names = ["chain", "number", "at", "by", "apiKey", "address", "operation", "action", "resource", "row", "fields", "old", "new", "previous"];
        var previous = new string('0', 64);
        var entries = (await service.GetAsync("audit?sort=number", Ledger.As("auditor"))).Expect(200).Json.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(3, entries.Length);
        foreach (var entry in entries)
        {
            var text = $"[{string.Join(',', names.Select(name => entry.GetProperty(name).GetRawText()))}]";
            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
            Assert.Equal(hash, entry.GetProperty("hash").GetString());
            Assert.Equal(previous, entry.GetProperty("previous").GetString());
            previous = hash;
        }
    });
}
