/** Beside each script and style of the page its Brotli form, as small as it gets: it is made once. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

/** @returns {import('vite').Plugin} writes `<file>.br`, which `server/http/pages.ts` serves */
export function compressedAssets() {
  return {
    name: 'kinbridge:compressed-assets',
    async writeBundle({ dir }, bundle) {
      const names = Object.keys(bundle).filter((name) => /\.(?:js|css)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const file = join(dir ?? '', name);
          const whole = await readFile(file);
          const params = { [constants.BROTLI_PARAM_SIZE_HINT]: whole.length };
          await writeFile(`${file}.br`, await compress(whole, { params }));
        }),
      );
    },
  };
}
