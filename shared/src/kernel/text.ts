import { z } from 'zod';

// With the `u` flag a surrogate that has its partner is one character, so this matches lone halves only.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Something a reader sees: not a space, not a control or format character, not one that fonts leave out or draw empty. */
const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether nothing in it can be read, however long it is. */
export const isBlank = (value: string): boolean => !VISIBLE.test(value);

export type TextFault = 'text/nul' | 'text/lone-surrogate';

/** What PostgreSQL and UTF-8 cannot hold. Refused rather than replaced: the words are kept as received or not at all. */
export function textFault(value: string): TextFault | null {
  if (value.includes('\u0000')) return 'text/nul';
  return LONE_SURROGATE.test(value) ? 'text/lone-surrogate' : null;
}

export const TEXT_FAULT_MESSAGE: Record<TextFault, string> = {
  'text/nul': 'contains a NUL character',
  'text/lone-surrogate': 'contains half of a surrogate pair',
};

/**
 * A string that can be stored unchanged, measured in characters as people count them: an emoji outside the BMP is one. Where something is
 * asked for, spaces and invisible characters alone are no answer.
 */
export function text(min: number, max: number): z.ZodType<string, string> {
  return z.string().check((ctx) => {
    const fault = textFault(ctx.value);
    if (fault) ctx.issues.push({ code: 'custom', params: { code: fault }, message: TEXT_FAULT_MESSAGE[fault], input: ctx.value });
    const length = ctx.value.length <= max && ctx.value.length >= 2 * min ? ctx.value.length : [...ctx.value].length;
    if (length < min) ctx.issues.push({ code: 'too_small', origin: 'string', minimum: min, inclusive: true, input: ctx.value });
    if (min > 0 && length >= min && isBlank(ctx.value))
      ctx.issues.push({ code: 'custom', params: { code: 'text/blank' }, message: 'must not be blank', input: ctx.value });
    if (length > max) ctx.issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: ctx.value });
  });
}

/** A short line a person types: trimmed, and never blank. */
export const line = (max: number, min = 1): z.ZodType<string, string> => z.string().trim().pipe(text(min, max));
