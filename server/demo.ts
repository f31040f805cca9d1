/** A made-up practice and family to try Kinbridge with; asked for over HTTP like by anybody else. */
import type { SessionPlan } from '../shared/session/plan.ts';
import type { FamilyAnswer, NewSessionAnswer } from '../shared/wire/http.ts';

export interface Demo {
  readonly url: string;
  readonly therapist: { readonly email: string; readonly password: string };
  readonly links: readonly { readonly person: string; readonly url: string }[];
}

const email = 'okafor@example.test';

/** Fills an empty, running Kinbridge. @throws when it is not empty. */
export async function fillWithDemo(
  { url, port }: { readonly url: string; readonly port: number },
  password: string,
): Promise<Demo> {
  let cookie = '';
  async function ask<Answer>(method: string, path: string, body: unknown): Promise<Answer> {
    const answer = await fetch(`http://localhost:${String(port)}/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', origin: url, cookie },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`the demo could not be made: ${path} ${String(answer.status)}`);
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return (await answer.json()) as Answer; // Our own server of this very version.
  }

  const practice = 'Lindenhof Practice';
  await ask('POST', '/first-start', { practice, name: 'Dr. Okafor', email, password });
  const family = await ask<FamilyAnswer>('POST', '/families', {
    title: 'Maya’s family',
    reference: 'Demo 1',
    people: [
      { role: 'child', firstName: 'Maya', relation: '', ageBand: '6-9' },
      { role: 'parent', firstName: 'Daniel', relation: 'Dad', ageBand: null },
      { role: 'parent', firstName: 'Elena', relation: 'Mum', ageBand: null },
    ],
  });
  const ids = family.people.map((one) => one.id);
  for (const id of ids) await ask('PATCH', `/families/${family.id}/people/${id}`, { ready: true });
  const [, daniel, elena] = ids;
  await ask('PUT', `/families/${family.id}/meetings`, { one: daniel, other: elena, mayMeet: true });
  const plan: SessionPlan = {
    kind: 'joint',
    title: '',
    arriving: ids,
    leaving: [...ids].reverse(),
    plannedMinutes: 25,
    step: 'board',
    plannedFor: null,
  };
  const { links } = await ask<NewSessionAnswer>('POST', `/families/${family.id}/sessions`, plan);
  return {
    url,
    therapist: { email, password },
    links: links.map((link) => ({
      person: family.people.find((one) => one.id === link.person)?.firstName ?? '',
      url: link.url,
    })),
  };
}

/** The demo as a person reads it, one line each. */
export const demoLines = ({ url, therapist, links }: Demo): readonly string[] => [
  '',
  'A made-up practice to try things with. It is gone when you stop it.',
  `  Therapist: ${url}  (Dr. Okafor, ${therapist.email}, password: ${therapist.password})`,
  ...links.map((link) => `  ${link.person}: ${link.url}`),
  'Open each personal link in a browser window of its own.',
  '',
];
