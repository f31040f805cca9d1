/** Names what of an update was refused, by item and field, so that its sender can tell what was lost. */
import type { Home } from './home.ts';
import type { Struct } from './struct.ts';
import type { Denial, DeniedPlace } from './verdict.ts';

/** Each place once. @param deletions that were refused, by their places */
export function deniedPlaces(
  structs: readonly Struct[],
  deletions: readonly DeniedPlace[],
): readonly DeniedPlace[] {
  const denied = new Map(deletions.map((place) => [`${place.item} ${place.field}`, place]));
  for (const { refused, home } of structs) {
    if (refused === null || !home) continue;
    const place = placeIn(home, refused);
    denied.set(`${place.item} ${place.field}`, place);
  }
  return [...denied.values()];
}

function placeIn(home: Home, reason: Denial): DeniedPlace {
  switch (home.in) {
    case 'root':
      return { item: home.key, field: '', reason };
    case 'item':
      return { item: home.item.id, field: home.item.isNew ? '' : home.key, reason };
    case 'list': {
      const { item, key } = home;
      return { item: item.id, field: item.isNew && item.isRefused ? '' : key, reason };
    }
    case 'nowhere':
      return { item: '', field: '', reason };
    default:
      return home satisfies never;
  }
}
