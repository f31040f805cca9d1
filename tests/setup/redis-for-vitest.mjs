/** Vitest's global setup of the parts that need Redis, so that any of their files runs alone. */
import { ensureRedis } from './redis.mjs';

const name = 'KINBRIDGE_TEST_REDIS';

export default async function setup() {
  process.env[name] ??= JSON.stringify(await ensureRedis());
}
