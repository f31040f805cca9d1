/** A person's page: what it may see on the decisions plane, and a desk for each zone it is shown. */
import type { Zone } from '../../../shared/board/zone.ts';
import type { ParticipantId } from '../../../shared/ids.ts';
import type { Command } from '../../../shared/session/commands.ts';
import type { View } from '../../../shared/session/visible-to.ts';
import type { Chance } from './chance.ts';
import { createDesk, type Desk } from './desk.ts';
import { askerOf } from './people.ts';
import type { Seat, Server } from './server.ts';
import type { Watch } from './watch.ts';

export interface Page {
  readonly who: ParticipantId;
  readonly desks: ReadonlyMap<Zone, Desk>;
  /** The desks it shows now. */
  shown(): readonly Desk[];
  view(): View | null;
  command(command: Command): void;
  /** Loses its link on the decisions plane; it comes back by itself. */
  lose(): void;
}

interface PageParts {
  readonly who: ParticipantId;
  readonly speaks: 'ours' | 'stock';
  readonly chance: Chance;
  readonly server: Server;
  readonly watch: Watch;
}

export function createPage({ who, speaks, chance, server, watch }: PageParts): Page {
  const asker = askerOf(who);
  const desks = new Map<Zone, Desk>();
  let view: View | null = null;
  let seat: Seat | null = null;
  let visit = 0;
  let isTrying = false;

  function deskOf(zone: Zone): Desk {
    const desk = desks.get(zone) ?? createDesk({ who, zone, speaks, chance, server, watch });
    desks.set(zone, desk);
    return desk;
  }

  function zonesShown(): readonly Zone[] {
    if (view === null) return [];
    if (view.as === 'therapist')
      return view.phase === 'open' || view.phase === 'held' ? view.zones : [];
    return view.place === 'room' ? view.boards.map(({ zone }) => zone) : [];
  }

  function show(): void {
    const zones = zonesShown();
    for (const zone of zones) deskOf(zone).want(true);
    for (const [zone, desk] of desks) if (!zones.includes(zone)) desk.want(false);
  }

  function enter(): void {
    const mine = (visit += 1);
    let lastAt = 0;
    const tell = (next: View): void => {
      lastAt = Math.max(lastAt, Date.now() + chance.whole(1, 8));
      setTimeout(() => {
        if (mine !== visit) return;
        view = next;
        show();
      }, lastAt - Date.now());
    };
    const closed = (): void => {
      if (mine === visit) gone();
    };
    void server.enter(asker, tell, closed).then((entered) => {
      if (mine !== visit) entered?.leave();
      else if (entered) seat = entered;
      else gone();
    });
  }

  /** Without this link a page shows what it showed last; a family's board is covered at once. */
  function gone(): void {
    visit += 1;
    seat = null;
    if (view?.as === 'person') {
      view = null;
      show();
    }
    if (isTrying) return;
    isTrying = true;
    setTimeout(
      () => {
        isTrying = false;
        enter();
      },
      chance.whole(5, 80),
    );
  }

  enter();
  return {
    who,
    desks,
    shown: () => zonesShown().map(deskOf),
    view: () => view,
    command: (command) => seat?.command(command),
    lose: () => seat?.leave(),
  };
}
