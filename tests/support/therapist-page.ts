/** A therapist's page as a process that can be killed, stopped and woken. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { SessionId } from '../../shared/ids.ts';
import type { Command } from '../../shared/session/commands.ts';
import type { TherapistView } from '../../shared/session/visible-to.ts';
import type { RefusalMessage } from '../../shared/wire/up.ts';

export interface TherapistState {
  readonly phase: TherapistView['phase'] | null;
  readonly heldBecause: TherapistView['heldBecause'];
  readonly isConnected: boolean;
  readonly isSynced: boolean;
}

/** What the process says. The first answer has the id 0 and says that it is there. */
export interface TherapistAnswer {
  readonly id: number;
  readonly state: TherapistState;
  readonly refusal: RefusalMessage | null;
}

export interface TherapistProcess {
  /** Signs in and goes to the room. */
  come(asked: TherapistAsked): Promise<void>;
  command(command: Command): Promise<RefusalMessage | null>;
  /** Opens the shared board; resolves when the page is in step with it. */
  openBoard(): Promise<void>;
  /** Asks until its state is as wanted. */
  state(holds: (state: TherapistState) => boolean): Promise<TherapistState>;
  /** As when the lid is closed: not an instruction runs until it wakes, and no connection ends. */
  sleep(): void;
  wake(): void;
  /** SIGKILL, and the wait until it is gone. */
  kill(): Promise<void>;
}

export interface TherapistAsked {
  /** Where the server seems to be, and the origin it goes by. */
  readonly url: string;
  readonly origin: string;
  readonly session: SessionId;
  readonly email: string;
  readonly password: string;
}

const root = join(import.meta.dirname, '../..');
const answersWithinMs = 20_000;
const asksEveryMs = 30;

export function startTherapist(): TherapistProcess {
  const script = join(import.meta.dirname, 'therapist-process.ts');
  const child: ChildProcess = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (answer: TherapistAnswer) => void>();
  let asks = 0;
  child.on('message', (answer: TherapistAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });

  const answered = (id: number): Promise<TherapistAnswer> =>
    new Promise((done, failed) => {
      const timer = setTimeout(() => {
        failed(new Error("the therapist's process does not answer"));
      }, answersWithinMs);
      waiting.set(id, (answer) => {
        clearTimeout(timer);
        done(answer);
      });
    });

  const begun = answered(0);
  begun.catch(() => undefined); // Whoever asks it something hears of that.

  async function ask(
    order: 'board' | 'state' | TherapistAsked | Command,
  ): Promise<TherapistAnswer> {
    const id = (asks += 1);
    await begun;
    child.send({ id, order });
    return answered(id);
  }

  async function state(holds: (state: TherapistState) => boolean): Promise<TherapistState> {
    const end = Date.now() + answersWithinMs;
    for (;;) {
      const { state: now } = await ask('state');
      if (holds(now)) return now;
      if (Date.now() > end) throw new Error(`the therapist's page stays at ${JSON.stringify(now)}`);
      await new Promise((resume) => setTimeout(resume, asksEveryMs));
    }
  }

  return {
    async come(asked) {
      await ask(asked);
    },
    command: async (command) => (await ask(command)).refusal,
    async openBoard() {
      await ask('board');
      await state(({ isSynced }) => isSynced);
    },
    state,
    sleep: () => void child.kill('SIGSTOP'),
    wake: () => void child.kill('SIGCONT'),
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
