import { DEMANDS, type ComplaintFilter, type Demand } from '@tocsin/shared/complaints';
import type { GroupId } from '@tocsin/shared/kernel';
import { IS_PAST } from '../cases/past-case.sql.js';
import type { Search } from '../search/search-terms.js';

/** Who looks (`brands: null` means all of them) and, of an incident, what belongs to it. */
export interface Scope {
  brands: readonly string[] | null;
  groups: readonly GroupId[] | null;
  /** The groups of all incidents; asked for only by a filter on them. */
  taken?: readonly GroupId[];
  /** Those of incidents that are not over. */
  open?: readonly GroupId[];
}

export interface Conditions {
  where: string[];
  params: unknown[];
  /** Some condition can only hold for a complaint that the engine has read. */
  onlyRead: boolean;
}

const PROVINCE = /0000$/;
const CITY = /00$/;

/** The filter as SQL over `c` (complaint) and `k` (complaint_case, absent until the engine has read the complaint). */
export function conditionsOf(filter: ComplaintFilter, scope: Scope, search: Search | null): Conditions {
  const built: Conditions = { where: [], params: [], onlyRead: false };
  const p = (value: unknown): string => `$${built.params.push(value)}`;
  const read = (sql: string): void => {
    built.where.push(sql);
    built.onlyRead = true;
  };
  const any = (sql: string): void => void built.where.push(sql);

  if (scope.brands) any(`c.brand = ANY(${p(scope.brands)}::text[])`);
  if (scope.groups) read(`k.group_id = ANY(${p(scope.groups)}::uuid[])`);
  if (filter.groupId) read(`k.group_id = ${p(filter.groupId)}`);
  if (filter.channel) any(`c.channel = ANY(${p(filter.channel)}::text[])`);
  if (filter.demand) read(`k.demands && ${p(filter.demand)}::text[]`);
  if (filter.primaryDemand) read(primaryCondition(filter.primaryDemand, p));
  if (filter.emotion) read(`k.emotion = ANY(${p(filter.emotion)}::text[])`);
  if (filter.status) any(`COALESCE(k.status, 'received') = ANY(${p(filter.status)}::text[])`);
  if (filter.validity) any(`COALESCE(k.validity, 'undecided') = ANY(${p(filter.validity)}::text[])`);
  if (filter.priority) read(`k.priority = ANY(${p(filter.priority)}::text[])`);
  if (filter.adcode) read(areaCondition(filter.adcode, p));
  if (filter.located !== undefined) read(`k.place IS ${filter.located ? 'NOT ' : ''}NULL`);
  if (filter.flagged !== undefined) read(`cardinality(k.flags) ${filter.flagged ? '>' : '='} 0`);
  if (filter.nearDuplicate !== undefined) read(`k.near_duplicate_of IS ${filter.nearDuplicate ? 'NOT ' : ''}NULL`);
  if (filter.repost !== undefined) read(`(k.near_duplicate_of IS NOT NULL AND k.complainant_key IS NULL) = ${String(filter.repost)}`);
  if (filter.flag) read(`k.flags && ${p(filter.flag)}::text[]`);
  if (filter.repeated !== undefined) read(`k.repeat_no ${filter.repeated ? '>' : '<='} 1`);
  if (filter.claims !== undefined) any(`c.amount_minor IS ${filter.claims ? 'NOT ' : ''}NULL`);
  if (filter.inIncident !== undefined) any(takenCondition(filter.inIncident, p(scope.taken ?? [])));
  if (filter.inOpenIncident !== undefined) any(takenCondition(filter.inOpenIncident, p(scope.open ?? [])));
  if (filter.history !== undefined) any(`${IS_PAST} = ${String(filter.history)}`);
  if (filter.importJob) any(`c.id IN (SELECT complaint_id FROM import_complaint WHERE job_id = ${p(filter.importJob)})`);
  if (filter.from) any(`c.received_at >= ${p(filter.from)}`);
  if (filter.to) any(`c.received_at < ${p(filter.to)}`);
  if (search) read(searchCondition(search, p));
  return built;
}

/** This demand, and none that weighs more. */
function primaryCondition(primary: Demand | 'none', p: (value: unknown) => string): string {
  if (primary === 'none') return `cardinality(k.demands) = 0`;
  const weightier = DEMANDS.slice(0, DEMANDS.indexOf(primary));
  return `(${p(primary)} = ANY(k.demands) AND NOT k.demands && ${p(weightier)}::text[])`;
}

/** What the engine has not read yet stands in no group, so in no incident either. */
const takenCondition = (taken: boolean, groups: string): string =>
  taken ? `k.group_id = ANY(${groups}::uuid[])` : `(k.group_id IS NULL OR k.group_id <> ALL(${groups}::uuid[]))`;

/** A province's code takes in its cities and districts, a city's its districts. */
function areaCondition(adcode: string, p: (value: unknown) => string): string {
  if (PROVINCE.test(adcode)) return `k.adcode LIKE ${p(`${adcode.slice(0, 2)}%`)}`;
  return CITY.test(adcode) ? `k.adcode LIKE ${p(`${adcode.slice(0, 4)}%`)}` : `k.adcode = ${p(adcode)}`;
}

function searchCondition({ query, fragment, person }: Search, p: (value: unknown) => string): string {
  const ways: string[] = [];
  if (query) ways.push(`k.terms @@ ${p(query)}::tsquery`);
  // The index is partial: the planner uses it only when the condition says what the index leaves out.
  if (fragment) ways.push(`(k.idents <> '' AND k.idents LIKE ${p(`%${fragment}%`)})`);
  if (person) ways.push(`k.complainant_key = ${p(person)}`);
  return ways.length === 0 ? 'false' : `(${ways.join(' OR ')})`;
}
