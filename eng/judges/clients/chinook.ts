// What a user of the music store would write. It is compiled, not run: the types are what is judged.
import createClient from "openapi-fetch";
import type { components, paths } from "./schema.js";

type Album = components["schemas"]["Album"];

// Whole lists come in other media types than pages do: this client wants pages.
const client = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: "https://chinook.example/" });

const albums = await client.GET("/v1/artists/{id}/albums", {
  params: { path: { id: 1 }, query: { title: { startsWith: "For" }, sort: "title", include: "tracks.genre" } },
});
if (albums.error) throw new Error(albums.error.detail);
const titles: string[] = (albums.data.data as Album[]).map((album) => album.title);
const genre: string | undefined = albums.data.data[0]?.tracks?.data[0]?.genre?.name;

const tracks = await client.GET("/v1/tracks", {
  params: { query: { durationMs: { gt: 300_000 }, genreId: { null: false }, "album.artistId": 1, name: { contains: "rock" }, after: albums.data.page.next ?? "" } },
});

const playlist = await client.POST("/v1/playlists", { body: { name: "Brazilian Music", trackIds: [1, 2, 3] } });
const genreMade = await client.POST("/v1/genres", { body: { id: 99, name: "Bossa Nova" } });
const patched = await client.PATCH("/v1/tracks/{id}", { params: { path: { id: 1 } }, body: { genreId: null, unitPrice: 1.29 } });
const price: number | undefined = patched.data?.unitPrice;

// @ts-expect-error: keys of artists are numbers
await client.GET("/v1/artists/{id}", { params: { path: { id: "AC/DC" } } });
// @ts-expect-error: an album has an artist
await client.PATCH("/v1/albums/{id}", { params: { path: { id: 1 } }, body: { artistId: null } });

export { genre, genreMade, playlist, price, titles, tracks };
