import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { wordsOf } from '../../shared/board/item.ts';
import type { FamilyAnswer, PersonalLink, SavedBoard } from '../../shared/wire/http.ts';
import { closeCode } from '../../shared/wire/protocol.ts';
import { aNote } from '../support/board-items.ts';
import { until, type InkPage, type RoomPage } from '../support/outsider.ts';
import { aPractice, done, type Guest, type Practice } from '../support/practice.ts';
import { startKinbridge, type Kinbridge } from '../support/process.ts';

let server: Kinbridge;
let practice: Practice;
let maya: Guest;
let daniel: Guest;
let therapist: RoomPage;
/** The therapist's board: what the family draws passes only by it. */
let eye: InkPage;
const open: (RoomPage | InkPage)[] = [];

const keep = <Page extends RoomPage | InkPage>(page: Page): Page => {
  open.push(page);
  return page;
};

beforeEach(async () => {
  server = await startKinbridge();
  practice = await aPractice(server.url);
  maya = await practice.arrive('Maya');
  daniel = await practice.arrive('Daniel');
  therapist = keep(practice.therapistPage());
  await therapist.therapistView((view) => view.phase === 'planned');
});

afterEach(async () => {
  for (const page of open.splice(0)) page.leave();
  await server.clear();
});

const enter = async (...guests: Guest[]): Promise<RoomPage[]> => {
  if (therapist.view?.as === 'therapist' && therapist.view.phase === 'planned') {
    expect(await therapist.command({ kind: 'open' })).toBeNull();
    eye = keep(practice.therapistInk());
  }
  const pages = guests.map((guest) => keep(practice.page(guest)));
  for (const [at, guest] of guests.entries()) {
    expect(await therapist.command({ kind: 'let-in', person: guest.id })).toBeNull();
    await pages[at]?.familyView('room');
  }
  return pages;
};
const board = async (guest: Guest): Promise<InkPage> => {
  const page = keep(practice.ink(guest));
  await page.synced();
  return page;
};
describe('arriving and waiting', () => {
  test('[S2] a command of a family member is refused over the wire and changes nothing', async () => {
    const page = keep(practice.page(maya));
    await page.familyView('waiting');
    for (const kind of ['open', 'hold', 'resume', 'end'] as const) {
      expect(await page.command({ kind })).toMatchObject({ reason: 'therapist-only' });
    }
    await therapist.therapistView((view) => view.phase === 'planned');
  });

  test('[V1] who waits is sent nothing while others come, go, are let in and the room is held', async () => {
    const page = keep(practice.page(maya));
    await page.familyView('waiting');
    const before = page.heard.length;
    const [other] = await enter(daniel);
    await therapist.command({ kind: 'hold' });
    await other?.familyView('cover');
    await therapist.command({ kind: 'resume' });
    other?.leave();
    await therapist.therapistView((view) => view.people.some((one) => !one.connected));
    expect(await page.up({ kind: 'echo' })).toBeNull();
    expect(page.heard.length).toBe(before);
  });

  test('two tabs of one person both work and count once', async () => {
    const [one, two] = [keep(practice.page(maya)), keep(practice.page(maya))];
    await one.familyView('waiting');
    await two.familyView('waiting');
    await enter(daniel);
    await therapist.command({ kind: 'let-in', person: maya.id });
    await Promise.all([one.familyView('room'), two.familyView('room')]);
    two.leave();
    const view = await therapist.therapistView((now) => now.people.length === 2);
    expect(view.people.find((person) => person.id === maya.id)).toMatchObject({
      connected: true,
      place: 'in',
    });
  });
});

test('[S3] a plan changed while the therapist is there opens as it is now, at once', async () => {
  const elena = practice.personNamed('Elena');
  const { session } = practice;
  const people = [practice.personNamed('Maya'), elena];
  await done(practice.therapist, 'PUT', `/api/sessions/${session}/plan`, {
    kind: 'joint',
    title: '',
    arriving: people,
    leaving: people,
    plannedMinutes: 30,
    step: 'board',
    plannedFor: null,
  });
  expect(await therapist.command({ kind: 'open' })).toBeNull();
  const view = await therapist.therapistView((now) => now.phase === 'open');
  expect(view.people.map((one) => one.firstName)).toEqual(['Maya', 'Elena']);
});

describe('in the room', () => {
  test('[W2] what one draws reaches the others, and an echo comes only with durability', async () => {
    await enter(maya, daniel);
    const [mayas, daniels] = [await board(maya), await board(daniel)];
    mayas.items.set('mayasnote-1', aNote(maya.id, 'our treehouse'));
    const seen = await until('Daniel sees it', () => daniels.items.get('mayasnote-1'));
    expect(String(seen.get('text'))).toBe('our treehouse');
  });

  test('[H1][H6] a hold cuts every family board at once and lets nothing in', async () => {
    const [mayasPage, danielsPage] = await enter(maya, daniel);
    const [mayas, daniels] = [await board(maya), await board(daniel)];
    await eye.synced();
    mayas.items.set('before-hold', aNote(maya.id));
    await until('the therapist sees it', () => eye.items.get('before-hold'));
    await therapist.command({ kind: 'hold' });
    mayas.items.set('under-hold-1', aNote(maya.id));
    await mayasPage?.familyView('cover');
    await danielsPage?.familyView('cover');
    await until('both boards are cut', () => mayas.closes.length > 0 && daniels.closes.length > 0);
    expect([mayas.closes[0], daniels.closes[0]]).toEqual([closeCode.noAccess, closeCode.noAccess]);
    const knocking = keep(practice.ink(maya));
    await until('a new link is turned away', () => knocking.closes[0] === closeCode.noAccess);
    expect(knocking.received).toBe(0);
    expect(eye.items.has('under-hold-1')).toBe(false);
  });

  test('[S5] sent back means the waiting room, and let in again means the board again', async () => {
    const [mayasPage] = await enter(maya, daniel);
    const mayas = await board(maya);
    expect(await therapist.command({ kind: 'send-back', person: maya.id })).toBeNull();
    await mayasPage?.familyView('waiting');
    await until('her board is cut', () => mayas.closes[0] === closeCode.noAccess);
    await therapist.command({ kind: 'let-in', person: maya.id });
    await mayasPage?.familyView('room');
    await board(maya);
  });

  test("[H2] closing the last therapist's link holds the room, a colleague's keeps it open", async () => {
    const [mayasPage] = await enter(maya, daniel);
    const secondTab = keep(practice.therapistPage());
    await secondTab.therapistView((view) => view.phase === 'open');
    therapist.leave();
    expect(await mayasPage?.up({ kind: 'echo' })).toBeNull();
    expect(mayasPage?.view).toMatchObject({ place: 'room' });
    secondTab.leave();
    await mayasPage?.familyView('cover');
    const back = keep(practice.therapistPage());
    const view = await back.therapistView((now) => now.phase === 'held');
    expect(view.heldBecause).toBe('supervision-lost');
    expect(await back.command({ kind: 'resume' })).toBeNull();
    await mayasPage?.familyView('room');
  });

  test("[V5] apart, nobody reads or writes another's zone", async () => {
    await enter(maya, daniel);
    await therapist.command({ kind: 'change-step', step: 'apart' });
    const own = keep(practice.ink(maya, `own:${maya.id}`));
    await own.synced();
    own.items.set('only-for-me', aNote(maya.id, 'secret'));
    const curious = keep(practice.ink(daniel, `own:${maya.id}`));
    const joint = keep(practice.ink(daniel, 'joint'));
    await until('both are closed', () => curious.closes.length > 0 && joint.closes.length > 0);
    expect([curious.closes[0], joint.closes[0]]).toEqual([closeCode.noAccess, closeCode.noAccess]);
    expect(curious.received + joint.received).toBe(0);
    const eye = keep(practice.therapistInk(`own:${maya.id}`));
    await until('the therapist reads it', () => eye.items.get('only-for-me'));
  });

  test('[B9] cursors travel only at their step, and only under the name the server knows', async () => {
    await enter(maya, daniel);
    const [mayas, daniels] = [await board(maya), await board(daniel)];
    const seen = (): unknown => daniels.provider.awareness.getStates().get(mayas.doc.clientID);
    const point = (x: number): void => {
      mayas.provider.awareness.setLocalState({ cursor: { x, y: 2 }, by: daniel.id, name: 'Dad' });
    };
    point(1);
    mayas.items.set('after-the-1', aNote(maya.id));
    await until('ink sent later has come', () => daniels.items.get('after-the-1'));
    expect(seen()).toBeUndefined();
    await therapist.command({ kind: 'change-step', step: 'cursors' });
    point(3);
    await until('the cursor is there', seen);
    expect(seen()).toEqual({ cursor: { x: 3, y: 2 }, by: maya.id });
    await therapist.command({ kind: 'change-step', step: 'board' });
    await until('the cursor is gone', () => seen() === undefined);
  });
});

describe('hostile or broken clients', () => {
  test("[B7][B8] ink under another's clientID closes its link and is nowhere", async () => {
    await enter(maya, daniel);
    const [mayas, daniels] = [await board(maya), await board(daniel)];
    mayas.items.set('mayas-note1', aNote(maya.id));
    await until('Daniel has it', () => daniels.items.get('mayas-note1'));
    daniels.provider.disconnect();
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(daniels.doc));
    forged.clientID = mayas.doc.clientID;
    forged.getMap('items').set('forged-note', aNote(maya.id, 'I hate this'));
    Y.applyUpdate(daniels.doc, Y.encodeStateAsUpdate(forged));
    daniels.provider.connect();
    await until('it is refused', () => daniels.closes.includes(closeCode.refused));
    mayas.items.set('mayas-note2', aNote(maya.id));
    await until('the room goes on', () => eye.items.get('mayas-note2'));
    expect(eye.items.has('forged-note')).toBe(false);
    expect(mayas.items.has('forged-note')).toBe(false);
  });

  test("[B11][B8] a note under another's name closes its link and is nowhere", async () => {
    await enter(maya, daniel);
    const [mayas, daniels] = [await board(maya), await board(daniel)];
    daniels.items.set('forged-note', aNote(maya.id, 'I hate this'));
    await until('it is refused', () => daniels.closes.includes(closeCode.refused));
    await eye.synced();
    expect([mayas.items.size, eye.items.size]).toEqual([0, 0]);
  });

  test('[W4] what is no question of ours ends the link', async () => {
    const page = keep(practice.page(maya));
    await page.familyView('waiting');
    page.shout('something-else');
    await until('it is closed', () => !page.connected);
    await until('and may come back', () => page.connected);
  });

  test.each<[string, (socket: { send(data: unknown): void }) => void, number]>([
    [
      'an unknown message type',
      (socket) => {
        socket.send(new Uint8Array([77, 0]));
      },
      closeCode.malformed,
    ],
    [
      'a server-only type',
      (socket) => {
        socket.send(new Uint8Array([120, 1, 0]));
      },
      closeCode.malformed,
    ],
    [
      'a text frame',
      (socket) => {
        socket.send('hello');
      },
      closeCode.malformed,
    ],
    [
      'an empty frame',
      (socket) => {
        socket.send(new Uint8Array());
      },
      closeCode.malformed,
    ],
    [
      'a frame above 4 MiB',
      (socket) => {
        socket.send(new Uint8Array(4 * 1_024 * 1_024 + 1));
      },
      1009,
    ],
  ])('[W4] %s closes that link alone', async (_, send, code) => {
    await enter(maya, daniel);
    const [mayas, daniels] = [await board(maya), await board(daniel)];
    const socket = daniels.provider.ws;
    if (!socket) throw new Error('no socket');
    send(socket);
    await until('the link is closed', () => daniels.closes[0] === code);
    mayas.items.set('still-works', aNote(maya.id));
    await until('the room goes on', () => eye.items.get('still-works'));
  });

  test('[W4] an unknown command is answered and changes nothing', async () => {
    await enter(maya);
    for (const message of [
      null,
      7,
      'hold',
      {},
      { kind: 'command', command: { kind: 'explode' } },
    ]) {
      expect(await therapist.up(message)).toMatchObject({ reason: 'malformed' });
    }
    await therapist.therapistView((view) => view.phase === 'open');
  });

  test('[A8] neither socket opens from another origin, from none or from "null"', async () => {
    await enter(maya);
    for (const origin of ['https://elsewhere.example', 'null', `${server.url}.evil.example`]) {
      const stranger: Guest = { ...maya, browser: maya.browser.from(origin) };
      const page = keep(practice.page(stranger));
      const ink = keep(practice.ink(stranger));
      await new Promise((resume) => setTimeout(resume, 300));
      expect(page.connected).toBe(false);
      expect(page.heard).toEqual([]);
      expect(ink.received).toBe(0);
    }
  });
});

describe('when access ends', () => {
  test('[A11][S5] revoking a personal link closes its links, keeps them closed, and sends its person back', async () => {
    const [mayasPage] = await enter(maya, daniel);
    const mayas = await board(maya);
    const path = `/api/sessions/${practice.session}/links/${maya.id}`;
    await done(practice.therapist, 'DELETE', path);
    await until('the page is told', () => mayasPage?.heard.some((one) => one.kind === 'no-access'));
    await until('the board is closed', () => mayas.closes[0] === closeCode.signInGone);
    const view = await therapist.therapistView((now) => now.people[0]?.place !== 'in');
    expect(view.people[0]).toMatchObject({ id: maya.id, place: 'away', connected: false });
    const renewed = await done<PersonalLink>(practice.therapist, 'POST', path);
    expect(renewed.person).toBe(maya.id);
  });

  test('[A11] signing out closes the therapist’s links, and the room is held', async () => {
    const [mayasPage] = await enter(maya);
    await done(practice.therapist, 'POST', '/api/sign-out');
    await mayasPage?.familyView('cover');
    await until('the page is told', () => therapist.heard.some((one) => one.kind === 'no-access'));
  });
});

describe('the end', () => {
  test('[R1][R2] ending saves the board under its authors, and nothing more can be drawn', async () => {
    const [mayasPage, danielsPage] = await enter(maya, daniel);
    const [mayas, daniels] = [await board(maya), await board(daniel)];
    mayas.items.set('mayas-note1', aNote(maya.id, 'our treehouse'));
    daniels.items.set('daniels-note', aNote(daniel.id, 'the lemonade'));
    await until('both are there', () => eye.items.size === 2);
    expect(await therapist.command({ kind: 'end' })).toBeNull();
    await mayasPage?.familyView('ended');
    await danielsPage?.familyView('ended');
    await until('boards are closed', () => mayas.closes.length > 0 && eye.closes.length > 0);
    const saved = await done<SavedBoard>(
      practice.therapist,
      'GET',
      `/api/sessions/${practice.session}/saved`,
    );
    const [joint] = saved.boards;
    expect(joint?.items.map((item) => [item.by, wordsOf(item)]).sort()).toEqual(
      [
        [maya.id, 'our treehouse'],
        [daniel.id, 'the lemonade'],
      ].sort(),
    );
    expect(await therapist.command({ kind: 'resume' })).toMatchObject({ reason: 'has-ended' });
    const family = await done<FamilyAnswer>(
      practice.therapist,
      'GET',
      `/api/families/${practice.family.id}`,
    );
    expect(family.sessions[0]).toMatchObject({ id: practice.session, state: 'ended' });
  });
});
