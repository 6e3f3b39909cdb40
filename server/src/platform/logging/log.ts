import { pino, type DestinationStream, type Level, type Logger } from 'pino';
import { currentContext } from './context.js';
import { errorLine, redact } from './redact.js';

export type { Logger };
export type LogLevel = Level | 'silent';

export function createLogger(level: LogLevel, to?: DestinationStream): Logger {
  const options = {
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    mixin: contextFields,
    serializers: { err: (error: unknown) => (error instanceof Error ? errorLine(error) : redact(error)) },
    formatters: { level: (label: string) => ({ level: label }), log: (fields: Record<string, unknown>) => redactFields(fields) },
  };
  return to ? pino(options, to) : pino(options);
}

function contextFields(): Record<string, unknown> {
  const context = currentContext();
  if (!context) return {};
  const { requestId, userId, incidentId } = context;
  return { requestId, ...(userId ? { userId } : {}), ...(incidentId ? { incidentId } : {}) };
}

/** `err` is left for its serializer, which keeps the stack. */
function redactFields({ err, ...fields }: Record<string, unknown>): Record<string, unknown> {
  return { ...(redact(fields) as Record<string, unknown>), ...(err === undefined ? {} : { err }) };
}

const root = createLogger('info');
const children = new Map<string, Logger>();

/** One logger a part of the house; the same name is the same logger, so the level can be set after they were made. */
export function log(part: string): Logger {
  const known = children.get(part);
  if (known) return known;
  const child = root.child({ part });
  children.set(part, child);
  return child;
}

export function setLogLevel(level: LogLevel): void {
  root.level = level;
  for (const child of children.values()) child.level = level;
}
