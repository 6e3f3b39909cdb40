import type { Translation } from '../types.js';
import type { overview as source } from '../zh-CN/overview.js';

export const overview: Translation<typeof source> = {
  title: 'Overview',
  incidents: 'Incidents',
  incidentsMeta: '{{n}} not over yet',
  calm: 'No incident is in progress',
  calmHint: 'A group that meets the detection policy appears here by itself.',
  map: 'Where the open incidents are',
  feed: 'Newest complaints',
  feedEmpty: 'No complaint yet',
  velocity: 'Velocity by channel',
  velocityMeta: 'per {{minutes}} min',
  pieces: '',
  perTen: '{{n}} in 10 min',
  lasting: 'running {{span}}',
  kpi: {
    label: 'Key figures',
    active: 'Incidents in progress',
    grave: '{{n}} of severity Ⅰ or Ⅱ',
    today: 'Complaints today',
    velocity: 'Last 10 minutes',
    perTen: '',
    before: ' on 10 min before',
    unanswered: 'Unanswered over 24 h',
    ungrouped: 'Single complaints',
    ungroupedNote: 'in no incident',
    backlog: 'Waiting to be read',
    backlogNote: 'not read yet',
  },
};
