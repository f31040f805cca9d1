/** What the scripts answer, read once; whatever is not ours is left out. */
import * as v from 'valibot';
import { personId, sessionId, type ParticipantId, type SessionId } from '../../shared/ids.ts';
import { roomState, type LinkNumber, type RoomState, type Told } from './presence.ts';

export const beatReply = v.tuple([v.array(v.string()), v.number()]);
export const lookReply = v.tuple([v.number(), v.array(v.array(v.string()))]);
export const versionReply = v.number();

/** A participant is a person or a therapist; their ids look the same. */
const readParticipant = (text: string): ParticipantId | null => {
  const read = v.safeParse(personId, text);
  return read.success ? read.output : null;
};

function readState(text: string): RoomState | null {
  try {
    const read = v.safeParse(roomState, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null; // Not JSON, so not written by us.
  }
}

const stateField = 'state';

/** One process's part of a room as the fields of its hash, field and value in turns. */
export const fieldsOf = ({ links, state }: Told): readonly string[] => [
  ...[...links].flatMap(([link, participant]) => [String(link), participant]),
  ...(state ? [stateField, JSON.stringify(state)] : []),
];

/** The fields of one room as what each process says of it. */
export function readRoom(fields: readonly string[]): ReadonlyMap<string, Told> {
  const parts = new Map<
    string,
    { links: Map<LinkNumber, ParticipantId>; state: RoomState | null }
  >();
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [process = '', field = ''] = (fields[at] ?? '').split('/', 2);
    const value = fields[at + 1] ?? '';
    const part = parts.get(process) ?? { links: new Map(), state: null };
    if (field === stateField) part.state = readState(value) ?? part.state;
    else {
      const participant = readParticipant(value);
      if (participant !== null && /^\d+$/.test(field)) part.links.set(Number(field), participant);
    }
    parts.set(process, part);
  }
  return parts;
}

/** `<version> <session>`; null for anything else. */
export function readChange(message: string): { version: number; room: SessionId } | null {
  const [version = '', room = ''] = message.split(' ', 2);
  const read = v.safeParse(sessionId, room);
  return read.success && /^\d+$/.test(version)
    ? { version: Number(version), room: read.output }
    : null;
}

export const readRooms = (texts: readonly string[]): readonly SessionId[] =>
  texts.flatMap((text) => {
    const read = v.safeParse(sessionId, text);
    return read.success ? [read.output] : [];
  });
