const SECRET =
  /^(text|body|phone|email|name|authorization|cookie|set-cookie|password|key|apikey|secret|token|totp|code|idcard|complainant|payload|raw)$/i;
const DEPTH = 6;
const CENSORED = '[redacted]';

/** Personal data and secrets never reach a log line, however deep they hide in what was logged. */
export function redact(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Error) return errorLine(value);
  if (value instanceof Date) return value;
  if (depth >= DEPTH || ArrayBuffer.isView(value)) return '[…]';
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redact(item, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, SECRET.test(key) ? CENSORED : redact(inner, depth + 1)]));
}

interface ErrorLine {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  cause?: ErrorLine;
}

/** PostgreSQL quotes the offending value, and TypeORM carries the parameters: message and stack are kept, values are not. */
export function errorLine(error: Error, depth = 0): ErrorLine {
  const code = (error as { code?: unknown }).code;
  return {
    type: error.name,
    message: withoutValues(error.message),
    ...(typeof code === 'string' ? { code } : {}),
    ...(error.stack ? { stack: withoutValues(error.stack) } : {}),
    ...(error.cause instanceof Error && depth < 3 ? { cause: errorLine(error.cause, depth + 1) } : {}),
  };
}

const withoutValues = (text: string): string => text.replace(/(input syntax[^"]*|value )"[^"]*"/g, '$1"…"').replace(/=\([^)]*\)/g, '=(…)');
