import { z } from 'zod';
import { ExportLang } from '../complaints/export.dictionary.js';
import { TimeZoneName } from '../kernel/index.js';

/** Asked of the timeline and of the situation alike. */
export const TimelineExportQuery = z.object({
  format: z.enum(['csv', 'xlsx']).default('xlsx'),
  lang: ExportLang.default('zh'),
  timeZone: TimeZoneName.optional(),
});
export type TimelineExportQuery = z.infer<typeof TimelineExportQuery>;
