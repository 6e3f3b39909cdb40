import { isUtf8 } from 'node:buffer';
import type { ProblemIssue } from '@tocsin/shared/kernel';
import { TEXT_FAULT_MESSAGE, textFault } from '@tocsin/shared/kernel';
import { Problem } from '../problems/index.js';

// Only an escape can smuggle in what cannot be stored: raw bytes are checked as UTF-8, and JSON forbids a raw NUL.
const SUSPECT = /\\u(?:00|d[89a-f])|__proto__/i;
const DEEPEST = 64;

/** Bytes of a request body to a value that can be stored: one place for every malformed, unstorable or too deep input. */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  if (!isUtf8(bytes)) throw new Problem('request/malformed', { reason: 'not UTF-8' });
  const source = bytes.toString('utf8');
  const value = parsed(source);
  if (SUSPECT.test(source)) refuseUnstorable(value);
  return value;
}

function parsed(source: string): unknown {
  if (isTooDeep(source)) throw new Problem('request/malformed', { reason: 'nested too deeply' });
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new Problem('request/malformed', { reason: 'not JSON' }, { cause: error });
  }
}

/** Before parsing: recursive code behind us must not meet a body that overflows its stack. */
function isTooDeep(source: string): boolean {
  return opens(source, '{') + opens(source, '[') > DEEPEST && isNestedTooDeeply(source);
}

/** Brackets of one kind, wherever they stand: few of them are never too deep, and finding them costs a tenth of walking through the text. */
function opens(source: string, bracket: string): number {
  let count = 0;
  for (let at = source.indexOf(bracket); at >= 0 && count <= DEEPEST; at = source.indexOf(bracket, at + 1)) count++;
  return count;
}

function isNestedTooDeeply(source: string): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if (inString) {
      if (c === 92) i++;
      else if (c === 34) inString = false;
    } else if (c === 34) inString = true;
    else if (c === 123 || c === 91) {
      if (++depth > DEEPEST) return true;
    } else if (c === 125 || c === 93) depth--;
  }
  return false;
}

/** Throws a 422 that names every field holding a NUL or half a surrogate pair, or reaching for a prototype. */
export function refuseUnstorable(value: unknown): void {
  const issues: ProblemIssue[] = [];
  walk(value, '', issues);
  if (issues.length > 0) throw new Problem('request/invalid', {}, { issues });
}

function walk(value: unknown, path: string, issues: ProblemIssue[]): void {
  if (issues.length >= 50) return;
  if (typeof value === 'string') {
    const fault = textFault(value);
    if (fault) issues.push({ path, code: fault, message: TEXT_FAULT_MESSAGE[fault] });
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const fault = textFault(key);
      if (fault) issues.push({ path, code: fault, message: `a key ${TEXT_FAULT_MESSAGE[fault]}` });
      else if (key === '__proto__') issues.push({ path, code: 'unrecognized_keys', message: 'a key is not allowed' });
      else walk(inner, path === '' ? key : `${path}.${key}`, issues);
    }
  }
}
