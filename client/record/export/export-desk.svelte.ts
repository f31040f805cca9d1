/** One export as a therapist puts it together: chosen, reasoned, looked at, blacked out, made. */
import type { FamilyId, Instant, PersonId, SessionId } from '../../../shared/ids.ts';
import {
  exportWish,
  type ExportBoards,
  type ExportChoices,
  type ExportKind,
  type ExportPreview,
  type ExportWish,
  type LegalBasis,
} from '../../../shared/record/export.ts';
import { usualExportWords, type ExportWords } from '../../../shared/record/export-words.ts';
import { nothingHidden, type Redaction } from '../../../shared/record/redaction.ts';
import type { ExportFormat, ExportPaper } from '../../../shared/wire/http.ts';
import { Asked } from '../../practice/asked.svelte.ts';
import { Attempt } from '../../practice/attempt.svelte.ts';
import type { Requests } from '../../practice/practice.svelte.ts';
import { hasRedaction, isWritten, needsReason } from './export-words.ts';

export interface ExportRequests extends Requests {
  fileFor(path: string, body: unknown): Promise<Blob>;
}

/** Midnight at the beginning of a day of a date field, so many days later; null where none is chosen. */
const dayIn = (field: string, daysLater = 0): Instant | null => {
  const [year, month, day] = field.split('-').map(Number);
  if (!year || !month || !day) return null;
  return new Date(year, month - 1, day + daysLater).getTime();
};

/** What was looked at, and the wish it was made of. */
interface Looked {
  readonly wish: ExportWish;
  readonly preview: ExportPreview;
  /** Of a board. */
  readonly picture: Blob | null;
}

export class ExportDesk {
  readonly asked: Asked<ExportChoices>;
  readonly looking = new Attempt();
  readonly making = new Attempt();
  readonly keeping = new Attempt();

  kind = $state<ExportKind>('summary');
  paper = $state<ExportPaper>('a4');
  /** Of date fields. */
  from = $state('');
  until = $state('');
  basis = $state<LegalBasis | ''>('');
  reason = $state('');
  person = $state<PersonId | ''>('');
  session = $state<SessionId | ''>('');
  zone = $state('joint');
  /** The place of a moment, the last by default. */
  moment = $state<number | null>(null);
  format = $state<ExportFormat>('pdf');
  words = $state<ExportWords>(usualExportWords);
  #redaction = $state.raw<Redaction>(nothingHidden);
  #boards = $state.raw<ExportBoards | null>(null);
  #looked = $state.raw<Looked | null>(null);

  readonly #requests: ExportRequests;
  readonly #path: string;

  constructor(family: FamilyId, requests: ExportRequests, session: SessionId | null) {
    this.#requests = requests;
    this.#path = `/api/families/${family}/exports`;
    this.asked = new Asked(() => requests.get<ExportChoices>(this.#path));
    if (session !== null) {
      this.kind = 'board';
      void this.chooseSession(session);
    }
  }

  /** What there is to choose from, and the practice’s own words for its summaries. */
  async begin(): Promise<void> {
    await this.asked.again();
    if (this.asked.value) this.words = this.asked.value.words;
  }

  get redaction(): Redaction {
    return this.#redaction;
  }
  get boards(): ExportBoards | null {
    return this.#boards;
  }
  get looked(): Looked | null {
    return this.#looked;
  }
  /** Whether something is to be blacked out or released that the preview does not show yet. */
  readonly isChanged = $derived.by(() => {
    const wish = this.#looked?.wish;
    return wish !== undefined && 'redaction' in wish && wish.redaction !== this.#redaction;
  });

  /** What is to be hidden or released, as changed; shown by the next look. */
  change(change: Partial<Redaction>): void {
    this.#redaction = { ...this.#redaction, ...change };
  }

  async chooseSession(session: SessionId | ''): Promise<void> {
    this.session = session;
    this.#boards = null;
    this.moment = null;
    this.zone = 'joint';
    if (session === '') return;
    await this.looking.run(async () => {
      const path = `/api/sessions/${session}/export-boards`;
      const boards = await this.#requests.get<ExportBoards>(path);
      if (this.session !== session) return; // Another was chosen meanwhile.
      this.#boards = boards;
      this.zone = boards.zones[0]?.zone ?? 'joint';
    });
  }

  /** As it stands in the fields, checked where it is sent. */
  #values(): unknown {
    const { kind, paper } = this;
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const until = dayIn(this.until, 1);
    return {
      kind,
      ...(kind === 'board' ? {} : { timeZone }),
      ...(kind === 'whole' ? {} : { paper }),
      ...(hasRedaction(kind) ? { redaction: this.#redaction } : {}),
      ...(needsReason(kind) ? { reason: { basis: this.basis, words: this.reason } } : {}),
      ...(kind === 'own-items' || kind === 'own-copy' ? { person: this.person } : {}),
      ...(kind === 'summary'
        ? {
            ...{ from: dayIn(this.from), words: this.words },
            until: until === null ? null : until - 1,
          }
        : {}),
      ...(kind === 'board'
        ? {
            ...{ session: this.session, zone: this.zone, format: this.format },
            at: this.moment === null ? null : (this.#boards?.moments[this.moment] ?? null),
          }
        : {}),
    };
  }

  /** Shows what the file would hold. @returns whether it is shown */
  look(): Promise<boolean> {
    const redaction = this.#redaction;
    return this.looking.check(exportWish, this.#values(), async (read) => {
      const wish: ExportWish = 'redaction' in read ? { ...read, redaction } : read;
      const [preview, picture] = await Promise.all([
        this.#requests.send<ExportPreview>('POST', `${this.#path}/preview`, wish),
        wish.kind === 'board' ? this.#requests.fileFor(`${this.#path}/picture`, wish) : null,
      ]);
      this.#looked = { wish, preview, picture };
    });
  }

  /** Back to the choice; what is hidden and released is kept for the next look. */
  goBack(): void {
    this.#looked = null;
  }

  /** The file, exactly as it was looked at; null when it was not made. */
  async make(): Promise<{ readonly file: Blob; readonly name: string } | null> {
    const looked = this.#looked;
    if (!looked) return null;
    let file: Blob | null = null;
    const isMade = await this.making.run(async () => {
      const { wish, preview } = looked;
      file = await this.#requests.fileFor(this.#path, { wish, seen: preview.seen });
    });
    void this.asked.again();
    return isMade && file ? { file, name: nameOf(looked.wish) } : null;
  }

  keepWords(): Promise<boolean> {
    return this.keeping.run(() => this.#requests.send('PUT', '/api/export-words', this.words));
  }

  isWritten(): boolean {
    return isWritten(this.kind);
  }
}

/** Nobody’s name in it. */
function nameOf(wish: ExportWish): string {
  if (wish.kind === 'board') return `board.${wish.format}`;
  if (wish.kind === 'own-copy' || wish.kind === 'whole') {
    return wish.kind === 'whole' ? 'whole-record.zip' : 'own-copy.zip';
  }
  return `${wish.kind}.pdf`;
}
