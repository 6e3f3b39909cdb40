import { z } from 'zod';

/** Of a value that does not fit its schema, the parts that do: fields and items that are described and valid, and nothing else. */
export function whatFits(schema: z.ZodType, value: unknown): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  if (schema instanceof z.ZodObject && isRecord(value)) return fieldsOf(schema, value);
  if (schema instanceof z.ZodArray && Array.isArray(value))
    return value.map((item) => whatFits(schema.element as z.ZodType, item)).filter((item) => item !== undefined);
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional) return whatFits(schema.unwrap() as z.ZodType, value);
  return undefined;
}

function fieldsOf(schema: z.ZodObject, value: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.entries(schema.shape).map(([name, field]) => [name, whatFits(field as z.ZodType, value[name])] as const);
  return Object.fromEntries(fields.filter(([, fitting]) => fitting !== undefined));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
