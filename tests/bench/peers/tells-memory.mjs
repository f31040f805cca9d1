/**
 * Preloaded into every server that is measured (`node --expose-gc --import …`): answers "memory" over
 * IPC with what is in use after a full collection. Does nothing else, and keeps nothing alive.
 */
process.on('message', (asked) => {
  if (asked !== 'memory') return;
  globalThis.gc?.();
  globalThis.gc?.();
  process.send?.(process.memoryUsage());
});
process.channel?.unref();
