import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { bornItem } from '../board/board-doc.ts';
import { fingerprintOf } from '../board/fingerprint.ts';
import {
  capabilityOf,
  carriesCursors,
  ownerOf,
  ownZone,
  reviewZone,
  zonesOf,
  zonesOfPerson,
  type Zone,
} from '../board/zone.ts';
import { itemId, personId, therapistId, type PersonId } from '../ids.ts';
import { apply } from './apply.ts';
import type { Command } from './commands.ts';
import { decide } from './decide.ts';
import { plannedSession, type Asker, type Session } from './session.ts';
import { isShared, steps } from './step.ts';
import { visibleTo, type Cast, type CastPerson } from './visible-to.ts';
import { asks, maxSayings, maxWhispersShown, maxWordsLength, words } from './words.ts';

const uuid = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const maya = v.parse(personId, uuid(1));
const daniel = v.parse(personId, uuid(2));
const elena = v.parse(personId, uuid(3));
const okafor = v.parse(therapistId, uuid(9));
const note = v.parse(itemId, 'note-number-1');
const family = [maya, daniel, elena] as const;

const person = (id: PersonId, firstName: string, role: CastPerson['role']): CastPerson => ({
  id,
  firstName,
  role,
  ageBand: role === 'child' ? '10-13' : null,
  colour: role === 'child' ? 'lake' : 'plum',
  shape: 'circle',
});
const cast: Cast = {
  title: 'Joint session 1',
  family: 'A family',
  plannedMinutes: 25,
  people: [
    person(maya, 'Maya', 'child'),
    person(daniel, 'Daniel', 'parent'),
    person(elena, 'Elena', 'parent'),
  ],
  therapists: [{ id: okafor, name: 'Dr. Okafor' }],
};
const planned = plannedSession({
  kind: 'joint',
  arriving: family,
  leaving: family,
  step: 'board',
});

interface Act {
  readonly by: Asker;
  readonly command: Command;
}
const byTherapist = (command: Command): Act => ({ by: { as: 'therapist', id: okafor }, command });
const byPerson = (id: PersonId, command: Command): Act => ({ by: { as: 'person', id }, command });

function answerTo(session: Session, { by, command }: Act) {
  const standing = by.id === maya ? 'child' : 'adult';
  return decide(session, command, {
    by,
    standing,
    planRefusal: null,
    supervised: true,
    inkUnseen: false,
    players: [],
    letter: null,
  });
}
function after(session: Session, ...acts: readonly Act[]): Session {
  return acts.reduce((now, act) => {
    const answer = answerTo(now, act);
    return 'refused' in answer
      ? now
      : answer.events.reduce((state, event) => apply(state, event, 1_000), now);
  }, session);
}
const letIn = (id: PersonId): Act => byTherapist({ kind: 'let-in', person: id });
const together = after(
  planned,
  byTherapist({ kind: 'open' }),
  letIn(maya),
  letIn(daniel),
  letIn(elena),
);
const reasonOf = (session: Session, act: Act): string | null => {
  const answer = answerTo(session, act);
  return 'refused' in answer ? answer.refused.reason : null;
};

/** What a page is told: its views, without those that are as the one before. */
function told(viewer: PersonId, acts: readonly Act[]): readonly string[] {
  let session = planned;
  const views: string[] = [];
  const look = (): void => {
    const view = JSON.stringify(visibleTo({ as: 'person', id: viewer }, session, cast, new Set()));
    if (views.at(-1) !== view) views.push(view);
  };
  look();
  for (const act of acts) {
    session = after(session, act);
    look();
  }
  return views;
}

const anyone = fc.constantFrom(...family);
const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc
    .constantFrom<Command['kind'] & ('open' | 'hold' | 'resume')>('open', 'hold', 'resume')
    .map((kind) => byTherapist({ kind })),
  fc.constantFrom(...steps).map((step) => byTherapist({ kind: 'change-step', step })),
  fc
    .tuple(fc.constantFrom('let-in' as const, 'send-back', 'see-out', 'remove'), anyone)
    .map(([kind, id]) => byTherapist({ kind, person: id })),
  fc
    .oneof(fc.constantFrom('everyone' as const, 'nobody' as const), anyone)
    .map((to) => byTherapist({ kind: 'give-floor', to, minutes: 2 })),
  fc
    .tuple(fc.constantFrom('look-only' as const, 'check-first'), anyone, fc.boolean())
    .map(([kind, id, on]) => byTherapist({ kind, person: id, on })),
  fc.tuple(anyone, fc.constantFrom(...asks)).map(([id, ask]) => byPerson(id, { kind: 'ask', ask })),
  anyone.map((id) => byPerson(id, { kind: 'whisper-back', words: 'a word' })),
  anyone.map((id) => byTherapist({ kind: 'whisper', person: id, words: 'a word' })),
  anyone.map((id) =>
    byTherapist({ kind: 'hand-back', person: id, item: note, comment: 'try it without always' }),
  ),
);

/** What concerns Daniel alone while the floor is not his: of none of it Maya may learn. */
const ofDanielAlone: fc.Arbitrary<Act> = fc.oneof(
  fc.constant(byPerson(daniel, { kind: 'ask', ask: 'break' })),
  fc.constant(byPerson(daniel, { kind: 'whisper-back', words: 'please slow down' })),
  fc.constant(byTherapist({ kind: 'whisper', person: daniel, words: 'breathe' })),
  fc.constant(byTherapist({ kind: 'answer-ask', person: daniel, ask: 'break', words: null })),
  fc.boolean().map((on) => byTherapist({ kind: 'look-only', person: daniel, on })),
  fc.boolean().map((on) => byTherapist({ kind: 'check-first', person: daniel, on })),
  fc.constant(byTherapist({ kind: 'hand-back', person: daniel, item: note, comment: 'shorter' })),
  fc.constant(byTherapist({ kind: 'leave-item', person: daniel, item: note })),
  fc.constant(byTherapist({ kind: 'pass-on', person: daniel, item: note, seen: '' })),
);
const isOfDanielAlone = new WeakSet<Act>();
const marked = ofDanielAlone.map((act) => {
  const own = { ...act };
  isOfDanielAlone.add(own);
  return own;
});

/** Half of the time everybody is in already: from the plan alone random presses seldom come that far. */
const anyStart = fc.constantFrom<readonly Act[]>(
  [],
  [byTherapist({ kind: 'open' }), letIn(maya), letIn(daniel), letIn(elena)],
);

describe('whatever is asked by whomever, in whatever order', () => {
  test('[H1][S8][S9] nobody reads or writes but where they may', () => {
    fc.assert(
      fc.property(anyStart, fc.array(anyAct, { maxLength: 40 }), (start, acts) => {
        const session = after(planned, ...start, ...acts);
        for (const id of family) {
          const open = zonesOfPerson(session, id);
          const isThere = session.phase.name === 'open' && session.letIn.includes(id);
          if (!isThere) expect(open).toEqual([]);
          for (const { zone, can } of open) {
            expect(ownerOf(zone) ?? id).toBe(id);
            if (zone === 'joint' && can === 'edit') {
              expect(isShared(session.step)).toBe(true);
              expect(session.checked).not.toContain(id);
              expect(session.lookOnly).not.toContain(id);
              expect(['everyone', id]).toContain(session.floor.of);
            }
            if (zone === 'joint') expect(session.step).not.toBe('apart');
          }
          for (const zone of zonesOf(session)) {
            const can = capabilityOf(session, { as: 'person', id }, zone);
            expect(can === 'none').toBe(!open.some((one) => one.zone === zone));
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  test('[V6] nothing that concerns another alone changes what a page is told', () => {
    fc.assert(
      fc.property(
        anyStart,
        fc.array(fc.oneof(anyAct, marked), { maxLength: 40 }),
        (start, rest) => {
          const acts = [...start, ...rest];
          const without = acts.filter((act) => !isOfDanielAlone.has(act));
          for (const viewer of [maya, elena]) {
            expect(told(viewer, acts)).toEqual(told(viewer, without));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('[H9][V4] a child’s pause is told to the others as a therapist’s hold is', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 20 }), (acts) => {
        const open = [
          byTherapist({ kind: 'open' }),
          ...acts,
          letIn(maya),
          byTherapist({ kind: 'resume' }),
        ];
        const paused = [...open, byPerson(maya, { kind: 'ask', ask: 'pause' })];
        const held = [...open, byTherapist({ kind: 'hold' })];
        for (const viewer of [daniel, elena]) {
          expect(told(viewer, paused)).toEqual(told(viewer, held));
        }
        const now = after(planned, ...paused);
        expect(now.phase.name).toBe(after(planned, ...held).phase.name);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what a member of the family asks for', () => {
  test('[H9] a child’s pause holds an open room, and only the therapist is told by whom', () => {
    const now = after(together, byPerson(maya, { kind: 'ask', ask: 'pause' }));
    expect(now.phase).toMatchObject({ name: 'held', cause: 'paused', by: maya });
    const seen = visibleTo({ as: 'therapist', id: okafor }, now, cast, new Set());
    expect(seen).toMatchObject({ heldBecause: 'paused', pausedBy: maya });
    for (const id of [daniel, elena]) {
      const view = JSON.stringify(visibleTo({ as: 'person', id }, now, cast, new Set()));
      expect(view).not.toContain('pause');
      expect(view).not.toContain('Maya');
    }
  });

  test('[S11] while a child waits, or is on a break already, pause tells the therapist', () => {
    const waiting = after(planned, byPerson(maya, { kind: 'ask', ask: 'pause' }));
    expect(waiting.phase.name).toBe('planned');
    expect(waiting.asks).toMatchObject([{ person: maya, ask: 'pause', answer: null }]);
    const held = after(together, byTherapist({ kind: 'hold' }));
    const again = after(held, byPerson(maya, { kind: 'ask', ask: 'pause' }));
    expect(again.asks).toMatchObject([{ person: maya, ask: 'pause' }]);
    expect(after(again, byTherapist({ kind: 'resume' })).asks).toEqual([]);
  });

  test('[S11] what was asked and chosen before the opening is there after it', () => {
    const opened = after(
      planned,
      byPerson(maya, { kind: 'ask', ask: 'help' }),
      byPerson(maya, { kind: 'choose-picture', picture: 'moon' }),
      byTherapist({ kind: 'open' }),
    );
    expect(opened.asks).toHaveLength(1);
    expect(opened.pictures[maya]).toBe('moon');
  });

  test('[S11] an answer reaches its asker alone, and the same may be asked again after it', () => {
    const help = byPerson(maya, { kind: 'ask', ask: 'help' });
    const once = after(together, help);
    expect(after(once, help)).toEqual(once); // A double press is harmless.
    const answered = after(
      once,
      byTherapist({ kind: 'answer-ask', person: maya, ask: 'help', words: 'I am here' }),
    );
    const lineOf = (id: PersonId) => {
      const view = visibleTo({ as: 'person', id }, answered, cast, new Set());
      return view?.as === 'person' ? view.line : null;
    };
    expect(lineOf(maya)?.asks).toEqual([
      { ask: 'help', state: 'seen', words: 'I am here', by: okafor },
    ]);
    expect(lineOf(daniel)?.asks).toEqual([]);
    expect(after(answered, help).asks).toMatchObject([{ answer: null }]);
  });

  test('[S11] a therapist is named for what they said while it can only have been them', () => {
    const now = after(
      together,
      byPerson(maya, { kind: 'ask', ask: 'near' }),
      byTherapist({ kind: 'answer-ask', person: maya, ask: 'near', words: null }),
      byTherapist({ kind: 'whisper', person: maya, words: 'I am here' }),
      byTherapist({ kind: 'hand-back', person: maya, item: note, comment: 'shorter?' }),
    );
    const namesIn = (therapists: Cast['therapists']) => {
      const view = visibleTo({ as: 'person', id: maya }, now, { ...cast, therapists }, new Set());
      if (view?.as !== 'person' || view.place !== 'room') throw new Error('not in the room');
      return [view.line.asks[0]?.by, view.line.whispers[0]?.by, view.handedBack[0]?.by];
    };
    const lind = { id: v.parse(therapistId, uuid(8)), name: 'Dr. Lind' };
    expect(namesIn(cast.therapists)).toEqual([okafor, okafor, okafor]);
    expect(namesIn([...cast.therapists, lind])).toEqual([null, null, null]);
    expect(namesIn([lind])).toEqual([null, null, null]);
  });

  test('[S11] whispers are counted for each person alone, also when the oldest have left the screen', () => {
    const whisper = byTherapist({ kind: 'whisper', person: maya, words: 'a' });
    const many = Array.from({ length: maxWhispersShown + 2 }, () => whisper);
    const now = after(together, byPerson(daniel, { kind: 'whisper-back', words: 'b' }), ...many);
    const ns = (id: PersonId) => now.whispers.filter((one) => one.person === id).map(({ n }) => n);
    expect(ns(daniel)).toEqual([1]);
    expect([ns(maya)[0], ns(maya).at(-1)]).toEqual([3, maxWhispersShown + 2]);
  });

  test('[S11] a parent can ask for a break and pass, and can neither pause nor have a picture', () => {
    expect(reasonOf(together, byPerson(daniel, { kind: 'ask', ask: 'break' }))).toBeNull();
    expect(reasonOf(together, byPerson(daniel, { kind: 'ask', ask: 'pass' }))).toBeNull();
    for (const ask of ['pause', 'help', 'near'] as const) {
      expect(reasonOf(together, byPerson(daniel, { kind: 'ask', ask }))).toBe('not-yours-to-ask');
    }
    const choose = byPerson(daniel, { kind: 'choose-picture', picture: 'moon' });
    expect(reasonOf(together, choose)).toBe('not-yours-to-ask');
  });

  test('[S9] whoever has the floor hands it back with one press, and to nobody', () => {
    const given = after(together, byTherapist({ kind: 'give-floor', to: maya, minutes: 1 }));
    expect(given.floor).toEqual({ of: maya, softEndsAt: 61_000 });
    const back = after(given, byPerson(maya, { kind: 'ask', ask: 'pass' }));
    expect(back.floor.of).toBe('nobody');
    const other = after(given, byPerson(daniel, { kind: 'ask', ask: 'pass' }));
    expect(other.floor.of).toBe(maya);
  });

  test('[S9] whoever leaves the room leaves the floor', () => {
    const given = after(together, byTherapist({ kind: 'give-floor', to: maya, minutes: null }));
    for (const kind of ['send-back', 'see-out', 'remove'] as const) {
      expect(after(given, byTherapist({ kind, person: maya })).floor.of).toBe('nobody');
    }
    const away = byTherapist({ kind: 'give-floor', to: maya, minutes: null });
    const without = after(together, byTherapist({ kind: 'send-back', person: maya }));
    expect(reasonOf(without, away)).toBe('not-in-the-room');
  });

  test('[S11] what one may say in a session is bounded, and pausing never is', () => {
    const said = Array.from({ length: maxSayings }, () =>
      byPerson(maya, { kind: 'whisper-back', words: 'a' }),
    );
    const full = after(together, ...said);
    const more = byPerson(maya, { kind: 'whisper-back', words: 'a' });
    expect(reasonOf(full, more)).toBe('too-much-said');
    expect(after(full, byPerson(maya, { kind: 'ask', ask: 'pause' })).phase.name).toBe('held');
  });

  test('[S11] words are tidied, and empty or too long ones are refused', () => {
    expect(v.parse(words, '  one\r\n\r\n\r\n\r\ntwo \u202E ')).toBe('one\n\ntwo');
    expect(v.safeParse(words, ' \n ').success).toBe(false);
    expect(v.safeParse(words, 'é'.repeat(maxWordsLength)).success).toBe(true);
    expect(v.safeParse(words, 'é'.repeat(maxWordsLength + 1)).success).toBe(false);
  });
});

describe('in review', () => {
  test('[S8] at Notes passed on, and for who is checked, work goes to the review zone', () => {
    const notes = after(together, byTherapist({ kind: 'change-step', step: 'notes' }));
    const checked = after(together, byTherapist({ kind: 'check-first', person: maya, on: true }));
    for (const session of [notes, checked]) {
      expect(zonesOfPerson(session, maya)).toEqual([
        { zone: 'joint', can: 'view' },
        { zone: reviewZone(maya), can: 'edit' },
      ]);
    }
    expect(zonesOfPerson(checked, daniel)).toEqual([{ zone: 'joint', can: 'edit' }]);
    expect(capabilityOf(notes, { as: 'person', id: daniel }, reviewZone(maya))).toBe('none');
  });

  test('[S14] when review ends its author keeps the board with what is in it, below the others, and nobody else gets it', () => {
    const check = (on: boolean) => byTherapist({ kind: 'check-first', person: maya, on });
    const step = (to: Session['step']) => byTherapist({ kind: 'change-step', step: to });
    const mayas = { zone: reviewZone(maya), can: 'edit' } as const;
    const unchecked = after(together, check(true), check(false));
    const risen = after(together, step('notes'), step('board'));
    for (const session of [unchecked, risen]) {
      expect(zonesOfPerson(session, maya)).toEqual([mayas, { zone: 'joint', can: 'edit' }]);
      expect(capabilityOf(session, { as: 'person', id: daniel }, mayas.zone)).toBe('none');
    }
    expect(zonesOfPerson(unchecked, daniel)).toEqual([{ zone: 'joint', can: 'edit' }]);
    expect(zonesOfPerson(after(risen, step('apart')), maya)).toEqual([
      mayas,
      { zone: ownZone(maya), can: 'edit' },
    ]);
    const heldMeanwhile = after(together, byTherapist({ kind: 'hold' }), check(true), check(false));
    const resumed = after(heldMeanwhile, byTherapist({ kind: 'resume' }));
    expect(zonesOfPerson(resumed, maya)).toEqual([{ zone: 'joint', can: 'edit' }]);
  });

  test('[S8] what is handed back is its author’s to offer again', () => {
    const back = after(
      together,
      byTherapist({ kind: 'hand-back', person: maya, item: note, comment: 'shorter?' }),
    );
    const of = { kind: 'offer-again', item: note } as const;
    expect(after(back, byPerson(daniel, of)).reviewed).toHaveLength(1);
    expect(after(back, byPerson(maya, of)).reviewed).toEqual([]);
  });
});

describe('going on after a pause', () => {
  const resume = byTherapist({ kind: 'resume' });
  const pause = (id: PersonId): Act => byPerson(id, { kind: 'ask', ask: 'pause' });

  test('[S11] answers the pauses of who is let in; whoever waits still asks', () => {
    const waits = after(together, byTherapist({ kind: 'send-back', person: maya }), pause(maya));
    const held = after(waits, byTherapist({ kind: 'hold' }), resume);
    expect(held.asks).toMatchObject([{ person: maya, ask: 'pause', answer: null }]);
    expect(after(together, pause(maya), resume).asks).toEqual([]);
  });

  const help = byPerson(maya, { kind: 'ask', ask: 'help' });
  const seen = (ask: 'help' | 'pass') =>
    byTherapist({ kind: 'answer-ask', person: maya, ask, words: null });

  test('[S11] what was answered is no longer said after a break or a wait, and what was not still is', () => {
    const sendBack = byTherapist({ kind: 'send-back', person: maya });
    const hold = byTherapist({ kind: 'hold' });
    for (const round of [
      [hold, resume],
      [sendBack, letIn(maya)],
    ] as const) {
      expect(after(together, help, seen('help'), ...round).asks).toEqual([]);
      expect(after(together, help, ...round).asks).toMatchObject([{ ask: 'help', answer: null }]);
    }
  });

  test('[S11][V6] an answered pass is no longer said once its turn is over, and stays where that is not seen', () => {
    const pass = byPerson(maya, { kind: 'ask', ask: 'pass' });
    const floor = (to: 'nobody' | PersonId, minutes: number | null) =>
      byTherapist({ kind: 'give-floor', to, minutes });
    const answered = after(together, floor(daniel, null), pass, seen('pass'));
    expect(after(answered, floor(daniel, 3)).asks).toHaveLength(1);
    expect(after(answered, floor(elena, null)).asks).toEqual([]);
    const held = after(answered, byTherapist({ kind: 'hold' }), floor(elena, null));
    expect(held.asks).toHaveLength(1);
  });

  test('[H3] what was on the shared board before a restart is on a therapist’s page before people share it again', () => {
    const held = after(together, byTherapist({ kind: 'hold' }));
    const going = (session: Session) =>
      decide(session, resume.command, {
        ...{ by: resume.by, standing: 'therapist', planRefusal: null },
        ...{ supervised: true, inkUnseen: true, players: [], letter: null },
      });
    expect(going(held)).toEqual({ refused: { reason: 'ink-unseen' } });
    const apart = after(held, byTherapist({ kind: 'change-step', step: 'apart' }));
    expect(going(apart)).toEqual({ events: [{ kind: 'resumed' }] });
  });
});

describe('leaving', () => {
  test('[S12] who is seen out or removed is told what everybody is told at the end', () => {
    const viewOfMaya = (session: Session): string =>
      JSON.stringify(visibleTo({ as: 'person', id: maya }, session, cast, new Set()));
    const atTheEnd = viewOfMaya(after(together, byTherapist({ kind: 'end' })));
    for (const kind of ['see-out', 'remove'] as const) {
      const gone = after(together, byTherapist({ kind, person: maya }));
      expect(viewOfMaya(gone)).toBe(atTheEnd);
      expect(zonesOfPerson(gone, maya)).toEqual([]);
      expect(reasonOf(gone, byPerson(maya, { kind: 'ask', ask: 'help' }))).toBe('has-ended');
      expect(after(gone, letIn(maya)).letIn).toContain(maya);
    }
  });

  test('[S12] words to who has left are refused, since nobody would read them, and a plain "seen" is not', () => {
    const asked = after(together, byPerson(maya, { kind: 'ask', ask: 'help' }));
    const gone = after(asked, byTherapist({ kind: 'see-out', person: maya }));
    const toMaya: readonly Command[] = [
      { kind: 'whisper', person: maya, words: 'Well done' },
      { kind: 'hand-back', person: maya, item: note, comment: 'shorter?' },
      { kind: 'answer-ask', person: maya, ask: 'help', words: 'I am here' },
    ];
    for (const command of toMaya) expect(reasonOf(gone, byTherapist(command))).toBe('has-left');
    const seen = byTherapist({ kind: 'answer-ask', person: maya, ask: 'help', words: null });
    expect(after(gone, seen).asks).toMatchObject([{ answer: { words: null } }]);
    const back = after(gone, letIn(maya));
    for (const command of toMaya) expect(reasonOf(back, byTherapist(command))).toBeNull();
  });

  test('[S12] the others learn of a removal no more than of a sending back', () => {
    const seenBy = (kind: 'send-back' | 'see-out' | 'remove'): string =>
      JSON.stringify(
        visibleTo(
          { as: 'person', id: daniel },
          after(together, byTherapist({ kind, person: maya })),
          cast,
          new Set(),
        ),
      );
    expect(seenBy('remove')).toBe(seenBy('send-back'));
    expect(seenBy('see-out')).toBe(seenBy('send-back'));
  });
});

/** Whatever a command is refused by, or changes, that nothing above reaches. */
describe('the rest of what is decided', () => {
  const oneToOne = after(
    plannedSession({ kind: 'individual', arriving: [maya], leaving: [maya], step: 'board' }),
    byTherapist({ kind: 'open' }),
    letIn(maya),
  );
  const viewOf = (id: PersonId, session: Session) => {
    const view = visibleTo({ as: 'person', id }, session, cast, new Set());
    if (view?.as !== 'person' || view.place !== 'room') throw new Error('not in the room');
    return view;
  };
  const lineOf = (id: PersonId, session: Session) => {
    const view = visibleTo({ as: 'person', id }, session, cast, new Set());
    if (view?.as !== 'person') throw new Error('no view');
    return view.line;
  };

  test('[S2] a therapist asks for nothing in a family member’s place', () => {
    for (const command of [
      { kind: 'ask', ask: 'pause' },
      { kind: 'whisper-back', words: 'hello' },
      { kind: 'choose-picture', picture: 'moon' },
      { kind: 'offer-again', item: note },
    ] as const) {
      expect(reasonOf(together, byTherapist(command))).toBe('not-yours-to-ask');
    }
  });

  test('[S11] whoever is not invited asks for nothing', () => {
    expect(reasonOf(oneToOne, byPerson(daniel, { kind: 'ask', ask: 'break' }))).toBe('not-invited');
  });

  test('[H9] a child who is not in the room stops it for nobody', () => {
    const without = after(together, byTherapist({ kind: 'send-back', person: maya }));
    const asked = after(without, byPerson(maya, { kind: 'ask', ask: 'pause' }));
    expect(asked.phase.name).toBe('open');
    expect(asked.asks).toMatchObject([{ person: maya, ask: 'pause' }]);
  });

  test('[S9] only passing hands the floor back, no other ask', () => {
    const given = after(together, byTherapist({ kind: 'give-floor', to: maya, minutes: null }));
    for (const ask of ['help', 'near'] as const) {
      expect(after(given, byPerson(maya, { kind: 'ask', ask })).floor.of).toBe(maya);
    }
    expect(after(given, byPerson(maya, { kind: 'ask', ask: 'pause' })).floor.of).toBe(maya);
  });

  test('[S9] look only and the floor decide who marks, in an individual session look only alone', () => {
    const looking = byTherapist({ kind: 'look-only', person: maya, on: true });
    const nobody = byTherapist({ kind: 'give-floor', to: 'nobody', minutes: null });
    const onJoint = (session: Session) =>
      capabilityOf(session, { as: 'person', id: maya }, 'joint');
    expect(onJoint(together)).toBe('edit');
    expect(onJoint(after(together, looking))).toBe('view');
    expect(onJoint(after(together, nobody))).toBe('view');
    expect(onJoint(after(oneToOne, looking))).toBe('view');
    expect(onJoint(after(oneToOne, nobody))).toBe('edit');
  });

  test('[S8] in an individual session nothing is in review: its one board is the therapist’s too', () => {
    const check = byTherapist({ kind: 'check-first', person: maya, on: true });
    expect(reasonOf(oneToOne, check)).toBe('joint-only');
    const notes = after(oneToOne, byTherapist({ kind: 'change-step', step: 'notes' }));
    expect(zonesOfPerson(notes, maya)).toEqual([{ zone: 'joint', can: 'edit' }]);
    expect(viewOf(maya, notes)).toMatchObject({ together: false, others: [], floor: 'everyone' });
  });

  test('[B9] cursors are told of at their step alone, and not while the room is held', () => {
    const atStep = (step: Session['step']) =>
      after(together, byTherapist({ kind: 'change-step', step }));
    for (const step of steps) {
      expect(viewOf(maya, atStep(step)).cursors).toBe(step === 'cursors');
      expect(carriesCursors(atStep(step), 'joint')).toBe(step === 'cursors');
    }
    const held = after(atStep('cursors'), byTherapist({ kind: 'hold' }));
    expect(carriesCursors(held, 'joint')).toBe(false);
    expect(carriesCursors(atStep('cursors'), reviewZone(maya))).toBe(false);
  });

  test('[V2] apart, nobody is told whose turn it is on a board they do not see', () => {
    const given = after(
      together,
      byTherapist({ kind: 'give-floor', to: daniel, minutes: null }),
      byTherapist({ kind: 'change-step', step: 'apart' }),
    );
    expect(JSON.stringify(viewOf(maya, given))).not.toContain(daniel);
  });

  test('[S8][V6] the author alone reads a comment, and nothing of what was only left', () => {
    const back = byTherapist({ kind: 'hand-back', person: maya, item: note, comment: 'shorter?' });
    const handed = after(together, back);
    expect(viewOf(maya, handed).handedBack).toEqual([
      { item: note, comment: 'shorter?', by: okafor },
    ]);
    expect(viewOf(daniel, handed).handedBack).toEqual([]);
    const left = after(handed, byTherapist({ kind: 'leave-item', person: maya, item: note }));
    expect(viewOf(maya, left).handedBack).toEqual([]);
    const again = byPerson(maya, { kind: 'offer-again', item: note });
    expect(after(left, again)).toEqual(left); // It was not handed back.
    // An item of the same name in another's review is another item.
    const both = after(
      handed,
      byTherapist({ kind: 'hand-back', person: daniel, item: note, comment: 'shorter?' }),
    );
    const offered = after(both, byPerson(daniel, { kind: 'offer-again', item: note }));
    expect(offered.reviewed).toMatchObject([{ person: maya }]);
    expect(answerTo(handed, byPerson(daniel, { kind: 'offer-again', item: note }))).toEqual({
      events: [],
    });
  });

  test('[V6] a picture is on its child’s own screen alone', () => {
    const chosen = after(together, byPerson(maya, { kind: 'choose-picture', picture: 'fish' }));
    expect(lineOf(maya, chosen).picture).toBe('fish');
    expect(lineOf(daniel, chosen).picture).toBe('star');
  });

  test('[S4] closing words are on every screen in the room, once, until they are taken away', () => {
    const say = byTherapist({ kind: 'say-closing', words: 'Thank you' });
    const said = after(together, say);
    for (const id of family) expect(viewOf(id, said).closing).toBe('Thank you');
    expect(answerTo(said, say)).toEqual({ events: [] });
    const taken = after(said, byTherapist({ kind: 'say-closing', words: null }));
    expect(viewOf(maya, taken).closing).toBeNull();
  });

  test('[S9] only the therapist sees how long a turn is meant to last, and an endless one given twice is one', () => {
    const give = (minutes: number | null) => byTherapist({ kind: 'give-floor', to: maya, minutes });
    const timed = after(together, give(2));
    expect(visibleTo({ as: 'therapist', id: okafor }, timed, cast, new Set())).toMatchObject({
      floor: { of: maya, softEndsAt: 121_000 },
    });
    expect(viewOf(maya, timed).floor).toBe(maya);
    expect(viewOf(maya, timed)).toEqual(viewOf(maya, after(together, give(null))));
    const endless = after(together, give(null));
    expect(answerTo(endless, give(null))).toEqual({ events: [] });
  });

  test('[S4] an answer to what was never asked, and the same answer again, change nothing', () => {
    const answer = (said: string | null) =>
      byTherapist({ kind: 'answer-ask', person: maya, ask: 'help', words: said });
    expect(answerTo(together, answer('I am here'))).toEqual({ events: [] });
    const asked = after(together, byPerson(maya, { kind: 'ask', ask: 'help' }));
    const answered = after(asked, answer('I am here'));
    for (const said of [null, 'I am here']) {
      expect(answerTo(answered, answer(said))).toEqual({ events: [] });
    }
    expect(lineOf(maya, after(answered, answer('Coming'))).asks[0]?.words).toBe('Coming');
  });

  test('[S11] of the words with one person the oldest leave the screen, never another’s', () => {
    const whisper = (id: PersonId, said: string) =>
      byTherapist({ kind: 'whisper', person: id, words: said });
    const many = Array.from({ length: maxWhispersShown + 1 }, (_, at) =>
      whisper(maya, `word ${String(at)}`),
    );
    const full = after(together, whisper(daniel, 'breathe'), ...many);
    expect(lineOf(daniel, full).whispers).toHaveLength(1);
    expect(lineOf(maya, full).whispers).toHaveLength(maxWhispersShown);
    expect(lineOf(maya, full).whispers[0]?.words).toBe('word 1');
    expect(full.sayings[maya] ?? 0).toBe(0); // A therapist's words are not counted as hers.
  });

  test('[S12] who is sent back after leaving waits again, and at the end nobody is in', () => {
    const back = after(
      together,
      byTherapist({ kind: 'see-out', person: maya }),
      byTherapist({ kind: 'send-back', person: maya }),
    );
    const seen = visibleTo({ as: 'person', id: maya }, back, cast, new Set());
    expect(seen).toMatchObject({ as: 'person', place: 'waiting' });
    expect(after(together, byTherapist({ kind: 'end' })).letIn).toEqual([]);
  });

  test('[V5] a therapist has no zone of who is not invited, and none before the opening or after the end', () => {
    const can = (session: Session, zone: Zone) =>
      capabilityOf(session, { as: 'therapist', id: okafor }, zone);
    expect(can(oneToOne, ownZone(daniel))).toBe('none');
    expect(can(together, ownZone(daniel))).toBe('edit');
    expect(can(planned, 'joint')).toBe('none');
    expect(can(after(together, byTherapist({ kind: 'end' })), 'joint')).toBe('none');
  });

  test('[S10] what was read is all its words, or every point of a stroke', () => {
    const place = { id: note, by: maya };
    for (const kind of ['note', 'text'] as const) {
      expect(fingerprintOf(bornItem(kind, { ...place, text: 'one' }))).not.toBe(
        fingerprintOf(bornItem(kind, { ...place, text: 'two' })),
      );
    }
    expect(fingerprintOf(bornItem('ink', { ...place, points: [0, 0, 1] }))).not.toBe(
      fingerprintOf(bornItem('ink', { ...place, points: [0, 0, 2] })),
    );
  });
});
