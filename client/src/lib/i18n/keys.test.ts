import { describe, expect, it } from '@jest/globals';
import {
  CHANNELS,
  COMPLAINT_STATUSES,
  DEMANDS,
  EMOTION_STAGES,
  EXPORT_VALUE_WORDS,
  FLAGS,
  INVALID_REASONS,
  PRIORITIES,
  VALIDITIES,
} from '@tocsin/shared/complaints';
import { PERMISSIONS, ROLES } from '@tocsin/shared/identity';
import { INCIDENT_STATES, SCENARIOS, SEVERITIES } from '@tocsin/shared/incidents';
import { PROBLEM_CODES } from '@tocsin/shared/kernel';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissionKey } from '../permission-key.js';
import { en } from './en/index.js';
import { zhCN } from './zh-CN/index.js';

interface Tree {
  [key: string]: string | Tree;
}

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === 'string') flat.set(`${prefix}${key}`, value);
    else for (const [k, v] of flatten(value, `${prefix}${key}.`)) flat.set(k, v);
  }
  return flat;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'zh-CN' || entry.name === 'en' ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const code = sources(join(process.cwd(), 'src')).join('\n');
const words = new Set([...code.matchAll(/['"`]([^'"`\n$]{0,120})['"`]/g)].map((m) => m[1] as string));
/** `severity.${level}` and `problems:${code}` use every key under what stands before the hole. */
const holes = [...new Set([...code.matchAll(/`([\w:.-]+[.:])\$\{/g)].map((m) => m[1] as string))];

const namespaces = Object.keys(zhCN) as (keyof typeof zhCN)[];
const zhOf = (ns: keyof typeof zhCN): Map<string, string> => flatten(zhCN[ns] as Tree);
const enOf = (ns: keyof typeof en): Map<string, string> => flatten(en[ns] as Tree);
const holesOf = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((m) => m[1] as string).sort();
const plain = (key: string): string => key.replace(/_(one|other)$/, '');

/** One word for each literal of the contracts, whether or not a screen shows it yet; the tests below hold them to the contracts. */
const DICTIONARIES = new Set(['problems', 'domain']);

function isUsed(ns: string, key: string): boolean {
  if (DICTIONARIES.has(ns)) return true;
  if (words.has(key) || words.has(`${ns}:${key}`)) return true;
  return holes.some((hole) => key.startsWith(hole) || `${ns}:${key}`.startsWith(hole));
}

describe.each(namespaces)('words of %s', (ns) => {
  const zh = zhOf(ns);
  const english = enOf(ns);

  it('are all there in English', () => {
    const missing = [...zh.keys()].filter((key) => !english.has(key) && !(english.has(`${key}_one`) && english.has(`${key}_other`)));
    expect(missing).toEqual([]);
  });

  it('have no English key that Chinese lacks', () => {
    expect([...english.keys()].filter((key) => !zh.has(key) && !zh.has(plain(key)))).toEqual([]);
  });

  it('fill the same holes in both languages', () => {
    const different = [...english].filter(([key, text]) => {
      const source = holesOf(zh.get(key) ?? zh.get(plain(key)) ?? '');
      const own = holesOf(text);
      // "1 new item" may spell its number out.
      return key.endsWith('_one') ? own.some((hole) => !source.includes(hole)) : own.join() !== source.join();
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('are all used', () => {
    expect([...zh.keys()].filter((key) => !isUsed(ns, key))).toEqual([]);
  });
});

it('translates every problem code of the server in both languages', () => {
  for (const problem of PROBLEM_CODES) {
    expect(zhCN.problems[problem]).toMatch(/\p{Script=Han}/u);
    expect(en.problems[problem]).toMatch(/^[A-Z]/);
  }
});

it('uses no key that does not exist', () => {
  const all = new Set(namespaces.flatMap((ns) => [...zhOf(ns).keys()].flatMap((key) => [key, `${ns}:${key}`])));
  const asked = [...code.matchAll(/\bt\(\s*['"]([\w:./-]+)['"]/g)].map((m) => m[1] as string);
  expect([...new Set(asked)].filter((key) => !all.has(key))).toEqual([]);
});

it.each([
  ['role', ROLES],
  ['permission', PERMISSIONS.map(permissionKey)],
  ['severity', SEVERITIES],
  ['incidentState', INCIDENT_STATES],
  ['scenario', SCENARIOS],
  ['channel', CHANNELS],
  ['demand', DEMANDS],
  ['emotion', EMOTION_STAGES],
  ['flag', FLAGS],
  ['validity', VALIDITIES],
  ['invalidReason', INVALID_REASONS],
  ['complaintStatus', COMPLAINT_STATUSES],
  ['priority', PRIORITIES],
] as const)('has one word for each %s of the contract and none besides', (word, literals) => {
  expect(Object.keys(zhCN.domain[word]).sort()).toEqual([...literals].sort());
});

it.each([
  ['zh', zhCN],
  ['en', en],
] as const)('exported tables say in %s what the console says', (lang, dictionary) => {
  const { channel, complaintStatus: status, validity, invalidReason, emotion, flag, demand } = dictionary.domain;
  expect(EXPORT_VALUE_WORDS[lang]).toEqual({ channel, status, validity, invalidReason, emotion, flag, demand });
});

it('has no colon in a key: i18next would take what stands before it for a namespace', () => {
  expect(namespaces.flatMap((ns) => [...zhOf(ns).keys()]).filter((key) => key.includes(':'))).toEqual([]);
});
