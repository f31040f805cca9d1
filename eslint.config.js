import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig, globalIgnores } from 'eslint/config';
import globals from 'globals';
import ts from 'typescript-eslint';

const projects = ['shared', 'server', 'client', 'tests'].map((side) => `./${side}/tsconfig.json`);

export default defineConfig(
  globalIgnores(['dist/', 'data/', 'test-results/', 'playwright-report/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.ts', '**/*.svelte'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: projects,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: {
      eqeqeq: 'error',
      // Logs go through the server's log, which carries no content; a console has no such promise.
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        // A default says `satisfies never`, or hands the rest to what takes just that.
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Counts and durations read well in a sentence.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // `onclick={() => close()}` says what it does.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A person's text is compared and cut by code points, which is what a string spreads into.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // Its type does not say that a Y.Text reads as its text.
      '@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['YText'] }],
      // `while (true)` with an early return is how parsers read.
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // Our objects are made of functions and have no `this` to lose.
      '@typescript-eslint/unbound-method': 'off',
      // One storage answers at once, another later; the contract is a promise either way.
      '@typescript-eslint/require-await': 'off',
    },
  },

  svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { parser: ts.parser },
    },
    rules: {
      // A state is assigned where the linter can't follow: in another handler, by a binding.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // `let { title } = $props()` is Svelte's own way; its own rule knows which may be const.
      'prefer-const': 'off',
      'svelte/prefer-const': 'error',
      'svelte/no-at-html-tags': 'error',
    },
  },

  {
    files: ['shared/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      // No clock and no chance: time, randomness and identity come in as arguments.
      'no-restricted-globals': [
        'error',
        ...['performance', 'crypto', 'setTimeout', 'setInterval', 'queueMicrotask'].map((name) => ({
          name,
          message: 'shared/ has no clock and no randomness; take it as an argument.',
        })),
      ],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['node:*', 'uuid', 'lib0/random', 'lib0/time', 'lib0/webcrypto'],
              message: 'shared/ has no surroundings; take it as an argument.',
            },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        ...[
          ["MemberExpression[object.name='Date'][property.name='now']", 'clock'],
          ["NewExpression[callee.name='Date'][arguments.length=0]", 'clock'],
          ["CallExpression[callee.name='Date']", 'clock'],
          ["MemberExpression[object.name='Math'][property.name='random']", 'randomness'],
        ].map(([selector, what]) => ({
          selector,
          message: `shared/ has no ${what}; take it as an argument.`,
        })),
      ],
    },
  },

  {
    // They speak to whoever started them, before or without a log.
    files: ['server/main.ts', 'tests/bench/**', 'tests/setup/**'],
    rules: { 'no-console': 'off' },
  },

  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: globals.node },
    rules: { eqeqeq: 'error', 'no-unused-vars': 'error', 'no-undef': 'error' },
  },
  prettier,
  svelte.configs.prettier,
);
