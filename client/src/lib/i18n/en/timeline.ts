import type { Translation } from '../types.js';
import type { timeline as source } from '../zh-CN/timeline.js';

export const timeline: Translation<typeof source> = {
  title: 'Timeline',
  filter: 'Filter',
  only: { all: 'All', key: 'Key moments' },
  lane: { state: 'Incident', group: 'Group', signal: 'Signal', note: 'Note', complaint: 'Complaint' },
  chain: 'Writes itself, cannot be changed',
  add: 'Add a note',
  empty: 'Nothing matches the filter',
  emptyHint: 'Choose another filter, or add a note.',
  key: 'Key moment',
  system: 'System',
  becomes: 'becomes',
  reason: 'Reason: {{reason}}',
  recorded: 'recorded',
  engineReason: {
    similar: 'the matter is alike',
    'same-object': 'same object, same problem',
    'template-slot': 'same template, different objects',
    'better-fit': 'closer to that group',
    'must-link': 'a person put them together',
    'cannot-link': 'a person set them apart',
    campaign: 'one campaign of copies',
  },
  severityComputed: 'The numbers passed a mark and the severity followed',
  detected: {
    complainants: 'Detection policy: {{value}} different complainants make a suspected incident',
    burst: 'Detection policy: {{value}} complaints in ten minutes make a suspected incident',
    critical: 'Detection policy: a grave safety or legal risk makes a suspected incident',
    person: 'Declared by a person',
  },
  milestone: {
    complainants: '{{value}} people have complained',
    'velocity-warning': 'Velocity passed the warning line ({{value}} / 10 min)',
    'velocity-critical': 'Velocity passed the critical line ({{value}} / 10 min)',
    'velocity-normal': 'Velocity is back to normal ({{value}} / 10 min)',
    area: '{{value}} areas are affected',
  },
  event: {
    incident: {
      declared: 'Declared',
      moved: 'Moved on',
      'severity-changed': 'Severity changed by a person',
      renamed: 'Renamed',
      'commander-assigned': 'Another commander',
      regrouped: 'Complaints of this incident were regrouped',
    },
    group: {
      merged: '{{n}} of “{{from}}” merged into “{{into}}”',
      split: '{{n}} split off “{{from}}” into “{{into}}”',
      moved: '{{n}} moved from “{{from}}” to “{{into}}”',
      locked: 'Group “{{from}}” locked',
      unlocked: 'Group “{{from}}” unlocked',
      reclustered: 'Groups were read anew: {{n}} changed groups',
      'move-undone': 'Undone: {{n}} of “{{from}}” and “{{into}}” back where it was before',
    },
    complaint: {
      'validity-judged': 'Validity of complaint {{receipt}} judged',
      'status-changed': 'Status of complaint {{receipt}} changed',
    },
  },
  spoke: {
    addition: 'The complainant of {{receipt}} added information',
    withdrawal: 'The complainant of {{receipt}} withdrew',
    rating: 'The complainant of {{receipt}} rated the outcome: {{score}} of 5',
  },
};
