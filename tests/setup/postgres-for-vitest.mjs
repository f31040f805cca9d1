/** Vitest's global setup of the parts that need Postgres, so that any of their files runs alone. */
import { startPostgres } from './postgres.mjs';

const name = 'KINBRIDGE_TEST_POSTGRES_URL';

/** @returns {Promise<(() => Promise<void>) | undefined>} how to stop it, if it was started here */
export default async function setup() {
  if (process.env[name] !== undefined) return undefined;
  const { url, stop } = await startPostgres();
  process.env[name] = url;
  return stop;
}
