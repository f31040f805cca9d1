/** The templates every practice has. A new one is a file beside this and a line here. */
import type { Template } from '../template.ts';
import { blank } from './blank.ts';
import { ourRules } from './our-rules.ts';
import { threePlaces } from './three-places.ts';
import { timeline } from './timeline.ts';
import { twoColumns } from './two-columns.ts';
import { weatherToday } from './weather-today.ts';

export const templates: readonly Template[] = [
  blank,
  twoColumns,
  threePlaces,
  timeline,
  ourRules,
  weatherToday,
];
