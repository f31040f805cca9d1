/**
 * A long way to a server: hands on what comes, both ways, each piece as many milliseconds later as it
 * was last told over IPC (`{ oneWayMs }`), and in the order in which it came.
 */
import { connect, createServer } from 'node:net';

let oneWayMs = 0;
process.on('message', (/** @type {{ oneWayMs?: number }} */ said) => {
  if (said.oneWayMs !== undefined) oneWayMs = said.oneWayMs;
});

/**
 * @param {import('node:net').Socket} from
 * @param {import('node:net').Socket} to
 */
function handOn(from, to) {
  /** @type {{ due: number, act: () => void }[]} */
  const onTheWay = [];
  /** @type {NodeJS.Timeout | null} */
  let timer = null;

  function arrive() {
    timer = null;
    const now = performance.now();
    for (let next = onTheWay[0]; next && next.due <= now; next = onTheWay[0]) {
      onTheWay.shift();
      next.act();
    }
    if (onTheWay[0]) timer = setTimeout(arrive, onTheWay[0].due - now);
  }

  /** @param {() => void} act */
  function later(act) {
    if (oneWayMs === 0 && onTheWay.length === 0) {
      act();
      return;
    }
    onTheWay.push({ due: performance.now() + oneWayMs, act });
    timer ??= setTimeout(arrive, oneWayMs);
  }

  from.setNoDelay(true);
  from.on('data', (bytes) => {
    later(() => to.write(bytes));
  });
  from.on('close', () => {
    later(() => to.destroy());
  });
  from.on('error', () => undefined); // "close" follows.
}

const server = createServer((near) => {
  const far = connect(Number(process.env.SERVER_PORT), '127.0.0.1');
  handOn(near, far);
  handOn(far, near);
});
server.listen(Number(process.env.PORT), '127.0.0.1', () => {
  console.log('ready');
});
