// A little OpenID provider to try authentication with: a discovery document, a key set, and tokens for whoever asks. Not for production.
//   node eng/issuer.mjs 8090
//   curl -s -d 'sub=alice&aud=shop&roles=clerk' http://127.0.0.1:8090/token
import { createServer } from 'node:http';
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

const port = Number(process.argv[2] ?? 8090);
const issuer = `http://127.0.0.1:${port}`;
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const kid = randomUUID();
const encode = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

function token(form) {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: issuer, aud: form.get('aud'), sub: form.get('sub'), roles: form.getAll('roles'), iat: now, exp: now + 3600 };
  const signed = `${encode({ alg: 'ES256', typ: 'at+jwt', kid })}.${encode(claims)}`;
  return `${signed}.${sign('sha256', Buffer.from(signed), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

const answers = {
  '/.well-known/openid-configuration': () => ({ issuer, jwks_uri: `${issuer}/keys`, token_endpoint: `${issuer}/token` }),
  '/keys': () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'ES256' }] }),
  '/token': body => ({ access_token: token(new URLSearchParams(body)), token_type: 'Bearer', expires_in: 3600 }),
};

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  const answer = answers[request.url]?.(body);
  response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? {}));
}).listen(port, '127.0.0.1', () => console.log(issuer));
