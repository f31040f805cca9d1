/** A practice with one family and a joint session ready to open, made over HTTP. */
import type {
  ComeAnswer,
  FamilyAnswer,
  HereAnswer,
  Me,
  NewSessionAnswer,
} from '../../shared/wire/http.ts';
import type { PersonId, SessionId, TherapistId } from '../../shared/ids.ts';
import type { SessionPlan } from '../../shared/session/plan.ts';
import { Browser, InkPage, RoomPage } from './outsider.ts';

export const password = 'a quiet room with two chairs';

/** Does the request and expects it to be done. */
export async function done<Body>(
  browser: Browser,
  method: string,
  path: string,
  body?: unknown,
): Promise<Body> {
  const answer = await browser.send<Body>(method, path, body);
  if (answer.status >= 300)
    throw new Error(`${method} ${path}: ${String(answer.status)} ${answer.text}`);
  return answer.body;
}

/** A member of the family with a browser of their own that has taken its personal link. */
export interface Guest {
  readonly id: PersonId;
  readonly browser: Browser;
  /** The id of the personal link: `as` for sockets. */
  readonly as: string;
}

export interface Practice {
  readonly url: string;
  readonly therapist: Browser;
  readonly therapistId: TherapistId;
  readonly family: FamilyAnswer;
  readonly session: SessionId;
  readonly links: NewSessionAnswer['links'];
  personNamed(firstName: string): PersonId;
  /** Opens the personal link, in a new browser if left out, and says "yes, that's me". */
  arrive(firstName: string, browser?: Browser): Promise<Guest>;
  therapistPage(): RoomPage;
  page(guest: Guest): RoomPage;
  /** Supervises: what the family draws passes between them only while one is there. */
  therapistInk(zone?: ConstructorParameters<typeof InkPage>[1]['zone']): InkPage;
  ink(guest: Guest, zone?: ConstructorParameters<typeof InkPage>[1]['zone']): InkPage;
}

/** Maya (child), Daniel and Elena (parents); Maya and Daniel are planned if nothing else is said, all are ready. */
export async function aPractice(
  url: string,
  plan: Partial<SessionPlan> = {},
  whoComes: readonly string[] = ['Maya', 'Daniel'],
): Promise<Practice> {
  const therapist = new Browser(url);
  const me = await done<Me>(therapist, 'POST', '/api/first-start', {
    practice: 'Lindenhof Practice',
    name: 'Dr. Okafor',
    email: 'okafor@example.test',
    password,
  });
  const made = await done<FamilyAnswer>(therapist, 'POST', '/api/families', {
    title: "Maya's family",
    reference: '',
    people: [
      { role: 'child', firstName: 'Maya', relation: '', ageBand: '6-9' },
      { role: 'parent', firstName: 'Daniel', relation: 'Dad', ageBand: null },
      { role: 'parent', firstName: 'Elena', relation: 'Mum', ageBand: null },
    ],
  });
  const idOf = (firstName: string): PersonId => {
    const found = made.people.find((one) => one.firstName === firstName);
    if (!found) throw new Error(`nobody is called ${firstName}`);
    return found.id;
  };
  let family = made;
  for (const { id } of made.people) {
    family = await done(therapist, 'PATCH', `/api/families/${made.id}/people/${id}`, {
      ready: true,
    });
  }
  const coming = whoComes.map(idOf);
  if (whoComes.includes('Daniel') && whoComes.includes('Elena')) {
    const meeting = { one: idOf('Daniel'), other: idOf('Elena'), mayMeet: true };
    await done(therapist, 'PUT', `/api/families/${made.id}/meetings`, meeting);
  }
  const planned = await done<NewSessionAnswer>(
    therapist,
    'POST',
    `/api/families/${made.id}/sessions`,
    {
      kind: 'joint',
      title: '',
      arriving: coming,
      leaving: coming,
      plannedMinutes: 25,
      step: 'board',
      plannedFor: null,
      ...plan,
    },
  );
  const session = planned.session.id;

  return {
    url,
    therapist,
    therapistId: me.id,
    family,
    session,
    links: planned.links,
    personNamed: idOf,
    async arrive(firstName, browser = new Browser(url)) {
      const id = idOf(firstName);
      const link = planned.links.find((one) => one.person === id);
      const token = new URL(link?.url ?? 'http://nobody.invalid').hash.slice(1);
      const { link: as } = await done<ComeAnswer>(browser, 'POST', '/api/come', { token });
      await done<HereAnswer>(browser, 'POST', `/api/here/${as}/confirm`);
      return { id, browser, as };
    },
    therapistPage: () => new RoomPage(therapist, { session, as: 'therapist' }),
    page: (guest) => new RoomPage(guest.browser, { session, as: guest.as }),
    therapistInk: (zone = 'joint') =>
      new InkPage(therapist, { session, as: 'therapist', zone, supervises: true }),
    ink: (guest, zone = 'joint') => new InkPage(guest.browser, { session, as: guest.as, zone }),
  };
}
