export { ClusteringModule } from './clustering.module.js';
export { CommandsRepository } from './commands/commands.repository.js';
export { ProgressRepository } from './consumer/progress.repository.js';
export { GroupReader } from './groups/group-reader.repository.js';
export { GroupsRepository, type GroupRow } from './groups/groups.repository.js';
export { MembersRepository } from './groups/members.repository.js';
export { addTally, emptyTally, mostFrequent, sumTallies, type Counts, type Tally } from './groups/tally.rules.js';
export { GroupPort, type GroupListener, type GroupsChanged, type GroupsMerged } from './ports.js';
