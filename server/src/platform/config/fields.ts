import { z } from 'zod';

/** A variable that may be left out. */
export const absent = <T extends z.ZodType>(field: T): z.ZodOptional<T> => field.optional();

/** `a, b,c` as an array. */
export const list = <T extends z.ZodType<unknown, string>>(item: T) =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .pipe(z.array(item).min(1));

export const flag = z.stringbool({ truthy: ['true', '1', 'yes', 'on'], falsy: ['false', '0', 'no', 'off'] });

export const urlOf = (...schemes: string[]) =>
  z
    .string()
    .refine(
      (text) => schemes.includes(schemeOf(text)),
      `must be a URL starting with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`,
    );

export const httpUrl = urlOf('http', 'https');

/** Kept as text: a PostgreSQL URL may name a socket folder as its host, which is no valid URL to the web's parser. */
export const postgresUrl = urlOf('postgres', 'postgresql');

/** `true`, or the addresses (comma-separated, CIDR allowed) of proxies whose X-Forwarded-For is believed. */
export const trustProxy = z.string().transform((text): boolean | string => (text === 'true' || text === 'false' ? text === 'true' : text));

function schemeOf(text: string): string {
  const end = text.indexOf('://');
  // eslint-disable-next-line tocsin/text-cut -- ends where `://` was found
  return end > 0 && end + 3 < text.length ? text.slice(0, end) : '';
}
