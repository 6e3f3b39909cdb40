import js from '@eslint/js';
import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { textCut } from './scripts/lint/text-cut.mjs';

/** In the order in which one may know another: a domain knows those before it, never those after it. */
const DOMAINS = [
  ...['complaints', 'clustering', 'incidents', 'deadlines', 'tasks', 'statements', 'compensation', 'evidence', 'followup'],
  ...['analytics', 'reviews', 'drills', 'notifications'],
];

/** What pages that came over plain HTTP from another machine lack: one place each has the fallback. */
const onlyOnSecurePages = [
  { selector: "MemberExpression[property.name='randomUUID']", message: 'Use newKey() of client/src/lib/new-key.ts: missing without TLS.' },
  {
    selector: "MemberExpression[property.name='clipboard']",
    message: 'Use copyText() of client/src/lib/clipboard.ts: missing without TLS.',
  },
];

const element = (type, pattern) => ({ type, pattern });
const elements = [
  element('shared-kernel', 'shared/src/kernel'),
  element('shared-live', 'shared/src/live'),
  ...DOMAINS.map((d) => element(`shared-${d}`, `shared/src/${d}`)),
  element('shared-search', 'shared/src/search'),
  element('shared-identity', 'shared/src/identity'),
  element('shared-audit', 'shared/src/audit'),
  element('platform', 'server/src/platform'),
  element('server-live', 'server/src/live'),
  element('server-identity', 'server/src/identity'),
  element('server-audit', 'server/src/audit'),
  element('engine', 'server/src/domains/clustering/engine'),
  ...DOMAINS.map((d) => element(`server-${d}`, `server/src/domains/${d}`)),
  element('migrations', 'server/src/migrations'),
  element('cli', 'server/src/cli'),
  element('client-ui', 'client/src/ui'),
  element('client-lib', 'client/src/lib'),
  element('client-live', 'client/src/live'),
  { type: 'feature', pattern: 'client/src/features/*', capture: ['feature'] },
  element('client-app', 'client/src/app'),
  element('client-public', 'client/src/public'),
  element('server-app', 'server/src'),
  element('client-entry', 'client/src'),
];

const SHARED = elements.map((e) => e.type).filter((t) => t.startsWith('shared-'));
const SERVER_BASE = ['platform', 'server-live', 'server-identity', 'server-audit'];
const to = (types) => types.map((type) => ({ to: { element: { type } } }));
const policy = (from, types) => ({ from: { element: { type: from } }, allow: to(types) });

const policies = [
  policy('shared-kernel', ['shared-kernel']),
  policy('shared-identity', ['shared-identity', 'shared-kernel']),
  policy('shared-audit', ['shared-audit', 'shared-kernel']),
  ...DOMAINS.map((d, i) => policy(`shared-${d}`, ['shared-kernel', ...DOMAINS.slice(0, i + 1).map((x) => `shared-${x}`)])),
  policy('shared-live', SHARED),
  policy('shared-search', SHARED),
  policy('platform', ['platform', 'shared-kernel', 'shared-identity']),
  policy('server-identity', [...SERVER_BASE, ...SHARED]),
  policy('server-audit', ['platform', 'server-identity', 'server-audit', ...SHARED]),
  policy('server-live', ['platform', 'server-identity', 'server-audit', 'server-live', ...SHARED]),
  policy('engine', ['engine', 'platform', 'shared-kernel', 'shared-complaints', 'shared-clustering']),
  ...DOMAINS.map((d, i) =>
    policy(`server-${d}`, [
      ...SERVER_BASE,
      ...SHARED,
      ...DOMAINS.slice(0, i + 1).map((x) => `server-${x}`),
      ...(d === 'clustering' ? ['engine'] : []),
    ]),
  ),
  policy('migrations', ['migrations', 'platform', 'shared-kernel']),
  policy('cli', [...SERVER_BASE, ...SHARED, 'cli', 'engine', 'server-app', 'migrations', ...DOMAINS.map((d) => `server-${d}`)]),
  policy('server-app', [...SERVER_BASE, ...SHARED, 'server-app', 'migrations', ...DOMAINS.map((d) => `server-${d}`)]),
  policy('client-ui', ['client-ui', 'client-lib', 'shared-kernel']),
  policy('client-lib', ['client-lib', ...SHARED]),
  policy('client-live', ['client-live', 'client-lib', ...SHARED]),
  { from: { element: { type: 'feature' } }, allow: to(['client-ui', 'client-lib', 'client-live', ...SHARED]) },
  {
    from: { element: { type: 'feature' } },
    allow: { to: { element: { type: 'feature', captured: { feature: '{{from.captured.feature}}' } } } },
  },
  policy('client-app', ['client-app', 'feature', 'client-ui', 'client-lib', 'client-live', ...SHARED]),
  policy('client-public', ['client-public', 'client-lib', ...SHARED]),
  policy('client-entry', ['client-entry', 'client-app', 'client-public', 'client-ui', 'client-lib', 'client-live']),
];

const noEnv = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Configuration is read once in platform/config and injected.',
};
const noClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Inject Clock: a domain does not read the time itself.' },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'Inject Clock: a domain does not read the time itself.',
  },
];
const noStringify = {
  selector: "CallExpression[callee.object.name='JSON'][callee.property.name='stringify']",
  message: 'Use toJson of platform/database: jsonb refuses half a surrogate pair, and with it the whole batch.',
};
const noTypeorm = { name: 'typeorm', message: 'typeorm stays in repositories, entities, migrations and platform/database.' };

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/node_modules/**',
      '.nx/**',
      'data/**',
      '**/generated/**',
      'coverage/**',
      'bench/results/**',
      'e2e/test-results/**',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        fetch: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        performance: 'readonly',
        AbortSignal: 'readonly',
        TextDecoder: 'readonly',
        TextEncoder: 'readonly',
        structuredClone: 'readonly',
        FormData: 'readonly',
        Blob: 'readonly',
      },
    },
  },
  {
    files: ['client/public/**/*.js'],
    languageOptions: { globals: { document: 'readonly', localStorage: 'readonly', matchMedia: 'readonly' } },
  },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strict, tseslint.configs.stylistic],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowConstructorOnly: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-empty-function': 'off',
      'max-lines': ['error', { max: 300 }],
      'no-control-regex': 'off',
    },
  },
  {
    files: ['{shared,server,client}/src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': elements,
      'boundaries/include': ['{shared,server,client}/src/**/*.{ts,tsx}'],
      'import/resolver': {
        typescript: {
          project: ['shared/tsconfig.json', 'server/tsconfig.json', 'client/tsconfig.json'],
          noWarnOnMultipleProjects: true,
          conditionNames: ['@tocsin/source', 'types', 'import', 'default'],
        },
      },
    },
    rules: { 'boundaries/dependencies': ['error', { default: 'disallow', policies }] },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: ['server/src/platform/config/**', 'server/src/main.ts', 'server/src/cli/**', '**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnv] },
  },
  {
    files: ['server/src/domains/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.worker.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnv, ...noClock] },
  },
  {
    files: ['server/src/**/*.repository.ts', 'server/src/**/*.columns.ts', 'server/src/live/event-log.ts'],
    rules: { 'no-restricted-syntax': ['error', noEnv, ...noClock, noStringify] },
  },
  {
    files: ['{shared,server,client}/src/**/*.{ts,tsx}'],
    ignores: ['**/*.test.{ts,tsx}', 'shared/src/kernel/cut.ts', 'shared/src/testing/**'],
    plugins: { tocsin: { rules: { 'text-cut': textCut } } },
    rules: { 'tocsin/text-cut': 'error' },
  },
  {
    files: ['server/src/**/*.ts'],
    ignores: [
      'server/src/platform/database/**',
      'server/src/migrations/**',
      '**/*.repository.ts',
      '**/*.entity.ts',
      'server/src/entities.ts',
      '**/*.test.ts',
    ],
    rules: { 'no-restricted-imports': ['error', { paths: [noTypeorm] }] },
  },
  {
    files: ['client/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['client/src/**/*.{ts,tsx}'],
    ignores: ['client/src/lib/clipboard.ts', '**/*.test.ts', '**/*.test.tsx'],
    rules: { 'no-restricted-syntax': ['error', ...onlyOnSecurePages] },
  },
);
