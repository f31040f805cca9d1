import * as v from 'valibot';
import { itemId, type ItemId } from '../../shared/ids.ts';

/** @throws when no page could have made it */
export const id = (name: string): ItemId => v.parse(itemId, name);
