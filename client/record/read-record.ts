/** A record as the server reads it out, with how its family stands now. */
import type { SessionRecordRead } from '../../shared/record/record.ts';
import type { RecordStanding } from '../../shared/record/standing.ts';
import type { Requests } from '../practice/practice.svelte.ts';

export interface ReadRecord {
  readonly record: SessionRecordRead;
  readonly standing: RecordStanding;
}

/** @param path of the session, "/api/sessions/…" */
export async function readOf(requests: Pick<Requests, 'get'>, path: string): Promise<ReadRecord> {
  const [record, standing] = await Promise.all([
    requests.get<SessionRecordRead>(`${path}/record`),
    requests.get<RecordStanding>(`${path}/record-standing`),
  ]);
  return { record, standing };
}
