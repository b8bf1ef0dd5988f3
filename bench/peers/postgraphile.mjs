// PostGraphile 5 as its documentation sets it up, without what a production service would leave out: GraphiQL, subscriptions, explain.
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { serve } from './serve.mjs';

await serve(async (port, connectionString) => {
  const api = postgraphile({
    extends: [PostGraphileAmberPreset],
    pgServices: [makePgService({ connectionString, schemas: ['public'], poolConfig: { max: 16 } })],
    grafserv: { graphqlPath: '/graphql', graphiql: false, websockets: false, watch: false },
    grafast: { explain: false },
  });
  const answer = api.createServ(grafserv).createHandler();
  await api.getSchema();
  createServer((request, response) => (request.url === '/livez' ? response.end() : answer(request, response))).listen(port, '127.0.0.1');
});
