/** What the practice keeps, as a board of a session asks for it. */
import type { Zone } from '../../../shared/board/zone.ts';
import type { SessionId, TemplateId } from '../../../shared/ids.ts';
import type { TemplateAnswer } from '../../../shared/wire/http.ts';
import { getJson, sendJson } from '../../connection/http.ts';

/** Each rejects with a TroubleError. */
export interface KeptTemplates {
  list(): Promise<readonly TemplateAnswer[]>;
  /** Keeps what therapists made on this board. */
  keep(title: string): Promise<TemplateAnswer>;
  remove(id: TemplateId): Promise<void>;
}

export const keptTemplates = (session: SessionId, zone: Zone): KeptTemplates => ({
  list: () => getJson('/api/templates'),
  keep: (title) => sendJson('POST', `/api/sessions/${session}/templates`, { zone, title }),
  remove: (id) => sendJson('DELETE', `/api/templates/${id}`),
});
