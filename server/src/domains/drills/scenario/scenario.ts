import type { NewComplaint } from '@tocsin/shared/complaints';

/** One message of a scripted crisis. Only `body` is sent; the rest is for measuring what the product makes of it. */
export interface ScriptedComplaint {
  index: number;
  /** Milliseconds after the start of the scenario, at its own pace. */
  atMs: number;
  body: NewComplaint;
  /** What it is really about: one of the scenario's groups, a small case of its own, or nothing that anybody else reports. */
  label: string | null;
  kind: 'first' | 'again' | 'repost';
  person: string;
}

export interface ScenarioOptions {
  seed: number;
  /** Complaints a second at the scenario's own pace. */
  rate: number;
  durationSeconds: number;
  /** Overrides `durationSeconds`: exactly so many complaints. */
  count?: number;
  /** Goes into `source`, so that two runs with the same seed are two crises. */
  run?: string;
}

export interface Scenario {
  name: string;
  groups: readonly { label: string; title: { zh: string; en: string } }[];
  defaults: ScenarioOptions;
  complaints: (options: Partial<ScenarioOptions>) => Generator<ScriptedComplaint, void, undefined>;
}
