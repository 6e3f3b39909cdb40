import type { Translation } from '../types.js';
import type { search as source } from '../zh-CN/search.js';

export const search: Translation<typeof source> = {
  label: 'Words, fragments, receipt, order or incident numbers',
  start: 'Search complaints and incidents',
  startHint: 'Chinese or English, whole words or fragments; of a number any three characters will do.',
  nothing: 'Nothing found for “{{q}}”',
  nothingHint: 'Put it another way, or type only a part of it.',
  separator: ', ',
  absorbed: 'includes {{nos}}',
  incidents: 'Incidents: {{n}}',
  complaints_one: '{{n}} complaint',
  complaints_other: '{{n}} complaints',
  all: 'See all {{n}} in the inbox →',
};
