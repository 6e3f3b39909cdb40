import { GROUP_SORTS, SetAsideStage } from '@tocsin/shared/clustering';
import {
  CHANNELS,
  COMPLAINT_STATUSES,
  ComplaintSort,
  DEMANDS,
  EMOTION_STAGES,
  FLAGS,
  PRIORITIES,
  VALIDITIES,
} from '@tocsin/shared/complaints';
import { INCIDENT_STATES } from '@tocsin/shared/incidents';
import { z } from 'zod';

const many = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.preprocess((v) => (v === undefined || Array.isArray(v) ? v : [v]), z.array(z.enum(values)).optional()).catch(undefined);
const words = z.string().max(200).optional().catch(undefined);
const flag = z.enum(['true', 'false']).optional().catch(undefined);

/** The complaint filter as it stands in the address; a mangled parameter is dropped, never an error page. */
export const ComplaintSearch = z.object({
  q: words,
  incidentId: words,
  groupId: words,
  channel: many(CHANNELS),
  demand: many(DEMANDS),
  primaryDemand: z
    .enum([...DEMANDS, 'none'])
    .optional()
    .catch(undefined),
  emotion: many(EMOTION_STAGES),
  status: many(COMPLAINT_STATUSES),
  validity: many(VALIDITIES),
  priority: many(PRIORITIES),
  flag: many(FLAGS),
  adcode: words,
  located: flag,
  flagged: flag,
  nearDuplicate: flag,
  repeated: flag,
  repost: flag,
  claims: flag,
  inIncident: flag,
  inOpenIncident: flag,
  history: flag,
  importJob: words,
  from: words,
  to: words,
  sort: ComplaintSort.optional().catch(undefined),
  /** The complaint shown beside the list. */
  id: words,
});
export type ComplaintSearch = z.infer<typeof ComplaintSearch>;

export const IncidentListSearch = z.object({
  segment: z.enum(['active', 'watching', 'after', 'dismissed']).optional().catch(undefined),
  order: z.enum(['danger', 'velocity', 'severity', 'deadline']).optional().catch(undefined),
});
export const WarRoomSearch = ComplaintSearch.extend({
  ...IncidentListSearch.shape,
  hours: z.coerce.number().min(1).max(168).optional().catch(undefined),
  /** Of the timeline: which of its entries are shown. */
  lane: z.enum(['key', 'state', 'group', 'signal', 'note', 'complaint']).optional().catch(undefined),
  pick: words,
  /** The number that was asked for, of an incident that became part of this one. */
  was: words,
});
export type WarRoomSearch = z.infer<typeof WarRoomSearch>;
export const WAR_ROOM_TABS = ['situation', 'complaints', 'timeline'] as const;
export type WarRoomTab = (typeof WAR_ROOM_TABS)[number];

export const GroupListSearch = z.object({
  q: words,
  minSize: z.coerce.number().int().min(1).optional().catch(undefined),
  sort: z.enum(GROUP_SORTS).optional().catch(undefined),
});
export const FindSearch = z.object({ q: words });
export const LoginSearch = z.object({ next: words });
export const SetupSearch = z.object({ token: words });
export const ImportSearch = z.object({ id: z.uuidv7().optional().catch(undefined) });
export const AuditSearch = z.object({ subject: words, who: words, what: words, from: words, to: words });
export const SetAsideSearch = z.object({
  state: z.literal('resolved').optional().catch(undefined),
  stage: SetAsideStage.optional().catch(undefined),
});
export const UserSearch = z.object({ q: words });
export const WallSearch = z.object({
  rotate: z.coerce.number().int().min(5).max(3600).optional().catch(undefined),
  incidents: many(INCIDENT_STATES),
  theme: z.enum(['dark', 'light']).optional().catch(undefined),
});
