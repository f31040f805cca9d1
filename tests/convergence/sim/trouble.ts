/** What happens in a simulated session, one thing at a time, as chance has it. */
import type { ItemId } from '../../../shared/ids.ts';
import type { Command } from '../../../shared/session/commands.ts';
import { steps } from '../../../shared/session/step.ts';
import { anAct } from './acts.ts';
import { cheat, type Cheat } from './cheats.ts';
import type { Desk } from './desk.ts';
import { family, ines } from './people.ts';
import type { World } from './world.ts';

export interface Trouble {
  /** Lets one thing happen. */
  happen(): void;
  /** From now on the storage is well, lines hold, the therapist says what it sees, nobody cheats. */
  end(): void;
  readonly cheats: readonly Cheat[];
}

/** Below the clientIDs that one person may claim. */
const mostCheats = 40;

export function createTrouble(world: World): Trouble {
  const { chance, server, storage, therapist, pages } = world;
  const cheats: Cheat[] = [];

  const anyDesk = (): Desk | undefined => chance.oneOf(pages.flatMap((page) => page.shown()));

  function draw(): void {
    const desk = anyDesk();
    if (!desk) return;
    for (let many = chance.whole(1, 3); many > 0; many -= 1) {
      const act = anAct(desk.hands(), world.newItemId(), chance);
      if (act) desk.do(act);
    }
  }

  function aCommand(): Command | null {
    const person = chance.oneOf(family);
    const desk = chance.oneOf(therapist.shown());
    const item = desk && chance.oneOf([...desk.doc().getMap('items').keys()]);
    const step = chance.oneOf(steps);
    const what = chance.whole(0, 99);
    if (what < 15) return { kind: 'hold' };
    if (what < 45) return { kind: 'resume' };
    if (what < 55) return step ? { kind: 'change-step', step } : null;
    if (what < 60) return person ? { kind: 'send-back', person } : null;
    if (what < 75) return person ? { kind: 'let-in', person } : null;
    if (!desk || !item) return null;
    const on = { zone: desk.zone, items: [item as ItemId] }; // As the page has it.
    if (what < 85) return { kind: 'lock-items', ...on, locked: chance.percent(50) };
    if (what < 92) return { kind: 'hide-items', ...on, hidden: chance.percent(50) };
    if (what < 99) return { kind: 'take-down-items', ...on };
    return { kind: 'clear-board', zone: desk.zone };
  }

  function lie(): void {
    const victim = chance.oneOf(world.desks().filter((desk) => desk.who !== ines));
    if (!victim || cheats.length === mostCheats) return;
    cheats.push(
      cheat({
        who: ines,
        victimsClientId: victim.doc().clientID,
        newId: world.newItemId(),
        chance,
        server,
      }),
    );
  }

  function seenLater(): void {
    for (const desk of therapist.shown())
      desk.setSeenWithin(chance.oneOf([1, 5, 5, 300, null]) ?? null);
  }

  return {
    happen() {
      const what = chance.whole(0, 999);
      if (what < 700) draw();
      else if (what < 760) anyDesk()?.point(chance.whole(0, 900));
      else if (what < 820) anyDesk()?.cut();
      else if (what < 900) {
        const command = aCommand();
        if (command) therapist.command(command);
      } else if (what < 925) seenLater();
      else if (what < 945) lie();
      else if (what < 957) chance.oneOf(pages)?.lose();
      else if (what < 970) anyDesk()?.setSlow(chance.percent(50));
      else if (what < 985) server.keepSnapshot();
      else if (what < 996)
        storage.setWeather(chance.oneOf(['well', 'well', 'slow', 'bad']) ?? 'well');
      else server.kill();
    },
    end() {
      storage.setWeather('well');
      for (const one of cheats) one.leave();
      for (const desk of world.desks()) desk.setSlow(false);
      for (const desk of world.therapist.desks.values()) desk.setSeenWithin(2);
    },
    cheats,
  };
}
