/** Asking for a saved board as a file, and keeping it on this device. */
import type { Zone } from '../../shared/board/zone.ts';
import type { Instant, SessionId } from '../../shared/ids.ts';
import type { ExportFormat, ExportPaper } from '../../shared/wire/http.ts';

export interface ExportWish {
  readonly zone: Zone;
  readonly paper: ExportPaper;
  readonly isSplit: boolean;
  /** With what a therapist hid from the family. */
  readonly withHidden: boolean;
}

export function exportPath(
  session: SessionId,
  format: ExportFormat,
  { zone, paper, isSplit, withHidden }: ExportWish,
): string {
  const query = new URLSearchParams({ zone });
  if (format === 'pdf') query.set('paper', paper);
  if (format === 'pdf' && isSplit) query.set('split', '1');
  if (withHidden) query.set('hidden', '1');
  return `/api/sessions/${session}/board.${format}?${query.toString()}`;
}

/** With the day of the session, and nobody's name. */
export function fileName(endedAt: Instant | null, format: ExportFormat): string {
  if (endedAt === null) return `board.${format}`;
  const day = new Date(endedAt);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return `board-${parts.map((part) => String(part).padStart(2, '0')).join('-')}.${format}`;
}

/** As the browser keeps any download. */
export function keepFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
