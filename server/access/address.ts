/** Where a request comes from, as tries are counted. */
import { isIPv6 } from 'node:net';

/** Groups of sixteen bits that one household or office is given: beyond them addresses are free. */
const groupsOfOneHolder = 4;

/**
 * An IPv4 address as it is; of an IPv6 address its /64, since whoever holds one such network has more
 * addresses than anyone can count tries for.
 */
export function holderOf(ip: string | undefined): string {
  if (ip === undefined) return 'unknown';
  const bare = ip.split('%', 1)[0] ?? '';
  if (!isIPv6(bare)) return ip;
  const inIPv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare);
  if (inIPv4?.[1] !== undefined) return inIPv4[1];
  const [head = '', tail] = bare.toLowerCase().split('::', 2);
  const groupsIn = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const before = groupsIn(head);
  const after = groupsIn(tail ?? '');
  const left = Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  const groups = [...before, ...left, ...after].slice(0, groupsOfOneHolder);
  return groups.map((group) => parseInt(group, 16).toString(16)).join(':');
}
