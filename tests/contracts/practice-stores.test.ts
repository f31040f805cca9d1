import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { invitationId, personId, practiceId, therapistId } from '../../shared/ids.ts';
import { hashOfToken, systemChance } from '../../server/ids.ts';
import { createAccountStore, type AccountStore } from '../../server/storage/account-store.ts';
import { createFamilyStore, type FamilyStore } from '../../server/storage/family-store.ts';
import { createSessionStore, type SessionStore } from '../../server/storage/session-store.ts';
import type { Storage } from '../../server/storage/sqlite.ts';
import { groundsOn, placeNames, places, type Grounds, type Place } from './storages.ts';

const { newId, newToken } = systemChance;
const newTherapist = (name: string) => ({
  id: newId(therapistId),
  name,
  email: `${name}@example.test`,
  passwordHash: 'none',
});

describe.each(placeNames)('a practice kept in %s', (name) => {
  let place: Place;
  let storage: Storage;
  let accounts: AccountStore;
  let families: FamilyStore;
  let sessions: SessionStore;

  beforeEach(async () => {
    place = await places[name]();
    storage = await place.open();
    accounts = createAccountStore(storage);
    families = createFamilyStore(storage);
    sessions = createSessionStore(storage);
  });
  afterEach(async () => {
    await storage.close();
    await place.remove();
  });

  const count = (outcomes: readonly PromiseSettledResult<unknown>[], wanted: unknown): number =>
    outcomes.filter((one) => one.status === 'fulfilled' && one.value === wanted).length;

  test('[A1] of first starts at once, exactly one makes the practice', async () => {
    const starts = await Promise.allSettled(
      ['one', 'two', 'three', 'four'].map((by) =>
        accounts.start({ id: newId(practiceId), name: by }, newTherapist(by), 1),
      ),
    );
    expect(count(starts, true)).toBe(1);
    expect(count(starts, false)).toBe(3);
    expect(await storage.db.selectFrom('therapist').select('id').execute()).toHaveLength(1);
  });

  test("[A4] of those who join by one colleague's link at once, one does", async () => {
    const { therapist } = await groundsOn(storage);
    const practice = (await accounts.therapist(therapist))?.practice ?? newId(practiceId);
    const tokenHash = hashOfToken(newToken());
    await accounts.inviteColleague({ tokenHash, practice, by: therapist, expiresAt: 100 });
    const joined = await Promise.allSettled(
      ['a', 'b', 'c'].map((by) => accounts.join(tokenHash, newTherapist(by), 50)),
    );
    expect(count(joined, 'joined')).toBe(1);
    expect(count(joined, 'not-usable')).toBe(2);
    expect(await accounts.join(tokenHash, newTherapist('d'), 50)).toBe('not-usable');
  });

  test("[A4] a colleague's link that has expired makes nobody a therapist", async () => {
    const { therapist } = await groundsOn(storage);
    const practice = (await accounts.therapist(therapist))?.practice ?? newId(practiceId);
    const tokenHash = hashOfToken(newToken());
    await accounts.inviteColleague({ tokenHash, practice, by: therapist, expiresAt: 100 });
    expect(await accounts.invitingPractice(tokenHash, 100)).toBeNull();
    expect(await accounts.join(tokenHash, newTherapist('late'), 100)).toBe('not-usable');
    expect(await accounts.therapistByEmail('late@example.test')).toBeNull();
  });

  describe('with a family', () => {
    let grounds: Grounds;
    beforeEach(async () => {
      grounds = await groundsOn(storage);
    });

    test('a sign-in ends by idleness, by age and when it is ended', async () => {
      const { therapist } = grounds;
      const see = (now: number) =>
        accounts.seeSignIn('hash', {
          now,
          seenAfter: now - 200_000,
          madeAfter: now - 900_000,
          counts: true,
        });
      await accounts.addSignIn('hash', therapist, 1_000);
      for (let now = 100_000; now <= 900_000; now += 100_000) {
        expect([now, await see(now)]).toEqual([now, therapist]);
      }
      expect(await see(901_000)).toBeNull(); // Too old, however lively.
      await accounts.addSignIn('idle', therapist, 1_000);
      const idle = { now: 201_000, seenAfter: 1_000, madeAfter: 0, counts: true };
      expect(await accounts.seeSignIn('idle', idle)).toBeNull();
      await accounts.addSignIn('ended', therapist, 1_000);
      await accounts.endSignIn('ended');
      expect(await accounts.seeSignIn('ended', { ...idle, seenAfter: 0 })).toBeNull();
    });

    test('[A5] ending the other sign-ins keeps the one', async () => {
      const { therapist } = grounds;
      for (const hash of ['mine', 'other', 'third']) await accounts.addSignIn(hash, therapist, 5);
      await accounts.endOtherSignIns(therapist, 'mine');
      const limits = { now: 6, seenAfter: 0, madeAfter: 0, counts: true };
      expect(await accounts.seeSignIn('mine', limits)).toBe(therapist);
      expect(await accounts.seeSignIn('other', limits)).toBeNull();
    });

    test('[F2] of two who want one look at once, one gets it', async () => {
      const { family, maya, daniel } = grounds;
      const look = { colour: 'moss', shape: 'hexagon' } as const;
      const worn = await Promise.allSettled(
        [maya.id, daniel.id].map((id) => families.changeLook(family, id, look)),
      );
      expect(count(worn, true)).toBe(1);
      const people = (await families.family(family))?.people ?? [];
      expect(people.filter((one) => one.colour === 'moss')).toHaveLength(1);
    });

    test('readiness and name that change at once do not undo each other', async () => {
      const { family, maya } = grounds;
      const entry = { role: 'child', firstName: 'May', relation: '', ageBand: '10-13' } as const;
      await Promise.all([
        families.changePerson(maya.id, { entry }),
        families.changePerson(maya.id, { ready: false }),
      ]);
      expect((await families.family(family))?.people[0]).toMatchObject({ ...entry, ready: false });
    });

    test('[F1] a rule for two people is one rule, in whichever order it is set', async () => {
      const { family, maya, daniel } = grounds;
      await families.setRule(family, { one: maya.id, other: daniel.id }, false);
      await families.setRule(family, { one: daniel.id, other: maya.id }, false);
      expect((await families.family(family))?.rules).toHaveLength(1);
      await families.setRule(family, { one: daniel.id, other: maya.id }, null);
      expect((await families.family(family))?.rules).toEqual([]);
    });

    test('whoever is in a plan stays in the family, whole or not at all', async () => {
      const { family, maya, daniel, newSession } = grounds;
      await newSession(maya.id);
      await families.setRule(family, { one: maya.id, other: daniel.id }, false);
      expect(await families.removePerson(maya.id)).toBe(false);
      expect((await families.family(family))?.rules).toHaveLength(1);
      expect(await families.removePerson(daniel.id)).toBe(true);
      expect((await families.family(family))?.people.map((one) => one.id)).toEqual([maya.id]);
    });

    test('[A6] of devices that take a link at once, one does, until it is let go', async () => {
      const session = await grounds.newSession();
      const [one] = await sessions.invitationsOf(session);
      if (!one) throw new Error('no invitation');
      const taken = await Promise.allSettled(
        ['a', 'b', 'c'].map((device) => sessions.takeByDevice(one.id, device)),
      );
      expect(count(taken, true)).toBe(1);
      await sessions.confirm(one.id);
      await sessions.letGo(one.id);
      expect(await sessions.invitation(one.id)).toMatchObject({
        deviceHash: null,
        confirmed: false,
      });
      expect(await sessions.takeByDevice(one.id, 'd')).toBe(true);
    });

    test('[A6] a renewed link is another one, and a revoked one is taken by nobody', async () => {
      const session = await grounds.newSession();
      const [old] = await sessions.invitationsOf(session);
      if (!old) throw new Error('no invitation');
      const next = {
        id: newId(invitationId),
        person: old.person,
        tokenHash: hashOfToken(newToken()),
        expiresAt: 9,
      };
      await sessions.renew(session, next);
      expect(await sessions.invitation(old.id)).toBeNull();
      expect(await sessions.invitationByToken(next.tokenHash)).toMatchObject({ id: next.id });
      await sessions.revoke(session, old.person);
      expect(await sessions.takeByDevice(next.id, 'device')).toBe(false);
      expect(await sessions.invitationsOf(session)).toHaveLength(2);
    });

    test('[S3] a room that was called off can not be opened by the owner it had', async () => {
      const session = await grounds.newSession();
      const store = storage.rooms;
      const owned = await store.own(session);
      expect(await sessions.callOff(session)).toBe(true);
      const opened = {
        seq: 1,
        at: 1,
        by: grounds.therapist,
        kind: 'decision',
        zone: null,
        bytes: new Uint8Array([1]),
      } as const;
      const batch = { room: session, after: 0, epoch: owned?.epoch ?? 0, entries: [opened] };
      const state = { state: 'open', openedAt: 1 } as const;
      expect(await store.append([{ ...batch, state }])).toEqual(['behind']);
      expect((await sessions.session(session))?.state).toBe('planned');
      expect(await sessions.sessionsOf([grounds.family])).toEqual([]);
    });

    test('[S3] a room whose plan was changed can not be opened as it was planned before', async () => {
      const session = await grounds.newSession();
      const store = storage.rooms;
      const epoch = (await store.own(session))?.epoch ?? 0;
      const before = await sessions.session(session);
      if (!before) throw new Error('no session');
      const alone = { arriving: [grounds.maya.id], leaving: [grounds.maya.id] };
      expect(await sessions.replan(session, { ...before.plan, ...alone }, [], null)).toBe(true);
      const opening = {
        seq: 1,
        at: 1,
        by: grounds.therapist,
        kind: 'decision',
        zone: null,
        bytes: new Uint8Array([1]),
      } as const;
      const state = { state: 'open', openedAt: 1 } as const;
      const batch = { room: session, after: 0, entries: [opening], state };
      expect(await store.append([{ ...batch, epoch }])).toEqual(['behind']);
      const later = (await store.own(session))?.epoch ?? 0;
      expect(await store.append([{ ...batch, epoch: later }])).toEqual(['appended']);
      expect(await sessions.replan(session, before.plan, [], null)).toBe(false);
      const next = { room: session, after: 1, epoch: later, entries: [{ ...opening, seq: 2 }] };
      expect(await store.append([next])).toEqual(['appended']); // Refused, it leaves the owner be.
    });

    test('[S3] of opening and calling off at once, one wins and the other changes nothing', async () => {
      const store = storage.rooms;
      for (let turn = 0; turn < 8; turn += 1) {
        const session = await grounds.newSession();
        const epoch = (await store.own(session))?.epoch ?? 0;
        const entry = {
          seq: 1,
          at: 1,
          by: grounds.therapist,
          kind: 'decision',
          zone: null,
          bytes: new Uint8Array([1]),
        } as const;
        const state = { state: 'open', openedAt: 1 } as const;
        const batch = { room: session, after: 0, epoch, entries: [entry], state };
        const [calledOff, [appended]] =
          turn % 2 === 0
            ? await Promise.all([sessions.callOff(session), store.append([batch])])
            : await Promise.all([store.append([batch]), sessions.callOff(session)]).then(
                ([one, other]) => [other, one] as const,
              );
        expect(calledOff).toBe(appended !== 'appended');
        const after = await sessions.session(session);
        expect(after?.calledOff).toBe(calledOff);
        expect(after?.state).toBe(calledOff ? 'planned' : 'open');
        if (!calledOff) {
          const next = { ...batch, after: 1, entries: [{ ...entry, seq: 2 }] };
          expect(await store.append([next])).toEqual(['appended']); // It still owns its room.
        }
      }
    });

    test('a plan is changed only while nobody has opened it, and its links follow it', async () => {
      const { maya, daniel, newSession } = grounds;
      const session = await newSession(maya.id);
      const before = await sessions.session(session);
      if (!before) throw new Error('no session');
      const newcomer = {
        id: newId(invitationId),
        person: daniel.id,
        tokenHash: hashOfToken(newToken()),
        expiresAt: 7,
      };
      const both = [daniel.id, maya.id];
      const plan = { ...before.plan, arriving: both, leaving: both, title: 'New' };
      expect(await sessions.replan(session, plan, [newcomer], 8)).toBe(true);
      expect((await sessions.session(session))?.plan).toEqual(plan);
      const links = await sessions.invitationsOf(session);
      expect(new Map(links.map((one) => [one.person, one.expiresAt]))).toEqual(
        new Map([
          [maya.id, 8],
          [daniel.id, 7],
        ]),
      );
      const alone = { ...plan, arriving: [daniel.id], leaving: [daniel.id] };
      expect(await sessions.replan(session, alone, [], null)).toBe(true);
      const left = await sessions.invitationsOf(session);
      expect(left.map((one) => [one.person, one.expiresAt])).toEqual([[daniel.id, 7]]);
      await storage.db.updateTable('session').set({ state: 'held' }).execute();
      expect(await sessions.replan(session, before.plan, [], null)).toBe(false);
      expect((await sessions.session(session))?.plan).toEqual(alone);
    });

    test('who was never added is nowhere', async () => {
      expect(await families.removePerson(newId(personId))).toBe(true);
      expect(await sessions.invitation(newId(invitationId))).toBeNull();
      expect(await sessions.invitationByToken(hashOfToken('none'))).toBeNull();
      expect(await sessions.sessionsOf([])).toEqual([]);
    });
  });
});
