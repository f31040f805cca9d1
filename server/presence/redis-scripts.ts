/**
 * Presence in Redis, and the scripts that are all that touches it. Each runs whole or not at all,
 * so that nobody reads half a change.
 *
 * | key below `kinbridge:presence:` | holds                                                                       |
 * | ------------------------------- | --------------------------------------------------------------------------- |
 * | `lease:<process>`               | `1` for `leaseMs`: that process lives. Without it nothing it said counts    |
 * | `processes`                     | a set: every process that has said something and was not reaped            |
 * | `rooms:<process>`               | a set: the rooms that process has said something about                     |
 * | `room:<session>`                | a hash: `<process>/<link>` → participant, `<process>/state` → {@link RoomState} as JSON |
 * | `version`                       | a number that rises with each change                                       |
 *
 * A change is published on `changes` as `<version> <session>`. Only ids, phases and numbers: no name, no
 * word, no cursor. The scripts build keys from what they find, so this is for one Redis, not a cluster.
 */
const prefix = 'kinbridge:presence:';
export const changesChannel = `${prefix}changes`;

/** Shared by the scripts: the next version is above what Redis has and above what any teller has seen. */
const changed = `
local prefix = '${prefix}'
local function changed(room, seen)
  local now = tonumber(redis.call('GET', prefix .. 'version') or '0')
  local next = string.format('%d', math.max(now, tonumber(seen)) + 1)
  redis.call('SET', prefix .. 'version', next)
  redis.call('PUBLISH', '${changesChannel}', next .. ' ' .. room)
end
local function version()
  return tonumber(redis.call('GET', prefix .. 'version') or '0')
end
local function live(process)
  return redis.call('EXISTS', prefix .. 'lease:' .. process) == 1
end
local function clear(process, room)
  local key, own, found = prefix .. 'room:' .. room, process .. '/', false
  for _, field in ipairs(redis.call('HKEYS', key)) do
    if string.sub(field, 1, #own) == own then
      redis.call('HDEL', key, field)
      found = true
    end
  end
  redis.call('SREM', prefix .. 'rooms:' .. process, room)
  return found
end
local function lease(process, ms)
  redis.call('SET', prefix .. 'lease:' .. process, '1', 'PX', ms)
  redis.call('SADD', prefix .. 'processes', process)
end
`;

/**
 * A process's whole part of one room: what is new comes, what is no longer told goes. A link that joins,
 * one that leaves and a phase that changes are each one run of it; told again it changes nothing, so a
 * process may repeat itself whenever it is not sure that it was heard.
 *
 * ARGV: process, lease in ms, highest version seen, room, then field and value in turns.
 * @returns the version
 */
export const sayScript = `${changed}
local process, room, key = ARGV[1], ARGV[4], prefix .. 'room:' .. ARGV[4]
local own, wanted, isNew = ARGV[1] .. '/', {}, false
lease(process, ARGV[2])
for i = 5, #ARGV, 2 do
  local field = own .. ARGV[i]
  wanted[field] = true
  if redis.call('HGET', key, field) ~= ARGV[i + 1] then
    redis.call('HSET', key, field, ARGV[i + 1])
    isNew = true
  end
end
for _, field in ipairs(redis.call('HKEYS', key)) do
  if string.sub(field, 1, #own) == own and not wanted[field] then
    redis.call('HDEL', key, field)
    isNew = true
  end
end
if #ARGV > 4 then redis.call('SADD', prefix .. 'rooms:' .. process, room)
else redis.call('SREM', prefix .. 'rooms:' .. process, room) end
if isNew then changed(room, ARGV[3]) end
return version()
`;

/**
 * Renews the lease and reaps the processes whose lease has run out.
 *
 * ARGV: process, lease in ms, highest version seen.
 * @returns the rooms Redis has of this process, and how many ghosts were reaped
 */
export const beatScript = `${changed}
lease(ARGV[1], ARGV[2])
local reaped = 0
for _, process in ipairs(redis.call('SMEMBERS', prefix .. 'processes')) do
  if not live(process) then
    for _, room in ipairs(redis.call('SMEMBERS', prefix .. 'rooms:' .. process)) do
      if clear(process, room) then changed(room, ARGV[3]) end
    end
    redis.call('DEL', prefix .. 'rooms:' .. process)
    redis.call('SREM', prefix .. 'processes', process)
    reaped = reaped + 1
  end
end
return { redis.call('SMEMBERS', prefix .. 'rooms:' .. ARGV[1]), reaped }
`;

/** ARGV: the process to end, and the highest version seen. Its rooms go at once, not after the lease. */
export const endScript = `${changed}
for _, room in ipairs(redis.call('SMEMBERS', prefix .. 'rooms:' .. ARGV[1])) do
  if clear(ARGV[1], room) then changed(room, ARGV[2]) end
end
redis.call('DEL', prefix .. 'rooms:' .. ARGV[1], prefix .. 'lease:' .. ARGV[1])
redis.call('SREM', prefix .. 'processes', ARGV[1])
return version()
`;

/**
 * ARGV: rooms.
 * @returns the version, then for each room its fields and values in turns, of living processes only
 */
export const lookScript = `${changed}
local rooms = {}
for i, room in ipairs(ARGV) do
  local all, told = redis.call('HGETALL', prefix .. 'room:' .. room), {}
  for at = 1, #all, 2 do
    if live(string.match(all[at], '^[^/]+')) then
      table.insert(told, all[at])
      table.insert(told, all[at + 1])
    end
  end
  rooms[i] = told
end
return { version(), rooms }
`;
