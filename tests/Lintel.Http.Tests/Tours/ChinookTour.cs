namespace Lintel.Http.Tests.Tours;

/// <summary>Reads of every kind over the sample with the most rows: keys, times and cursors are the seed's own, and nothing is replaced.</summary>
internal static class ChinookTour
{
    public static Tour Tour { get; } = Tour.Of("""
        # Lists
        200 GET artists
        200 GET albums?limit=2&count=exact
        200 GET albums?limit=1&count=exact&title=none
        200 GET genres?limit=100
        200 HEAD genres
        200 GET employees?fields=id,lastName,managerId,birthDate,hireDate

        # Each operator
        200 GET tracks?unitPrice=1.99&limit=2
        200 GET tracks?unitPrice[ne]=0.99&limit=2&count=exact
        200 GET tracks?durationMs[lt]=10000&fields=id,durationMs
        200 GET tracks?durationMs[lte]=4884&fields=id,durationMs
        200 GET tracks?sizeBytes[gt]=1000000000&fields=id,sizeBytes
        200 GET tracks?sizeBytes[gte]=1059546140&fields=id,sizeBytes
        200 GET tracks?genre[in]=24,25&limit=100&fields=id,genreId&count=exact
        200 GET tracks?genre[nin]=1,2,3,4,6,7,8,9,10&limit=3&fields=id,genreId&count=exact
        200 GET tracks?name[contains]=Rock&limit=3&fields=id,name&count=exact
        200 GET tracks?name[contains]=%25&limit=3&fields=id,name
        200 GET tracks?name[contains]=_&limit=3&fields=id,name
        200 GET tracks?name[contains]=rock&limit=3&fields=id,name&count=exact
        200 GET tracks?name[startsWith]=A%20&limit=3&fields=id,name&sort=name
        200 GET artists?name[startsWith]=%C3%89&fields=id,name
        200 GET artists?name[endsWith]=%C3%A9&fields=id,name
        200 GET tracks?name[endsWith]=)&limit=3&fields=id,name&count=exact
        200 GET tracks?composer[null]=true&limit=2&fields=id,composer&count=exact
        200 GET tracks?composer[null]=false&limit=2&fields=id,composer&count=exact
        200 GET tracks?composer[ne]=AC/DC&limit=2&fields=id,composer&count=exact
        200 GET customers?company[nin]=Google%20Inc.,Telus&limit=3&fields=id,company&count=exact
        200 GET customers?email=LUISG@EMBRAER.COM.BR
        200 GET customers?email=luisg@embraer.com.br
        200 GET customers?country[gt]=USA&fields=id,country
        200 GET invoices?issuedAt[gte]=2025-12-01T00:00:00&sort=issuedAt&fields=id,issuedAt,total
        200 GET employees?birthDate[lt]=1960-01-01&fields=id,birthDate

        # Filters through relations, and several at once
        200 GET tracks?album.artist.name[contains]=Lost&unitPrice[gt]=0.99&limit=2&fields=name,unitPrice
        200 GET artists?albums.tracks.genre.name=Jazz&fields=id,name&count=exact
        200 GET playlists?tracks.composer[contains]=Bach&fields=id,name
        200 GET tracks?playlists.name=Grunge&fields=id,name
        200 GET customers?supportRep.manager.lastName=Edwards&limit=3&fields=id,lastName&count=exact
        200 GET invoices?lines.quantity[gte]=1&lines.track.name[startsWith]=Z&fields=id&count=exact

        # Searches: the best first, by pages, sorted otherwise, and beside filters
        200 GET tracks?search=rock&limit=100&fields=id,name,composer&count=exact
        200 GET tracks?search=love%20-song&limit=7&fields=id,name
        200 GET tracks?search=love%20-song&limit=7&fields=id,name&after={next}
        200 GET tracks?search=love%20-song&limit=7&fields=id,name&after={next}
        200 GET tracks?search=love%20-song&limit=7&fields=id,name&before={prev}
        400 GET tracks?search=love&limit=7&after={next}
        200 GET tracks?search=love&sort=-unitPrice,name&limit=5&fields=id,name
        200 GET tracks?search=%22for%20those%20about%22&fields=id,name,album(title)
        200 GET tracks?search=%22young,%20mal%22*%20-%22angus%20young%22&count=exact&fields=id,composer
        200 GET tracks?search=antonio%20car*&count=exact&fields=id,composer
        200 GET tracks?search=ac/dc&fields=id,name,composer
        200 GET tracks?search=o%27clock&count=exact&fields=id
        200 GET tracks?search=rock&genre.name=Jazz&filter=durationMs%20%3E%20100000&count=exact&fields=id
        200 GET artists?search=%C3%81GUA&include=albums
        200 GET artists?search=metalica&fields=id,name&count=exact
        200 GET artists?search=orchestar&limit=3&fields=id,name&count=exact
        200 GET artists?search=orchestar&limit=3&fields=id,name&after={next}
        200 GET artists?search=orchestar&limit=3&fields=id,name&before={prev}
        200 GET artists?search=antonoi%20jobin&fields=name
        200 GET artists?search=zepellin%20-led&fields=name
        200 GET artists?search=%22led%20zepellin%22%20metal*&fields=name
        200 GET artists:aggregate?search=orchestar&count=*
        200 GET artists/50/albums?search=load&fields=id,title&count=exact
        200 GET playlists/1/tracks?search=moon&fields=id,name&limit=3&count=exact
        200 GET customers?search=gon%C3%A7alves&fields=id,lastName,company
        200 GET customers?search=%22%29%20OR%20NOT%20%281%3D1&fields=id
        200 GET customers?search=a*%20b%20:%26%7C%21&fields=id
        400 GET customers?search=
        400 GET customers?search=-a
        400 GET customers?search=a%00b
        400 GET genres?search=rock
        404 GET artists/99999/albums?search=load

        # Orders, with nulls and through references
        200 GET artists?sort=name&limit=100&fields=id,name
        200 GET artists?sort=-name&limit=100&fields=id,name
        200 GET customers?sort=lastName,firstName&limit=100&fields=id,lastName,firstName
        200 GET customers?sort=company,-id&limit=100&fields=id,company
        200 GET customers?sort=-company,id&limit=100&fields=id,company
        200 GET customers?sort=supportRep.hireDate,-state,city&limit=100&fields=id,state,city
        200 GET employees?sort=manager.lastName&fields=id,managerId
        200 GET employees?sort=-manager.lastName&fields=id,managerId
        200 GET tracks?sort=-unitPrice,genre.name,-durationMs&limit=5&fields=id,unitPrice,durationMs
        200 GET invoices?sort=-total,issuedAt&limit=5&fields=id,total,issuedAt

        # Pages, forward and back, over nulls
        200 GET customers?sort=company&limit=24&fields=id,company
        200 GET customers?sort=company&limit=24&fields=id,company&after={next}
        200 GET customers?sort=company&limit=24&fields=id,company&after={next}
        200 GET customers?sort=company&limit=24&fields=id,company&before={prev}
        200 GET customers?sort=-company&limit=8&fields=id,company
        200 GET customers?sort=-company&limit=8&fields=id,company&after={next}
        200 GET customers?sort=-company&limit=8&fields=id,company&before={prev}
        200 GET tracks?sort=-unitPrice,composer,name&limit=7&fields=id
        200 GET tracks?sort=-unitPrice,composer,name&limit=7&fields=id&after={next}
        200 GET tracks?sort=-unitPrice,composer,name&limit=7&fields=id&before={prev}
        200 GET albums?sort=artist.name,title&limit=5
        200 GET albums?sort=artist.name,title&limit=5&after={next}

        # Aggregates
        200 GET invoices:aggregate?group=billingCountry,month(issuedAt)&sum=total&limit=1000
        200 GET invoice-lines:aggregate?group=track.genre.name&sum=minutes:track.durationMs*quantity/60000&sort=-sum.minutes&limit=5
        200 GET tracks:aggregate?group=genre.name,mediaType&count=*,composer&countDistinct=composer,album.artist&avg=durationMs,unitPrice&min=name&max=name,sizeBytes&limit=1000
        200 GET tracks:aggregate?group=composer&count=n:*&having=count.n%20%3E%2010%20and%20composer%20!=%20null&sort=-count.n,-composer&limit=20
        200 GET tracks:aggregate?group=first:name.startsWith('A'),long:durationMs%20%3E%20300000,album.artist.name%20==%20'AC/DC'&count=*
        200 GET tracks:aggregate?group=kind:(genre%20==%20null%20?%20'none':genre.name),album.title%20%2B%20'!'&count=*&limit=30&sort=-album.title%20%2B%20'!'
        200 GET invoices:aggregate?group=year(issuedAt),quarter(issuedAt),week(issuedAt)&count=*&sum=total&limit=1000
        200 GET invoices:aggregate?group=day(issuedAt),hour(issuedAt)&count=*&limit=1000
        200 GET employees:aggregate?group=manager,manager.lastName,year(hireDate)&count=*&min=birthDate&max=hireDate
        200 GET customers:aggregate?group=company&countDistinct=country,state&sort=-company&limit=5
        200 GET customers:aggregate?max=count(invoices)&sum=spent:sum(invoices.total)&avg=spent:sum(invoices.total)
        200 GET customers:aggregate?group=n:count(invoices),day(createdAt)&count=*
        200 GET invoices:aggregate?count=*&sum=total,half:total/2,rest:total%252&avg=total&min=total,issuedAt&max=total,issuedAt&billingCountry=USA&lines.track.genre.name=Rock
        200 GET invoices:aggregate?billingCountry=None&count=*,billingState&sum=total&avg=total&max=billingCity
        200 GET invoices:aggregate?billingCountry=None&count=*&group=billingCity
        200 GET invoices:aggregate?group=billingState&sum=total&having=sum.total%20in%20[37.62,%2038.62,%20523.06]%20or%20billingState%20==%20null
        200 GET invoices:aggregate?count=*&having=count%20%3C%200
        400 GET invoices:aggregate?group=note:'x%00'&count=*
        200 HEAD invoices:aggregate?count=*
        204 OPTIONS invoices:aggregate
        405 POST invoices:aggregate | {}
        404 GET invoice-lines?count=*
        404 GET invoices:sum
        400 GET invoices:aggregate
        400 GET invoices:aggregate?group=lines.quantity&count=*
        400 GET invoices:aggregate?sum=billingCity
        400 GET invoices:aggregate?count=*&having=count&sort=nothing&limit=1001
        400 GET tracks:aggregate?group=count(sales),count:name&after=x

        # One row, fields and relations
        200 GET artists/1
        200 HEAD artists/1
        200 GET invoices/1?fields=id,total,customer(lastName),lines(quantity,track(name))
        200 GET invoices/1?include=customer.supportRep.manager,lines.track.album.artist
        200 GET albums/1?include=artist,tracks.genre
        200 GET employees/1?include=manager,reports,customers
        200 GET employees/2?include=manager.manager,reports.reports
        200 GET playlists/1?include=tracks&fields=name
        200 GET playlists/18?include=tracks.playlists
        200 GET customers?limit=5&include=supportRep,invoices.lines.track&fields=id
        200 GET tracks?limit=3&include=album.artist,genre,mediaType,sales
        200 GET artists?limit=30&fields=name,albums(title)

        # Below a row
        200 GET artists/1/albums
        200 GET artists/90/albums?limit=3&sort=-title
        200 GET artists/90/albums?limit=3&sort=-title&after={next}
        200 GET playlists/1/tracks?limit=3&count=exact
        200 GET playlists/1/tracks?limit=3&sort=-durationMs&unitPrice[gt]=0.5&fields=id
        200 GET playlists/2/tracks?count=exact
        200 GET invoices/1/lines
        200 GET invoices/1/lines/1
        200 GET tracks/1/playlists
        200 GET employees/2/reports?include=customers
        404 GET invoices/1/lines/3
        404 GET artists/99999/albums
        404 GET artists/99999
        404 GET artists/none
        404 GET artists/99999999999999999999
        404 GET nothing
        204 OPTIONS tracks/1/playlists

        # Conditions
        200 GET albums/1
        304 GET albums/1 | If-None-Match: {etag}
        304 GET albums/1 | If-None-Match: W/{etag}
        304 GET albums/1 | If-None-Match: *
        200 GET albums/1 | If-None-Match: "7"
        200 GET albums/1?include=artist
        304 GET albums/1?include=artist | If-None-Match: {etag}
        200 GET genres/1
        304 GET genres/1 | If-None-Match: {etag}
        200 GET customers/1
        304 GET customers/1 | If-None-Match: {etag}

        # Wrong queries
        400 GET tracks?nam=x
        400 GET tracks?album.titel=x
        400 GET tracks?name[like]=x
        400 GET tracks?durationMs=long
        400 GET tracks?unitPrice=1.234
        400 GET tracks?limit=0
        400 GET tracks?sort=nope&fields=nope&limit=1000
        400 GET tracks?after=AcI6jEEBAgAAAAAAAAA
        400 GET tracks?include=album.artist.albums.artist.albums.artist.albums
        400 GET tracks/1?limit=1
        400 GET tracks?name=a%00b
        422 PUT tracks/1 | {}
        406 GET tracks | Accept: text/html

        # A few writes where the database counts the keys
        201 POST artists | {"name":"Ünknown 𝒳"}
        200 GET artists?search=unknown%20%F0%9D%92%B3&fields=name
        409 POST artists | {"name":"Ünknown 𝒳"}
        409 POST genres | {"name":"rock"}
        201 POST genres | {"id":77,"name":"Élégie"}
        409 POST genres | {"id":77,"name":"Elegy"}
        201 POST genres | {"name":"élégie"}
        422 POST albums | {"title":"x","artistId":99999}
        201 POST playlists | {"name":"Two","trackIds":[2,1]}
        422 POST playlists | {"name":"Two","trackIds":[2,99999]}
        201 POST invoices?include=lines.track | {"customerId":2,"issuedAt":"2026-11-23T12:00:00","billingCountry":"Germany","billingAddress":"A","billingCity":"B","total":1.98,"lines":[{"trackId":1,"unitPrice":0.99,"quantity":2},{"trackId":2,"unitPrice":0}]}
        409 DELETE tracks/1
        204 DELETE genres/25
        200 GET tracks/3451
        409 DELETE artists/1
        200 PATCH employees/2 | {"managerId":null}
        204 DELETE employees/1
        200 GET employees?fields=id,managerId
        """);
}
