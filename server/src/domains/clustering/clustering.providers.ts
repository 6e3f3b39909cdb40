import { CommandExecutor } from './commands/command-executor.js';
import { CommandsRepository } from './commands/commands.repository.js';
import { GroupHands } from './commands/group-hands.js';
import { MovesRepository } from './commands/moves.repository.js';
import { ObjectHands } from './commands/object-hands.js';
import { ReclusterHands, ReclusterParts } from './commands/recluster-hands.js';
import { RefusalsRepository } from './commands/refusals.repository.js';
import { StudioHands } from './commands/studio-hands.js';
import { UndoHands } from './commands/undo-hands.js';
import { BatchRows, BatchWriter } from './consumer/batch-writer.js';
import { BindingRepository } from './consumer/binding.repository.js';
import { CheckpointRepository } from './consumer/checkpoint.repository.js';
import { Consumer } from './consumer/consumer.js';
import { Failpoints } from './consumer/failpoints.js';
import { LeaderParts } from './consumer/leader-parts.js';
import { LeaseRepository } from './consumer/lease.repository.js';
import { Preparer } from './consumer/preparer.js';
import { ProgressRepository } from './consumer/progress.repository.js';
import { Recovery, RecoverySources } from './consumer/recovery.js';
import { SnapshotStore } from './consumer/snapshot-store.js';
import { WorkMark } from './consumer/work-mark.js';
import { CorrectionsRepository } from './dictionary/corrections.repository.js';
import { Dictionaries } from './dictionary/dictionaries.js';
import { DictionaryRepository } from './dictionary/dictionary.repository.js';
import { GroupsRepository } from './groups/groups.repository.js';
import { MembersRepository } from './groups/members.repository.js';
import { Regrouper, RegroupTeller } from './groups/regrouper.js';
import { GroupPort } from './ports.js';
import { Comparer } from './recluster/comparer.js';
import { DecisionsRepository } from './recluster/decisions.repository.js';
import { PreviewRepository } from './recluster/preview.repository.js';
import { ReaderSources, ReclusterReader } from './recluster/reader.js';
import { ReclusterWork } from './recluster/recluster-work.js';
import { RunsRepository } from './recluster/runs.repository.js';
import { Alarms } from './set-aside/alarms.js';
import { Rereader, RereadRows, RereadSources } from './set-aside/rereader.js';
import { SetAsideRepository } from './set-aside/set-aside.repository.js';
import { Staleness } from './recluster/staleness.js';

/** What reads everything once more, in a server or alone in a thread. */
const RECLUSTER_PROVIDERS = [
  ...[RunsRepository, PreviewRepository, DecisionsRepository, Staleness, ProgressRepository],
  ...[ReaderSources, ReclusterReader, Comparer, ReclusterWork, ReclusterParts, ReclusterHands],
];

/** Everything the one writer needs, in a server or alone in a thread. */
export const CONSUMER_PROVIDERS = [
  ...RECLUSTER_PROVIDERS,
  ...[GroupPort, GroupsRepository, MembersRepository, MovesRepository, Regrouper, RegroupTeller],
  ...[LeaseRepository, CheckpointRepository, BindingRepository, SnapshotStore, Preparer, RecoverySources, Recovery, Failpoints, WorkMark],
  ...[DictionaryRepository, Dictionaries, CorrectionsRepository, ObjectHands, RefusalsRepository, StudioHands],
  ...[SetAsideRepository, Alarms, RereadRows, RereadSources, Rereader],
  ...[BatchRows, BatchWriter, CommandsRepository, UndoHands, GroupHands, CommandExecutor, LeaderParts, Consumer],
];
