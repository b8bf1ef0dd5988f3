namespace Lintel.Http.Tests.Tours;

/// <summary>What the samples don't have: keys of several parts, each type, and deletes that reach further.</summary>
internal static class KindsTour
{
    public const string Contract = """
          country:
            key: string(2)
            managed: []
            fields:
              name: string unique(ignoreCase)
          city:
            key: [country, code]
            fields:
              country: country onDelete cascade
              code: string(1..40)
              people: long?
              twin: city?
              tags: tag[] reverse cities
          tag:
            key: string(1..40)
            managed: []
            fields:
              colour: string?
          thing:
            key: { type: int, client: true }
            managed: []
            fields:
              small: decimal(8,2)?
              large: decimal(30,10)?
              double: double?
              bool: bool?
              date: date?
              time: time?
              datetime: datetime?
              timestamp: timestamp?
              duration: duration?
              uuid: uuid?
              url: url?
              json: json?
              bytes: bytes?
              words: string[]?
              home: city? onDelete setNull
        """;

    public static Tour Tour { get; } = Tour.Of("""
        # Keys of several parts, with commas and slashes in them
        201 POST countries | {"id":"CH","name":"Schweiz"}
        201 POST countries | {"id":"IT","name":"Italia"}
        409 POST countries | {"id":"it","name":"ITALIA"}
        409 POST countries | {"id":"CH","name":"Suisse"}
        201 POST tags | {"id":"a,b","colour":"red"}
        201 POST tags | {"id":"ü/ü","colour":null}
        201 POST cities | {"countryId":"CH","code":"ZH","people":400000,"tagIds":["ü/ü","a,b"]}
        201 POST cities | {"countryId":"CH","code":"a,b","tagIds":["a,b"]}
        201 POST cities | {"countryId":"IT","code":"a/b?#%","people":-9223372036854775808}
        409 POST cities | {"countryId":"CH","code":"ZH"}
        422 POST cities | {"countryId":"XX","code":"ZH"}
        422 POST cities | {"countryId":"CH","code":"BE","tagIds":["a,b","none"]}
        200 GET cities
        200 GET cities/CH,ZH?include=tags,country
        200 GET cities/CH,a%2Cb
        200 GET cities/IT,a%2Fb%3F%23%25
        404 GET cities/CH
        404 GET cities/CH,a,b
        200 GET cities?sort=-people&limit=1
        200 GET cities?sort=-people&limit=1&after={next}
        200 GET cities?sort=-people&limit=1&after={next}
        200 GET cities?sort=-people&limit=1&before={prev}
        200 GET cities?sort=people&limit=2
        200 GET cities?sort=people&limit=2&after={next}
        200 GET cities?tags.colour[null]=true
        400 GET cities?tags=a%2Cb
        200 GET tags/a%2Cb/cities?sort=-code
        200 GET countries/CH/cities?tags.id[in]="a,b",x&include=tags
        200 PATCH cities/CH,ZH | {"people":1}
        200 GET cities/CH,ZH/tags
        200 PATCH cities/CH,ZH | {"tagIds":["a,b"]}
        422 PATCH cities/CH,ZH | {"code":"BE"}

        # Each type at its edges
        201 POST things | {"id":1}
        201 POST things | {"id":2,"small":-999999.99,"large":12345678901234567890.0123456789,"double":-5E-324,"bool":true,"date":"0001-01-01","time":"23:59:59.999999","datetime":"9999-12-31T23:59:59.999999","timestamp":"2026-01-31T13:45:30+01:00","duration":"P1DT2H30M","uuid":"0197B2A4-6b1c-7d7e-8f00-1234567890ab","url":"https://example.com/?q=ü","json":{"b":1.10,"a":[null,1e3],"é":"\u00e9"},"bytes":"AP8=","words":["","𝒳","a\"b","NULL"]}
        201 POST things | {"id":3,"small":0.10,"large":-0.0000000001,"double":1.7976931348623157E+308,"bool":false,"date":"9999-12-31","time":"00:00:00","datetime":"0001-01-01T00:00:00","timestamp":"0001-01-01T00:00:00Z","duration":"-PT0.000001S","uuid":"00000000-0000-0000-0000-000000000000","json":null,"bytes":"","words":[],"homeCountryId":"CH","homeCode":"ZH"}
        201 POST things | {"id":4,"small":9.5,"large":9,"double":0.30000000000000004,"duration":"P400D","json":"text","words":["NULL"]}
        422 POST things | {"id":5,"small":1.001,"double":1e999,"date":"2026-02-30","time":"24:00:00","duration":"1 day","uuid":"x","url":"x","bytes":"*","words":[null]}
        409 POST things | {"id":4}
        200 GET things
        200 GET things/2
        304 GET things/2 | If-None-Match: {etag}
        200 GET things?sort=small&fields=id
        200 GET things?sort=-large&fields=id
        200 GET things?sort=double&fields=id
        200 GET things?sort=-bool&fields=id
        200 GET things?sort=date&fields=id&limit=2
        200 GET things?sort=date&fields=id&limit=2&after={next}
        200 GET things?sort=-time&fields=id
        200 GET things?sort=datetime&fields=id
        200 GET things?sort=-timestamp&fields=id&limit=2
        200 GET things?sort=-timestamp&fields=id&limit=2&after={next}
        200 GET things?sort=duration&fields=id
        200 GET things?sort=-uuid&fields=id
        200 GET things?large[gt]=9&fields=id
        200 GET things?large[in]=9.0,12345678901234567890.0123456789&fields=id
        200 GET things?double[lt]=0.3&fields=id
        200 GET things?bool[ne]=true&fields=id
        200 GET things?time[lte]=00:00:00&fields=id
        200 GET things?timestamp=2026-01-31T12:45:30Z&fields=id
        200 GET things?duration[gt]=P1D&fields=id
        200 GET things?uuid=0197b2a4-6b1c-7d7e-8f00-1234567890ab&fields=id
        200 GET things?words[contains]=NULL&fields=id
        200 GET things?words[null]=true&fields=id
        200 GET things?json[null]=true&fields=id
        200 PATCH things/2 | If-Match: {etag} | {"json":{"a":null,"c":{"d":1}}}
        412 PATCH things/2 | If-Match: "h00000000000000000000000000000000" | {"bool":null}
        200 PATCH things/2 | {"large":null,"words":["x"],"bytes":"AAAA"}

        # Whole lists
        200 GET things | Accept: application/x-ndjson
        200 GET things | Accept: text/csv
        200 GET things?sort=-large,double&limit=3 | Accept: text/csv
        200 GET cities?include=tags,country,twin&sort=-people | Accept: application/x-ndjson
        200 GET tags/a%2Cb/cities?sort=-code | Accept: text/csv
        200 GET cities?people[gt]=1&filter=code%20!=%20'x' | Accept: text/csv
        400 GET cities?include=tags | Accept: text/csv
        400 GET cities?after=x | Accept: text/csv
        404 GET tags/none/cities | Accept: text/csv
        406 GET cities | Accept: text/html
        200 HEAD things | Accept: text/csv
        200 POST things | Content-Type: application/x-ndjson | {"id":11,"small":1.5,"large":1e3,"double":1,"words":["a"],"json":{"a":1.0}}
        200 POST things?onError=skip | Content-Type: application/x-ndjson | {"id":11}
        422 POST things | Content-Type: application/x-ndjson | {"id":12,"homeCountryId":"CH"}
        409 POST things | Content-Type: application/x-ndjson | {"id":11}
        400 POST things | Content-Type: application/x-ndjson | {"id":
        422 POST cities | Content-Type: application/x-ndjson | {"countryId":"CH","code":"GE","tagIds":["a,b","none"]}
        200 POST cities?onError=skip | Content-Type: application/x-ndjson | {"countryId":"CH","code":"GE","tagIds":["a,b","none"]}
        400 POST things | Content-Type: text/csv | id;small
        204 DELETE things/11

        # A reference of several fields is there whole or not at all
        422 POST things | {"id":7,"homeCountryId":"CH"}
        422 PATCH things/3 | {"homeCode":"BE"}
        422 PATCH things/3 | {"homeCode":null,"homeCountryId":"CH"}
        200 PATCH things/3 | {"homeCode":null,"homeCountryId":null}
        200 PATCH things/3 | {"homeCode":"ZH","homeCountryId":"CH"}
        400 GET cities?tags=a

        # Deletes that reach further
        200 GET things/3?include=home
        422 POST things | {"id":6,"homeCountryId":"CH","homeCode":"BE"}
        204 DELETE countries/CH
        200 GET cities?count=exact
        200 GET things/3
        204 DELETE tags/a%2Cb
        204 DELETE things/3
        404 DELETE things/3
        """);
}
