/** The tables, once for SQLite and Postgres. Instants are milliseconds, flags are 0 or 1. */
import type { Insertable, Kysely, Selectable } from 'kysely';

type Flag = 0 | 1;

export interface Tables {
  practice: { id: string; name: string; created_at: number };
  therapist: {
    id: string;
    practice_id: string;
    name: string;
    email: string;
    password_hash: string;
    created_at: number;
  };
  sign_in: {
    token_hash: string;
    therapist_id: string;
    created_at: number;
    seen_at: number;
  };
  colleague_invitation: {
    token_hash: string;
    practice_id: string;
    invited_by: string;
    expires_at: number;
    used_at: number | null;
  };
  family: {
    id: string;
    practice_id: string;
    title: string;
    reference: string;
    remark: string;
    archived: Flag;
    created_at: number;
  };
  family_therapist: { family_id: string; therapist_id: string };
  /** Who may read a family's records, and with `notes` its private notes, and nothing more. */
  family_reviewer: { family_id: string; therapist_id: string; notes: Flag };
  person: {
    id: string;
    family_id: string;
    first_name: string;
    relation: string;
    role: string;
    age_band: string | null;
    colour: string;
    shape: string;
    ready: Flag;
    /** The order in which people were added. */
    position: number;
  };
  meeting_rule: { family_id: string; one: string; other: string; may_meet: Flag };
  session: {
    id: string;
    family_id: string;
    kind: string;
    title: string;
    planned_minutes: number;
    step: string;
    planned_for: number | null;
    state: string;
    opened_at: number | null;
    ended_at: number | null;
    called_off: Flag;
    created_at: number;
  };
  session_person: { session_id: string; person_id: string; arriving: number; leaving: number };
  /** A personal link. Renewing one replaces its row's token; `device_hash` is whose browser holds it. */
  invitation: {
    id: string;
    session_id: string;
    person_id: string;
    token_hash: string;
    device_hash: string | null;
    confirmed: Flag;
    revoked: Flag;
    expires_at: number;
  };
  room: { session_id: string; head_seq: number; epoch: number; closed: Flag };
  /** A stretch of a room's log; `bytes` as log-codec.ts packs them. */
  log_segment: { session_id: string; from_seq: number; to_seq: number; bytes: Uint8Array };
  /** SQLite only: what rooms appended and is not yet in segments; see journal.ts. */
  journal: { id: number; bytes: Uint8Array };
  snapshot: { session_id: string; seq: number; zone: string; state: Uint8Array };
  client_id: { session_id: string; client_id: number; participant_id: string };
  /** Apart on purpose: nothing that reads boards, records or families joins it. */
  private_note: {
    session_id: string;
    id: string;
    therapist_id: string;
    at: number;
    /** Where the room's log ended then. */
    seq: number;
    text: string;
    edited_at: number | null;
    /** 'whole', or an instant of the session; null: where it was written. */
    pin: string | null;
  };
  /** What a private note said before each change; gone with it. */
  private_note_version: {
    session_id: string;
    note_id: string;
    n: number;
    at: number;
    text: string;
  };
  /** Made anew by the server; `size` is that of `bytes`. */
  picture: {
    id: string;
    session_id: string;
    therapist_id: string;
    at: number;
    type: string;
    width: number;
    height: number;
    size: number;
    bytes: Uint8Array;
  };
  /** Of a practice, and of no family: who kept it from which board is not stored. */
  template: { id: string; practice_id: string; at: number; title: string; items: string };
  /** Of a session that has some planned. */
  session_exercises: { session_id: string; exercises: string };
  /** Half-typed answers; gone with the answer, at the latest with the session. */
  exercise_draft: {
    session_id: string;
    n: number;
    person_id: string;
    step: string;
    field: string;
    words: string;
  };
  /** Approved, and the child's to open. */
  letter: {
    session_id: string;
    n: number;
    family_id: string;
    from_id: string;
    to_id: string;
    at: number;
    words: string;
    state: string;
    may_tell: Flag;
  };
  /** Exercises in an order a practice keeps, of no family. */
  exercise_plan: { id: string; practice_id: string; at: number; title: string; exercises: string };
  /** Of a family, over all its sessions; `deed` as JSON. */
  goal_log: { family_id: string; seq: number; at: number; deed: string };
  /** Beside its line in the trail: what kind of export, and why. */
  export_made: {
    audit_id: string;
    family_id: string;
    kind: string;
    basis: string | null;
    words: string | null;
  };
  /** What a practice says of its role in its summaries; as JSON. */
  export_words: { practice_id: string; words: string };
  /** A family whose records may not be torn up. */
  legal_hold: { family_id: string; since: number; therapist_id: string; reason: string };
  /** Ed25519, as DER. */
  practice_key: {
    practice_id: string;
    public_key: Uint8Array;
    private_key: Uint8Array;
    made_at: number;
  };
  /** What is left of a session; `bytes` as server/record/packed.ts packs them. */
  record: { session_id: string; bytes: Uint8Array; seal: string };
  record_summary: {
    session_id: string;
    family_id: string;
    kind: string;
    title: string;
    opened_at: number;
    ended_at: number;
  };
  /** Who and what a record is about; `what` is person, exercise or goal, in the order of `place`. */
  record_about: { session_id: string; what: string; place: number; name: string };
  /** Empty: there is nothing to show. */
  record_thumbnail: { session_id: string; png: Uint8Array };
  /** Before there were records. */
  saved_zone: { session_id: string; zone: string; items: string };
  audit: {
    id: string;
    at: number;
    practice_id: string;
    by: string | null;
    act: string;
    subject: string | null;
  };
}

export type Db = Kysely<Tables>;
export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;
export type NewRow<Table extends keyof Tables> = Insertable<Tables[Table]>;

export const flag = (yes: boolean): Flag => (yes ? 1 : 0);
