import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { personId, therapistId } from '../ids.ts';
import { apply, ImpossibleEvent } from './apply.ts';
import type { Command } from './commands.ts';
import { decide, unsupervised, type Asking } from './decide.ts';
import type { SessionEvent } from './events.ts';
import { plannedSession, type Asker, type Session } from './session.ts';
import { steps } from './step.ts';
import { visibleTo, type Cast } from './visible-to.ts';
import { capabilityOf, ownZone, zonesOf } from '../board/zone.ts';

const uuid = (n: number): string => `019c0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const [maya, daniel, elena] = [1, 2, 3].map((n) => v.parse(personId, uuid(n))) as [
  never,
  never,
  never,
];
const okafor = v.parse(therapistId, uuid(9));
const therapist: Asker = { as: 'therapist', id: okafor };
const person = (id: typeof maya): Asker => ({ as: 'person', id });

const joint = plannedSession({
  kind: 'joint',
  arriving: [maya, daniel],
  leaving: [daniel, maya],
  step: 'board',
});
const cast: Cast = {
  title: 'Joint session 4',
  family: "Maya's family",
  plannedMinutes: 25,
  people: [
    {
      id: maya,
      firstName: 'Maya',
      role: 'child',
      ageBand: '6-9',
      colour: 'lake',
      shape: 'diamond',
    },
    {
      id: daniel,
      firstName: 'Daniel',
      role: 'parent',
      ageBand: null,
      colour: 'plum',
      shape: 'circle',
    },
  ],
  therapists: [{ id: okafor, name: 'Dr. Okafor' }],
};
const asking = (by: Asker, more: Partial<Asking> = {}): Asking => ({
  by,
  standing: 'adult',
  planRefusal: null,
  supervised: true,
  inkUnseen: false,
  players: [],
  letter: null,
  ...more,
});

/** Does it, or throws the refusal. */
function after(session: Session, ...commands: Command[]): Session {
  return commands.reduce((now, command) => {
    const decision = decide(now, command, asking(therapist));
    if ('refused' in decision) throw new Error(decision.refused.reason);
    return decision.events.reduce((state, event) => apply(state, event, 1_000), now);
  }, session);
}
const letIn = (id: typeof maya): Command => ({ kind: 'let-in', person: id });
const open = after(joint, { kind: 'open' });
const both = after(open, letIn(maya), letIn(daniel));
const held = after(both, { kind: 'hold' });

const anyPerson = fc.constantFrom(maya, daniel, elena);
const anyCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.constantFrom<Command>({ kind: 'open' }, { kind: 'hold' }, { kind: 'resume' }),
  fc.constantFrom(...steps).map((step): Command => ({ kind: 'change-step', step })),
  anyPerson.map((id): Command => ({ kind: 'let-in', person: id })),
  anyPerson.map((id): Command => ({ kind: 'send-back', person: id })),
  fc.constant<Command>({ kind: 'end' }),
);
const anyAsker = fc.oneof(
  { weight: 4, arbitrary: fc.constant(therapist) },
  { weight: 1, arbitrary: anyPerson.map(person) },
);

describe('phases', () => {
  test('[S1] a session goes from planned through open and held to ended', () => {
    const ended = after(held, { kind: 'resume' }, { kind: 'end' });
    expect([joint, open, held, ended].map((one) => one.phase.name)).toEqual([
      'planned',
      'open',
      'held',
      'ended',
    ]);
  });

  test('[S1] an event that does not fit the phase is not folded', () => {
    const misfits: [Session, SessionEvent][] = [
      [joint, { kind: 'resumed' }],
      [joint, { kind: 'ended' }],
      [joint, { kind: 'held', cause: 'therapist' }],
      [held, { kind: 'held', cause: 'therapist' }],
      [both, { kind: 'let-in', person: maya }],
    ];
    for (const [session, event] of misfits) {
      expect(() => apply(session, event, 1)).toThrow(ImpossibleEvent);
    }
  });

  test('[S1] whatever is asked by whomever, the events that come of it can be folded', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyAsker, anyCommand), { maxLength: 40 }), (acts) => {
        let session = joint;
        for (const [by, command] of acts) {
          const decision = decide(session, command, asking(by));
          if ('refused' in decision) continue;
          for (const event of decision.events) session = apply(session, event, 5);
        }
        expect(session.letIn.every((id) => session.arriving.includes(id))).toBe(true);
        expect(new Set(session.letIn).size).toBe(session.letIn.length);
      }),
    );
  });

  test('[S7] folding the events again gives the same session at every length', () => {
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 30 }), (commands) => {
        const log: SessionEvent[] = [];
        let session = joint;
        for (const command of commands) {
          const decision = decide(session, command, asking(therapist));
          if ('refused' in decision) continue;
          for (const event of decision.events) {
            session = apply(session, event, 7);
            log.push(event);
          }
          expect(log.reduce((state, event) => apply(state, event, 7), joint)).toEqual(session);
        }
      }),
    );
  });
});

describe('refusals', () => {
  test('[S2] a command of a family member is refused in every phase', () => {
    fc.assert(
      fc.property(
        anyPerson,
        anyCommand,
        fc.constantFrom(joint, open, both, held),
        (id, command, session) => {
          expect(decide(session, command, asking(person(id)))).toEqual({
            refused: { reason: 'therapist-only' },
          });
        },
      ),
    );
  });

  test.each<[string, Session, Command]>([
    ['not-opened-yet', joint, { kind: 'hold' }],
    ['not-opened-yet', joint, { kind: 'end' }],
    ['not-invited', open, { kind: 'let-in', person: elena }],
    ['has-ended', after(open, { kind: 'end' }), { kind: 'resume' }],
  ])('[S2] out of phase is refused with %s', (reason, session, command) => {
    expect(decide(session, command, asking(therapist))).toEqual({ refused: { reason } });
  });

  test('[S3] a plan that would be refused now is not opened', () => {
    const planRefusal = { reason: 'not-ready', people: [daniel] } as const;
    expect(decide(joint, { kind: 'open' }, asking(therapist, { planRefusal }))).toEqual({
      refused: planRefusal,
    });
  });

  test('[S4] pressing twice changes nothing the second time', () => {
    const twice: [Session, Command][] = [
      [held, { kind: 'hold' }],
      [both, { kind: 'resume' }],
      [both, letIn(maya)],
      [both, { kind: 'open' }],
      [after(open, { kind: 'end' }), { kind: 'end' }],
      [open, { kind: 'send-back', person: maya }],
      [open, { kind: 'change-step', step: 'board' }],
    ];
    for (const [session, command] of twice) {
      expect(decide(session, command, asking(therapist))).toEqual({ events: [] });
    }
  });

  test('[H4] without a therapist connected nothing is opened or resumed', () => {
    const alone = asking(therapist, { supervised: false });
    const refused = { refused: { reason: 'no-therapist-here' } };
    expect(decide(joint, { kind: 'open' }, alone)).toEqual(refused);
    expect(decide(held, { kind: 'resume' }, alone)).toEqual(refused);
  });

  test('[H2] losing supervision holds an open room and nothing else', () => {
    expect(unsupervised(both, 'supervision-lost')).toEqual([
      { kind: 'held', cause: 'supervision-lost' },
    ]);
    for (const other of [joint, held, after(open, { kind: 'end' })]) {
      expect(unsupervised(other, 'supervision-lost')).toEqual([]);
    }
  });
});

describe('what a viewer sees', () => {
  const text = (viewer: Asker, session: Session, here: (typeof maya)[] = []): string =>
    JSON.stringify(visibleTo(viewer, session, cast, new Set(here)));

  test('[V1] who waits sees the same whatever goes on in the room', () => {
    const others = [
      open,
      after(open, letIn(daniel)),
      after(open, letIn(daniel), { kind: 'hold' }),
      after(open, { kind: 'change-step', step: 'apart' }),
    ];
    for (const session of others) {
      expect(text(person(maya), session, [daniel])).toBe(text(person(maya), joint));
    }
  });

  test('[V2] another is a first name, a colour and a shape, and only when together', () => {
    const view = visibleTo(person(daniel), both, cast, new Set());
    expect(view).toMatchObject({
      others: [{ id: maya, firstName: 'Maya', colour: 'lake', shape: 'diamond' }],
    });
    expect(text(person(daniel), both)).not.toMatch(/6-9|"connected"|"ready"|25/);
    expect(text(person(daniel), after(both, { kind: 'change-step', step: 'apart' }))).not.toContain(
      'Maya',
    );
    expect(text(person(daniel), held)).not.toContain('Maya');
    expect(text(person(daniel), after(both, { kind: 'send-back', person: maya }))).not.toContain(
      'Maya',
    );
  });

  test('[V2] the order of the others never tells who came first', () => {
    const three = plannedSession({
      kind: 'joint',
      arriving: [maya, daniel, elena],
      leaving: [maya, daniel, elena],
      step: 'board',
    });
    const all: Cast = {
      ...cast,
      people: [
        ...cast.people,
        {
          id: elena,
          firstName: 'Elena',
          role: 'parent',
          ageBand: null,
          colour: 'ochre',
          shape: 'square',
        },
      ],
    };
    const one = after(three, { kind: 'open' }, letIn(maya), letIn(daniel), letIn(elena));
    const other = after(three, { kind: 'open' }, letIn(elena), letIn(daniel), letIn(maya));
    expect(visibleTo(person(elena), one, all, new Set())).toEqual(
      visibleTo(person(elena), other, all, new Set()),
    );
  });

  test('[V3] a view of the family does not depend on who is connected', () => {
    for (const session of [joint, open, both, held]) {
      expect(text(person(maya), session, [])).toBe(text(person(maya), session, [maya, daniel]));
    }
  });

  test('[V4] the cover is the same whatever the cause', () => {
    const causes = (['therapist', 'supervision-lost', 'restart'] as const).map((cause) =>
      text(person(maya), apply(both, { kind: 'held', cause }, 99)),
    );
    expect(new Set(causes).size).toBe(1);
  });

  test('whoever has no business in a session sees nothing of it', () => {
    expect(visibleTo(person(elena), both, cast, new Set())).toBeNull();
    const stranger: Asker = { as: 'therapist', id: v.parse(therapistId, uuid(77)) };
    expect(visibleTo(stranger, both, cast, new Set())).toBeNull();
  });
});

describe('what a viewer may do with ink', () => {
  test('[H1] held, waiting or ended: no family member has any right to any zone', () => {
    for (const session of [joint, open, held, after(both, { kind: 'end' })]) {
      for (const zone of zonesOf(session)) {
        expect(capabilityOf(session, person(maya), zone)).toBe('none');
      }
    }
  });

  test('[V5] apart, each has an own zone and no right to another', () => {
    const apart = after(both, { kind: 'change-step', step: 'apart' });
    expect(capabilityOf(apart, person(maya), ownZone(maya))).toBe('edit');
    expect(capabilityOf(apart, person(daniel), ownZone(maya))).toBe('none');
    expect(capabilityOf(apart, person(maya), 'joint')).toBe('none');
    expect(capabilityOf(apart, therapist, ownZone(maya))).toBe('edit');
  });
});
