/** The whole application, wired from its parts; two of them run in one process without meeting. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { Router } from 'express';
import helmet from 'helmet';
import { maxBodyBytes } from '../shared/wire/http.ts';
import { accountRoutes } from './access/account-routes.ts';
import { createCookies } from './access/cookies.ts';
import { createPasswords } from './access/passwords.ts';
import { createIdentify, personalLinkRoutes } from './access/personal-links.ts';
import { createSignIns } from './access/sign-ins.ts';
import { createThrottle } from './access/throttle.ts';
import type { Clock } from './clock.ts';
import type { Config } from './config.ts';
import { exercisePlanRoutes } from './exercise/exercise-plan-routes.ts';
import { familyRoutes } from './family/family-routes.ts';
import { createGoalBoards } from './goal/goal-boards.ts';
import { createWalls } from './exercise/walls.ts';
import { goalRoutes } from './goal/goal-routes.ts';
import { answerErrors, answerTrouble, ownOriginOnly } from './http/edge.ts';
import { pageRoutes } from './http/pages.ts';
import type { PersonId, SessionId } from '../shared/ids.ts';
import type { Chance } from './ids.ts';
import type { Log } from './log.ts';
import type { Measures } from './measures.ts';
import { privateNoteRoutes } from './notes/private-note-routes.ts';
import { pictureRoutes } from './pictures/picture-routes.ts';
import { createPracticeLine } from './presence/practice-line.ts';
import type { Presence } from './presence/presence.ts';
import { createBoardExports } from './record/export/board-exports.ts';
import { exportRoutes } from './record/export/export-routes.ts';
import { createPicturesOn } from './record/export/pictures-on.ts';
import { tearUpRoutes } from './record/tear-up-routes.ts';
import { createThumbnails } from './record/thumbnails.ts';
import { verifyOwnRoutes } from './record/verify-own-routes.ts';
import { verifyRoutes } from './record/verify-routes.ts';
import { createSealing } from './record/sealing.ts';
import { libraryRoutes } from './record/library-routes.ts';
import { overTimeRoutes } from './record/over-time-routes.ts';
import { readingRoutes } from './record/reading-routes.ts';
import { createRecordReading } from './record/record-reading.ts';
import { createRecordThread } from './record/record-thread.ts';
import { recordRoutes } from './record/record-routes.ts';
import { createFactsOf } from './session/plans.ts';
import { createRooms, type LiveRooms } from './session/rooms.ts';
import { sessionRoutes } from './session/session-routes.ts';
import { attachSockets } from './session/sockets.ts';
import type { AccountStore } from './storage/account-store.ts';
import type { AuditStore } from './storage/audit-store.ts';
import type { PictureStore } from './storage/picture-store.ts';
import type { ExercisePlanStore } from './storage/exercise-plan-store.ts';
import type { LegalHoldStore } from './storage/legal-hold-store.ts';
import type { LetterStore } from './storage/letter-store.ts';
import type { ExportStore } from './storage/export-store.ts';
import type { FamilyStore } from './storage/family-store.ts';
import type { GoalStore } from './storage/goal-store.ts';
import type { PrivateNoteStore } from './storage/private-note-store.ts';
import type { RoomStore } from './storage/room-store.ts';
import type { RecordStore } from './storage/record-store.ts';
import type { SessionStore } from './storage/session-store.ts';
import type { TemplateStore } from './storage/template-store.ts';
import { templateRoutes } from './templates/template-routes.ts';

export interface Stores {
  readonly accounts: AccountStore;
  readonly families: FamilyStore;
  readonly sessions: SessionStore;
  readonly rooms: RoomStore;
  readonly notes: PrivateNoteStore;
  readonly pictures: PictureStore;
  readonly templates: TemplateStore;
  readonly exercisePlans: ExercisePlanStore;
  readonly letters: LetterStore;
  readonly goals: GoalStore;
  readonly exports: ExportStore;
  readonly records: RecordStore;
  readonly legalHolds: LegalHoldStore;
  readonly audit: AuditStore;
  /** Rejects when the database does not answer. */
  readonly ping: () => Promise<void>;
}

export interface AppParts {
  readonly config: Pick<Config, 'host' | 'port' | 'publicUrl'>;
  readonly stores: Stores;
  readonly presence: Presence;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Log;
  readonly measures: Measures;
  /** The folder of the built page. */
  readonly clientDir: string;
}

export interface App {
  /** The origin people reach it at. */
  readonly url: string;
  /** Where it listens. */
  readonly port: number;
  /** What is in memory now: rooms, and the sockets of people in them. */
  count(): ReturnType<LiveRooms['count']>;
  /** Writes what is under way, closes all links, stops listening. */
  stop(): Promise<void>;
}

/** Milliseconds an open request may still take when stopping. */
const stopWithinMs = 3_000;

/**
 * Holds what was open, then listens.
 * @throws the error of `listen`, for example `EADDRINUSE`.
 */
export async function startApp(parts: AppParts): Promise<App> {
  const { config, stores, presence, clock, chance, log } = parts;
  const secure = config.publicUrl?.startsWith('https:') ?? false;
  const factsOf = createFactsOf(stores);
  const goals = createGoalBoards({ store: stores.goals, families: stores.families, clock });
  const sealing = createSealing({ ...stores, clock });
  const thumbnails = createThumbnails({ ...stores, log });
  const { records } = stores;
  const recordThread = createRecordThread();
  const reading = createRecordReading({
    ...{ records, roomStore: stores.rooms, thread: recordThread, clock },
  });
  const live = createRooms({
    store: stores.rooms,
    sealing,
    letters: stores.letters,
    walls: createWalls({ ...stores, reading }),
    factsOf,
    goals,
    presence,
    onSealed: (session) => {
      thumbnails.of(session).catch(() => undefined); // Made when it is asked for, then.
    },
    clock,
    log,
    measures: parts.measures,
  });
  const cookies = createCookies({ secure });
  const signIns = createSignIns({ accounts: stores.accounts, cookies, clock, chance });
  const practiceLine = createPracticeLine({ ...stores, presence, signIns, clock, log });
  const rooms: LiveRooms = {
    ...live,
    closeLinks(which) {
      live.closeLinks(which);
      practiceLine.closeLinks(which);
    },
  };
  const passwords = await createPasswords();
  const throttle = createThrottle();
  await rooms.holdRunning();

  const app = express();
  const server = createServer(app);
  let url = '';
  const publicUrl = (): string => url;

  if (secure) app.set('trust proxy', 'loopback'); // The proxy beside us says who asks.
  app.disable('x-powered-by').disable('etag');
  app.use(secureHeaders(secure));
  app.use(health(stores, presence));
  app.use('/api', (_request, response, next) => {
    response.set('Cache-Control', 'no-store');
    next();
  });
  app.use('/api', ownOriginOnly(publicUrl), express.json({ limit: maxBodyBytes, strict: true }));
  const { accounts, families, sessions, audit } = stores;
  const common = {
    accounts,
    families,
    sessions,
    audit,
    signIns,
    rooms,
    presence,
    clock,
    chance,
    publicUrl,
  };
  app.use('/api', accountRoutes({ ...common, passwords, throttle }));
  const isIn = (session: SessionId, person: PersonId): boolean =>
    live.loaded(session)?.isIn(person) ?? false;
  app.use('/api', personalLinkRoutes({ ...common, factsOf, isIn, cookies, throttle }));
  app.use('/api', familyRoutes(common), sessionRoutes(common));
  const { notes, rooms: roomStore } = stores;
  app.use('/api', privateNoteRoutes({ ...common, notes, roomStore }));
  const identify = createIdentify({ ...stores, cookies, signIns, clock });
  const { pictures, templates } = stores;
  const exports = createBoardExports();
  app.use('/api', goalRoutes({ ...common, goals, cookies, live }));
  app.use('/api', recordRoutes({ ...common, reading, pictures, exports, live, goals }));
  app.use(
    '/api',
    exportRoutes({
      ...{ ...common, exports, goals, exportStore: stores.exports },
      picturesOn: createPicturesOn(pictures),
      read: (session, family) => reading.read({ session, family }),
      sealed: (session) => records.record(session),
      keyOf: reading.key,
    }),
  );
  app.use('/api', readingRoutes({ ...common, reading, thumbnails }));
  app.use('/api', libraryRoutes({ ...common, records, notes, goals }));
  const { legalHolds } = stores;
  app.use('/api', tearUpRoutes({ ...common, records, reading, legalHolds, thread: recordThread }));
  app.use('/api', verifyRoutes({ ...common, records, thread: recordThread }));
  app.use('/api', verifyOwnRoutes({ ...common, reading }));
  app.use('/api', overTimeRoutes({ ...common, reading, goals, legalHolds }));
  app.use('/api', pictureRoutes({ ...common, pictures, identify, live }));
  app.use('/api', templateRoutes({ ...common, templates, live }));
  app.use('/api', exercisePlanRoutes({ ...common, plans: stores.exercisePlans }));
  app.use('/api', (_request, response) => {
    answerTrouble(response, { reason: 'not-found', sentence: 'There is no such request.' });
  });
  app.use(pageRoutes(parts.clientDir));
  app.use(answerErrors({ log, newId: () => chance.newToken().slice(0, 8) }));

  const port = await listen(server, config);
  url = config.publicUrl ?? `http://localhost:${String(port)}`;
  const sockets = attachSockets({ server, rooms, identify, practiceLine, origin: url, clock, log });
  log.info({ port }, 'listening');

  return {
    url,
    port,
    count: live.count,
    async stop() {
      await rooms.stop();
      // Before Socket.IO stops, since that waits for the last request of the whole server.
      const timer = setTimeout(() => {
        server.closeAllConnections();
      }, stopWithinMs);
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      await sockets.stop();
      await closed;
      await Promise.all([recordThread.stop(), thumbnails.stop()]);
      clearTimeout(timer);
    },
  };
}

async function listen(server: Server, { host, port }: AppParts['config']): Promise<number> {
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      ready();
    });
  });
  const address = server.address() as AddressInfo; // A TCP server that listens has one.
  return address.port;
}

function secureHeaders(secure: boolean): ReturnType<typeof helmet> {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"], // Includes WebSockets of our own origin.
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure,
    crossOriginEmbedderPolicy: true,
  });
}

/** Presence in doubt is said and harms no room, so it is no reason to send anybody elsewhere. */
function health(stores: Stores, presence: Presence): Router {
  const router = Router();
  router.get('/health/live', (_request, response) => {
    response.json({ live: true });
  });
  router.get('/health/ready', async (_request, response) => {
    const ready = await stores.ping().then(
      () => true,
      () => false,
    );
    response
      .status(ready ? 200 : 503)
      .json({ ready, presence: presence.isCertain() ? 'known' : 'in-doubt' });
  });
  return router;
}
