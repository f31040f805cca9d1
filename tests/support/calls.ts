/** How much work an act is, as a number that is the same on every machine and under any load. */
import { Session } from 'node:inspector';
import type { Profiler } from 'node:inspector';

export interface CallCounter {
  /** How many functions were called while `act` ran, counted by the engine itself. */
  of(act: () => unknown): number;
  close(): void;
}

export function openCallCounter(): CallCounter {
  const session = new Session();
  session.connect();
  function ask(method: string, params: object = {}): readonly Profiler.ScriptCoverage[] {
    let answer: readonly Profiler.ScriptCoverage[] = [];
    // On one's own thread the answer comes before `post` returns.
    session.post(method, params, (failed: Error | null, given?: object) => {
      if (failed) throw failed;
      answer = (given as Partial<Profiler.TakePreciseCoverageReturnType>).result ?? [];
    });
    return answer;
  }
  ask('Profiler.enable');
  ask('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  return {
    of(act) {
      ask('Profiler.takePreciseCoverage'); // Counts from nought again.
      act();
      return ask('Profiler.takePreciseCoverage')
        .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
        .reduce((sum, { count }) => sum + count, 0);
    },
    close() {
      ask('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  };
}
