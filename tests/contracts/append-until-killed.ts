/** Appends to a room as fast as it can and prints each number once it is durable. */
import { systemChance } from '../../server/ids.ts';
import { usualFoldTimes } from '../../server/storage/folding.ts';
import { openSqlite } from '../../server/storage/sqlite.ts';
import { groundsOn } from './storages.ts';

const [, , folder = '', foldAfterBytes = ''] = process.argv;
const fold = { ...usualFoldTimes, afterBytes: Number(foldAfterBytes) };
const storage = await openSqlite(folder, fold);
const grounds = await groundsOn(storage);
const room = await grounds.newSession();
const store = storage.rooms;
const owned = await store.own(room);
if (!owned) throw new Error('no room');
process.stdout.write(`${room}\n`);
for (let seq = 1; ; seq += 1) {
  const bytes = new TextEncoder().encode(systemChance.newToken());
  const entry = { seq, at: seq, by: grounds.maya.id, kind: 'ink', zone: 'joint', bytes } as const;
  const batch = { room, after: seq - 1, epoch: owned.epoch, entries: [entry] };
  const [outcome] = await store.append([batch]);
  if (outcome !== 'appended') throw new Error('behind');
  process.stdout.write(`${String(seq)}\n`);
  if (seq % 50 === 0) await new Promise((resume) => setImmediate(resume));
}
