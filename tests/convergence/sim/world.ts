/** The simulated session: storage, the server's process, and everybody's pages. */
import type { Zone } from '../../../shared/board/zone.ts';
import { chanceFrom, type Chance } from './chance.ts';
import type { Desk } from './desk.ts';
import { createPage, type Page } from './page.ts';
import { daniel, ines, maya, session, therapist } from './people.ts';
import { createServer, type Server } from './server.ts';
import { createStorage, type Storage } from './storage.ts';
import { createWatch, type Watch } from './watch.ts';

export interface World {
  readonly chance: Chance;
  readonly storage: Storage;
  readonly server: Server;
  readonly watch: Watch;
  readonly therapist: Page;
  /** Maya's and Ines's pages speak our messages, Daniel's is a stock one. */
  readonly family: readonly Page[];
  /** Of a second therapist's page that can't supervise, and all others. */
  readonly pages: readonly Page[];
  desks(): readonly Desk[];
  /** Pages that may see a zone now. */
  following(zone: Zone): readonly Desk[];
  newItemId(): string;
}

export function createWorld(seed: number): World {
  const chance = chanceFrom(seed);
  const watch: Watch = createWatch((clientId) => storage.claims.get(clientId));
  const storage: Storage = createStorage({ room: session, chance, onCommit: watch.committed });
  const server = createServer({ storage, chance, watch });
  const page = (who: Page['who'], speaks: 'ours' | 'stock'): Page =>
    createPage({ who, speaks, chance, server, watch });
  const supervising = page(therapist, 'ours');
  const family = [page(maya, 'ours'), page(daniel, 'stock'), page(ines, 'ours')];
  const pages = [supervising, page(therapist, 'stock'), ...family];
  let items = 0;
  return {
    chance,
    storage,
    server,
    watch,
    therapist: supervising,
    family,
    pages,
    desks: () => pages.flatMap((one) => [...one.desks.values()]),
    following: (zone) => pages.flatMap((one) => one.shown().filter((desk) => desk.zone === zone)),
    newItemId: () => `item-${String((items += 1)).padStart(8, '0')}`,
  };
}
