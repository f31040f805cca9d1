/** The line a practice's page listens on. */
import { io } from 'socket.io-client';
import { practicePath } from '../../shared/wire/protocol.ts';
import type { Browser } from './outsider.ts';

export interface HeardLine {
  /** How often it was said that something changed; the first word means that the line is open. */
  readonly count: () => number;
  /** Everything that came, with its content. */
  readonly heard: readonly unknown[][];
  readonly isConnected: () => boolean;
  shout(event: string): void;
  leave(): void;
}

export function listenToPractice(browser: Browser): HeardLine {
  const socket = io(browser.url, {
    path: practicePath,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie: browser.cookieHeader, origin: browser.origin },
  });
  const heard: unknown[][] = [];
  socket.onAny((...message: unknown[]) => heard.push(message));
  return {
    count: () => heard.length,
    heard,
    isConnected: () => socket.connected,
    shout: (event) => socket.emit(event),
    leave: () => socket.disconnect(),
  };
}
