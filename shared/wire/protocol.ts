/** The version of everything that crosses the wire; raised when a change would break an old page. */
export const protocolVersion = 7;

/** The Socket.IO path, and the path below which the boards' sockets lie. */
export const roomPath = '/socket.io';
/** The Socket.IO path of the practice's page. It says only that something changed, so no shape hangs on it. */
export const practicePath = '/practice-line';
export const boardPath = '/board';

/** Bytes of one decision message. The longest honest one has a few hundred. */
export const maxDecisionBytes = 16_384;

/** Ours on the board's socket, for clients that asked for them with `wb=1`; one message a frame. */
export const boardMessage = {
  /** y-protocols. */
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** Server to client, first: varUint8Array of (varUint protocolVersion, varString capability). */
  hello: 120,
  /** Server to client: varUint8Array of (varUint n): the first n sync frames of this link with ink are durable. */
  ack: 121,
  /**
   * Server to client: varUint8Array of (varUint n, varString reason, varUint rest, varUint count, then
   * count times varString item, varString field): the link's nth sync frame with ink was refused, and
   * the link closes next. `rest` is 1 when all of that frame but what is named was kept, else 0 and
   * nothing of it was. An empty `field` means the whole item.
   */
  deny: 122,
  /**
   * Client to server, from a supervising page: varUint8Array of (varUint n): the first n frames that
   * came over this link after the hello, of whatever type, have reached the page.
   */
  seen: 123,
} as const;

/** Why a board link is closed for good; y-websocket 3.1 does not come back after 4400–4499. */
export const closeCode = {
  signInGone: 4401,
  noAccess: 4403,
  refused: 4409,
  tooBig: 4413,
  malformed: 4422,
  tooMuch: 4429,
  /** Retried: the server is going down, too busy, or in doubt about its log. */
  restarting: 1012,
  tryAgain: 1013,
} as const;

/** Bytes of one frame from a client to the board: a whole re-sync after minutes offline fits. */
export const maxBoardFrameBytes = 4 * 1_024 * 1_024;
/** Bytes of one update. Honest ones are below 2 KB; a long paste is cut by the item's limits. */
export const maxUpdateBytes = 256 * 1_024;
/** Bytes of one awareness frame: a cursor is some sixty. */
export const maxAwarenessBytes = 8 * 1_024;
/** Links of one person to one room on one plane: a few tabs, and those that are just being dropped. */
export const maxLinksPerPerson = 12;
/** ClientIDs one person may claim in one session: two hundred reloads. */
export const maxClientIdsPerPerson = 200;
