/** The built page: hashed assets for ever, the page itself never without asking. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import compression from 'compression';
import express, { Router } from 'express';

/** Milliseconds; assets carry their hash in their name. */
const assetsForMs = 365 * 24 * 3_600_000;

/** @param clientDir the folder of the built page, with `index.html` and `assets/` */
export function pageRoutes(clientDir: string): Router {
  const router = Router();
  const index = join(clientDir, 'index.html');

  // Only what is the same for everybody: compressed secrets beside chosen text can be guessed.
  router.use(compression());

  router.use(
    '/assets',
    express.static(join(clientDir, 'assets'), {
      immutable: true,
      maxAge: assetsForMs,
      fallthrough: false,
      index: false,
    }),
  );
  router.use(express.static(clientDir, { index: false, maxAge: 0 }));
  router.get('/{*path}', (request, response, next) => {
    if (!request.accepts('html') || !existsSync(index)) {
      next();
      return;
    }
    response.set('Cache-Control', 'no-cache').sendFile(index);
  });
  return router;
}
