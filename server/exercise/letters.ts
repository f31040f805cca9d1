/** A room's letters: the one that is opened in it, and what becomes of one when its exercise ends. */
import { approvedWords, chosenOf } from '../../shared/exercise/kinds/letter.ts';
import type { Letter } from '../../shared/exercise/letter.ts';
import type { SessionId } from '../../shared/ids.ts';
import type { Command } from '../../shared/session/commands.ts';
import type { Session } from '../../shared/session/session.ts';
import type { Clock } from '../clock.ts';
import type { SessionFacts } from '../session/facts.ts';
import type { LetterStore } from '../storage/letter-store.ts';

interface LettersParts {
  readonly room: SessionId;
  readonly store: LetterStore;
  readonly clock: Clock;
}

export interface Letters {
  /** The letter that this command is to open; null when it opens none, or none that is for who is here. */
  openedBy(command: Command, session: Session, facts: SessionFacts): Promise<Letter | null>;
  /**
   * Keeps what the exercise that ends came to: a letter that was approved, or what a child has chosen. To
   * be awaited before the end is decided; doing it again changes nothing.
   */
  endedBy(command: Command, session: Session, facts: SessionFacts): Promise<void>;
}

export const createLetters = ({ room, store, clock }: LettersParts): Letters => ({
  async openedBy(command, { arriving }, { family, cast }) {
    if (command.kind !== 'start-exercise') return null;
    const { letter: key } = command.setting;
    const envelope = cast.letters?.find(
      (one) => one.key.session === key?.session && one.key.n === key.n,
    );
    if (!envelope || !arriving.includes(envelope.to)) return null;
    const words = await store.words(family, envelope.key);
    const { from } = envelope;
    const fromName = cast.people.find(({ id }) => id === from)?.firstName ?? 'Someone';
    return words === null ? null : { from, fromName, words };
  },
  async endedBy(command, { exercises: { running } }, { family }) {
    if (command.kind !== 'end-exercise' && command.kind !== 'end') return;
    if (running?.name !== 'letter') return;
    if (command.kind === 'end-exercise' && command.n !== running.n) return;
    const { to, letter: key } = running.setting;
    const words = approvedWords(running);
    const [writer] = running.players;
    if (key && running.letter) await store.choose(family, key, chosenOf(running));
    else if (words !== null && to && writer) {
      const letter = { key: { session: room, n: running.n }, from: writer.id, to };
      await store.keep(family, { ...letter, words, at: clock.now() });
    }
  },
});
