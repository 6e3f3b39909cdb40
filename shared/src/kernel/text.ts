import { z } from 'zod';

// With the `u` flag a surrogate that has its partner is one character, so this matches lone halves only.
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Something a reader sees: not a space, not a control or format character, not one that fonts leave out or draw empty. */
const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether nothing in it can be read, however long it is. */
export const isBlank = (value: string): boolean => !VISIBLE.test(value);

/** A letter, a digit or a Han character of any script: punctuation alone says nothing. */
const WORD = /[\p{L}\p{N}]/u;
/** What somebody may say without a word. */
const PICTURE = /\p{Extended_Pictographic}/u;

/** Whether it says anything: words, or the pictures that stand for them. */
export const saysSomething = (value: string): boolean => WORD.test(value) || PICTURE.test(value);

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
  const checked = z.string().check((ctx) => {
    const fault = textFault(ctx.value);
    if (fault) ctx.issues.push({ code: 'custom', params: { code: fault }, message: TEXT_FAULT_MESSAGE[fault], input: ctx.value });
    const length = ctx.value.length <= max && ctx.value.length >= 2 * min ? ctx.value.length : [...ctx.value].length;
    if (length < min) ctx.issues.push({ code: 'too_small', origin: 'string', minimum: min, inclusive: true, input: ctx.value });
    if (min > 0 && length >= min && isBlank(ctx.value))
      ctx.issues.push({ code: 'custom', params: { code: 'text/blank' }, message: 'must not be blank', input: ctx.value });
    if (length > max) ctx.issues.push({ code: 'too_big', origin: 'string', maximum: max, inclusive: true, input: ctx.value });
  });
  return limited(checked, min, max);
}

/** The limits as a reader of the API meets them: counted in characters, as JSON Schema does. */
const limited = (schema: z.ZodType<string, string>, minLength: number, maxLength: number): z.ZodType<string, string> =>
  schema.meta({ ...(minLength > 0 ? { minLength } : {}), maxLength });

const NO_WORDS = { code: 'custom', params: { code: 'text/no-words' }, message: 'must say something in words' } as const;

function saying(schema: z.ZodType<string, string>, says: (value: string) => boolean): z.ZodType<string, string> {
  // What is blank has been told so already.
  return schema.check((ctx) => {
    if (!isBlank(ctx.value) && !says(ctx.value)) ctx.issues.push({ ...NO_WORDS, input: ctx.value });
  });
}

/** A text that is taken for what it says: not made of punctuation alone. */
export const words = (min: number, max: number): z.ZodType<string, string> => limited(saying(text(min, max), saysSomething), min, max);

/** A short line a person types: trimmed, and never blank. */
export const line = (max: number, min = 1): z.ZodType<string, string> => limited(z.string().trim().pipe(text(min, max)), min, max);

/** The same, of something that is told. */
export const trimmedWords = (max: number, min = 1): z.ZodType<string, string> => limited(saying(line(max, min), saysSomething), min, max);

/** Asked by the dialog and by the server. */
export const isReason = (value: string): boolean => WORD.test(value);

/** Why somebody did something, for others to read later: at least a word of it. */
export const reasonLine = (max: number): z.ZodType<string, string> => limited(saying(line(max), isReason), 1, max);
