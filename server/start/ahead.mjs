/**
 * What a member of the family's page needs first is asked for before any of it runs, and what runs at
 * once is read beforehand: both take turns with the network and another core, not with the page.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** In the folder of the built page; hidden, so it is not served. */
export const aheadFile = '.ahead.json';

/** Where a personal link leads: what it imports comes with the page. */
const arrival = /[\\/]client[\\/]session[\\/]Here\.svelte$/;

/** Most of these runs when a room opens; of the others each function is read when it is called. */
const runsAtOnce =
  /[\\/](?:client[\\/](?:board|connection|look|session)|shared[\\/](?:board|session|wire)|node_modules[\\/]svelte)[\\/]/;

/**
 * The browser then reads whole functions on another thread (Chromium from 136; others see a comment).
 * @see https://v8.dev/blog/explicit-compile-hints
 * @param {{ moduleIds: readonly string[] }} chunk
 */
export const readAhead = ({ moduleIds }) =>
  moduleIds.some((id) => runsAtOnce.test(id)) ? '//# allFunctionsCalledOnLoad' : '';

/** @returns {import('vite').Plugin} writes the paths of what an arrival needs into {@link aheadFile} */
export function askedForAhead() {
  return {
    name: 'kinbridge:asked-for-ahead',
    async writeBundle({ dir }, bundle) {
      /** @type {Set<string>} */
      const scripts = new Set();
      /** @type {Set<string>} */
      const styles = new Set();
      /** @param {string} name */
      const follow = (name) => {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk' || scripts.has(name)) return;
        scripts.add(name);
        for (const css of chunk.viteMetadata?.importedCss ?? []) styles.add(css);
        chunk.imports.forEach(follow);
      };
      for (const [name, output] of Object.entries(bundle))
        if (output.type === 'chunk' && arrival.test(output.facadeModuleId ?? '')) follow(name);
      if (scripts.size === 0) this.error('[ahead] nothing leads to where a personal link arrives');
      const paths = (/** @type {Set<string>} */ names) => [...names].map((name) => `/${name}`);
      await writeFile(
        join(dir ?? '', aheadFile),
        JSON.stringify({ scripts: paths(scripts), styles: paths(styles) }),
      );
    },
  };
}
