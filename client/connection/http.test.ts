import { afterEach, expect, test, vi } from 'vitest';
import { getJson, sendJson, sentenceOf, TroubleError } from './http.ts';

const answering = (answer: () => Response | Promise<Response>) =>
  vi.stubGlobal(
    'fetch',
    vi.fn<typeof fetch>().mockImplementation(async () => answer()),
  );
const troubleOf = async (request: Promise<unknown>): Promise<TroubleError> => {
  const thrown: unknown = await request.catch((error: unknown) => error);
  if (thrown instanceof TroubleError) return thrown;
  throw new Error('it did not fail');
};
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a refusal is thrown with the server's own sentence", async () => {
  const trouble = { reason: 'refused', sentence: 'Not yet.' };
  answering(() => Response.json(trouble, { status: 409 }));
  const error = await troubleOf(getJson('/api/x'));
  expect([error.reason, error.sentence, error.isConnectionLost]).toEqual([
    'refused',
    'Not yet.',
    false,
  ]);
});

test('no line and a proxy without its server are both a lost connection', async () => {
  answering(() => Promise.reject(new TypeError('Failed to fetch')));
  expect((await troubleOf(getJson('/api/x'))).isConnectionLost).toBe(true);
  answering(() => new Response('<html>Bad gateway</html>', { status: 502 }));
  expect((await troubleOf(getJson('/api/x'))).isConnectionLost).toBe(true);
});

test('an answer nobody understands is our fault, with a sentence that can be shown', async () => {
  answering(() => new Response('<html>', { status: 200 }));
  const error = await troubleOf(getJson('/api/x'));
  expect([error.reason, error.isConnectionLost]).toEqual(['failed', false]);
  expect(sentenceOf(error)).toBe(sentenceOf(new Error('anything')));
});

test('a write without a body sends none, and an empty answer is undefined', async () => {
  answering(() => new Response(null, { status: 204 }));
  const answer: unknown = await sendJson<unknown>('POST', '/api/sign-out');
  expect(answer).toBeUndefined();
  const [path, request] = vi.mocked(fetch).mock.calls[0] ?? [];
  expect([path, request?.method, request?.body]).toEqual(['/api/sign-out', 'POST', undefined]);
});
