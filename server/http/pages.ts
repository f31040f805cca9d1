/** The built page: hashed assets for ever, the page itself never without asking. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import compression from 'compression';
import express, { Router, type RequestHandler, type Response } from 'express';
import * as v from 'valibot';

/** Milliseconds; assets carry their hash in their name. */
const assetsForMs = 365 * 24 * 3_600_000;

/** @param clientDir the folder of the built page, with `index.html` and `assets/` */
export function pageRoutes(clientDir: string): Router {
  const router = Router();
  const index = join(clientDir, 'index.html');

  const assets = join(clientDir, 'assets');

  // Only what is the same for everybody: compressed secrets beside chosen text can be guessed.
  router.use(compression());

  router.use(
    '/assets',
    compressedForms(assets),
    express.static(assets, {
      setHeaders: bareHeaders,
      immutable: true,
      maxAge: assetsForMs,
      fallthrough: false,
      index: false,
    }),
  );
  router.use(express.static(clientDir, { index: false, maxAge: 0 }));
  const ahead = linksAhead(join(clientDir, '.ahead.json'));
  router.get('/here/:link', (_request, response, next) => {
    if (ahead !== '') response.set('Link', ahead);
    next();
  });
  router.get('/{*path}', (request, response, next) => {
    if (!request.accepts('html') || !existsSync(index)) {
      next();
      return;
    }
    response.set('Cache-Control', 'no-cache').sendFile(index);
  });
  return router;
}

/** What the build found out that an arrival needs: `server/start/ahead.mjs`. */
const neededAhead = v.object({ scripts: v.array(v.string()), styles: v.array(v.string()) });

/** One header that has the browser ask for it at once; empty while there is no built page. */
function linksAhead(file: string): string {
  if (!existsSync(file)) return '';
  const { scripts, styles } = v.parse(neededAhead, JSON.parse(readFileSync(file, 'utf8')));
  return [
    ...scripts.map((path) => `<${path}>; rel=modulepreload`),
    ...styles.map((path) => `<${path}>; rel=preload; as=style`),
  ].join(', ');
}

/** The ending of what the build compressed beforehand. */
const compressedEnding = '.br';

/** Leads to an asset's compressed form where there is one and the browser takes it. */
function compressedForms(assets: string): RequestHandler {
  const names = existsSync(assets) ? readdirSync(assets) : [];
  const forms = new Set(names.filter((name) => name.endsWith(compressedEnding)));
  return (request, response, next) => {
    const form = `${request.path.slice(1)}${compressedEnding}`;
    if (forms.has(form)) {
      response.vary('Accept-Encoding');
      if (request.acceptsEncodings('br')) request.url = `/${form}`;
    }
    next();
  };
}

/**
 * What only a document heeds is left off scripts, styles and fonts: it would be 600 bytes of each.
 * That they are not sniffed and not read from elsewhere stays.
 */
const ofDocuments = [
  'Content-Security-Policy',
  'Cross-Origin-Embedder-Policy',
  'Cross-Origin-Opener-Policy',
  'Origin-Agent-Cluster',
  'X-DNS-Prefetch-Control',
  'X-Download-Options',
  'X-Frame-Options',
  'X-Permitted-Cross-Domain-Policies',
  'X-XSS-Protection',
];

function bareHeaders(response: Response, path: string): void {
  const isCompressed = path.endsWith(compressedEnding);
  const type = extname(isCompressed ? path.slice(0, -compressedEnding.length) : path);
  if (isCompressed) response.type(type).set('Content-Encoding', 'br');
  if (!['.js', '.css', '.woff2'].includes(type)) return;
  for (const name of ofDocuments) response.removeHeader(name);
}
