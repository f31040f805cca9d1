import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const mistakesOf = (env: Record<string, string>): readonly string[] => {
  const read = readConfig(env);
  return 'mistakes' in read ? read.mistakes : [];
};

describe('the settings', () => {
  test('[C1] nothing set is a whole configuration, reachable from this machine only', () => {
    const read = readConfig({});
    expect(read).toMatchObject({
      config: { port: 8080, host: 'localhost', publicUrl: null, databaseUrl: null },
    });
  });

  test.each([
    ['PORT', 'eighty'],
    ['PORT', '-1'],
    ['PORT', '65536'],
    ['PORT', '80.5'],
    ['PORT', '0x50'],
    ['PORT', ' 8080'],
    ['HOST', 'two words'],
    ['HOST', 'http://localhost'],
    ['PUBLIC_URL', 'room.example.org'],
    ['PUBLIC_URL', 'ftp://room.example.org'],
    ['PUBLIC_URL', 'https://room.example.org/kinbridge'],
    ['PUBLIC_URL', 'https://somebody@room.example.org'],
    ['PUBLIC_URL', 'https://room.example.org?x'],
    ['PUBLIC_URL', 'https://'],
    ['DATA_DIR', '   '],
    ['DATABASE_URL', 'mysql://localhost/kinbridge'],
    ['DATABASE_URL', 'kinbridge'],
    ['REDIS_URL', 'localhost:6379'],
    ['REDIS_URL', 'http://localhost:6379'],
    ['REDIS_URL', 'redis://'],
    ['REDIS_URL', 'redis:///0'],
    ['REDIS_URL', 'redis://localhost/rooms'],
    ['REDIS_URL', 'redis://localhost/0?db=1'],
    ['LOG_LEVEL', 'loud'],
    ['LOG_LEVEL', 'Info'],
    ['METRICS_PORT', '70000'],
  ])('[C1] %s=%s is answered with one sentence that names it', (name, value) => {
    const mistakes = mistakesOf({ [name]: value });
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(new RegExp(`^${name} .*[^.]\\.$`));
  });

  test('[C1] several mistakes are all named, in one sentence each', () => {
    expect(mistakesOf({ PORT: 'x', LOG_LEVEL: 'x', PUBLIC_URL: 'x' })).toHaveLength(3);
  });

  test('[C1] a sentence never repeats an address with its password', () => {
    expect(mistakesOf({ DATABASE_URL: 'mysql://me:secret@host/db' }).join()).not.toContain(
      'secret',
    );
    expect(mistakesOf({ REDIS_URL: 'redis://me:secret@host/rooms' }).join()).not.toContain(
      'secret',
    );
  });

  test.each([
    ['PUBLIC_URL', 'https://room.example.org/', { publicUrl: 'https://room.example.org' }],
    ['PUBLIC_URL', 'HTTPS://Room.Example.org:443', { publicUrl: 'https://room.example.org' }],
    ['PUBLIC_URL', '', { publicUrl: null }],
    ['PORT', '0', { port: 0 }],
    ['METRICS_PORT', '9464', { metricsPort: 9464 }],
    ['METRICS_PORT', '', { metricsPort: null }],
    ['HOST', '::1', { host: '::1' }],
    ['DATABASE_URL', 'postgres://me@host/db', { databaseUrl: 'postgres://me@host/db' }],
    ['REDIS_URL', 'redis://me:x@host:6380/1', { redisUrl: 'redis://me:x@host:6380/1' }],
    ['REDIS_URL', 'rediss://host', { redisUrl: 'rediss://host' }],
    ['REDIS_URL', '', { redisUrl: null }],
  ])('[C1] %s=%s is understood', (name, value, config) => {
    expect(readConfig({ [name]: value })).toMatchObject({ config });
  });
});
