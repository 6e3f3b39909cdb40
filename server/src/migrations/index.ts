import { PlatformBase } from './20261122T0800-platform-base.js';
import { Jobs } from './20261122T0930-jobs.js';
import { Identity } from './20261122T1000-identity.js';
import { Audit } from './20261122T1010-audit.js';
import { Live } from './20261122T1020-live.js';
import { Complaints } from './20261122T1030-complaints.js';
import { Clustering } from './20261122T1040-clustering.js';
import { Incidents } from './20261122T1050-incidents.js';
import { MoveRecord } from './20261122T1120-move-record.js';
import { Dictionary } from './20261122T1130-dictionary.js';
import { Desk } from './20261122T1145-desk.js';
import { Refusals } from './20261122T1150-refusals.js';
import { Recluster } from './20261122T1240-recluster.js';
import { FoldedIncidents } from './20261122T1250-folded-incidents.js';
import { PresenceLookedAt } from './20261122T1800-presence-looked-at.js';
import { BulkBlock } from './20261122T1810-bulk-block.js';
import { ComplaintMessage } from './20261122T1820-complaint-message.js';
import { ReclusterObjects } from './20261122T1830-recluster-objects.js';
import { IncidentAudiences } from './20261128T0130-incident-audiences.js';
import { UnsentUploads } from './20261128T0140-unsent-uploads.js';
import { ComplaintReply } from './20261128T0150-complaint-reply.js';
import { PastCases } from './20261128T0100-past-cases.js';
import { ImportReading } from './20261128T0120-import-reading.js';
import { Attention } from './20261128T0200-attention.js';
import { ReclusterIncluded } from './20261128T0201-recluster-included.js';
import { AuditSubject } from './20261128T0151-audit-subject.js';
import { SetAside } from './20261128T0110-set-aside.js';
import { DataKeys } from './20261128T0400-data-keys.js';
import { AuditByStream } from './20261128T0210-audit-by-stream.js';
import { Administration } from './20261128T0600-administration.js';
import { ImportMaker } from './20261128T1000-import-maker.js';
import { ClaimedAttachments } from './20261128T1210-claimed-attachments.js';
import { WallLinkKey } from './20261128T1200-wall-link-key.js';
import { ImportComplaints } from './20261128T1230-import-complaints.js';
import { PolicyVersion } from './20261128T1220-policy-version.js';

/** In the order they were written; one already released is never edited, a new one is appended. */
export const migrations = [
  PlatformBase,
  Jobs,
  Identity,
  Audit,
  Live,
  Complaints,
  Clustering,
  Incidents,
  MoveRecord,
  Dictionary,
  Desk,
  Refusals,
  Recluster,
  FoldedIncidents,
  PresenceLookedAt,
  BulkBlock,
  ComplaintMessage,
  ReclusterObjects,
  IncidentAudiences,
  UnsentUploads,
  ComplaintReply,
  PastCases,
  ImportReading,
  Attention,
  ReclusterIncluded,
  AuditSubject,
  SetAside,
  AuditByStream,
  DataKeys,
  Administration,
  ImportMaker,
  WallLinkKey,
  ClaimedAttachments,
  PolicyVersion,
  ImportComplaints,
];
