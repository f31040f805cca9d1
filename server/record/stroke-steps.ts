/**
 * The points of a stroke, small: what each number differs by from the point before, as letters. A hand
 * moves little between two points, so that most numbers are one letter.
 */
import { numbersPerPoint } from '../../shared/board/items/ink.ts';

/** Printable ASCII that JSON takes as it is: the first half ends a number, the others say that it goes on. */
const letters = Array.from({ length: 91 }, (_, at) => String.fromCharCode(35 + at))
  .filter((letter) => letter !== '\\')
  .join('');
const half = letters.length / 2;

export function stepsOf(points: readonly number[]): string {
  let steps = '';
  for (const [at, point] of points.entries()) {
    const step = point - (points[at - numbersPerPoint] ?? 0);
    let left = step < 0 ? -step * 2 - 1 : step * 2;
    while (left >= half) {
      steps += letters.charAt(half + (left % half));
      left = Math.floor(left / half);
    }
    steps += letters.charAt(left);
  }
  return steps;
}

const placeOf: ReadonlyMap<string, number> = new Map([...letters].map((one, at) => [one, at]));

/** @throws for what no stroke is written as */
export function pointsOf(steps: string): readonly number[] {
  const points: number[] = [];
  let number = 0;
  let worth = 1;
  for (const letter of steps) {
    const place = placeOf.get(letter);
    if (place === undefined) throw new Error('not the steps of a stroke');
    number += (place % half) * worth;
    worth *= half;
    if (place >= half) continue;
    const step = number % 2 === 1 ? -(number + 1) / 2 : number / 2;
    points.push(step + (points[points.length - numbersPerPoint] ?? 0));
    number = 0;
    worth = 1;
  }
  return points;
}
