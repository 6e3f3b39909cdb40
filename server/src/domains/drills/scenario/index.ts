export { bigSaleLogistics } from './big-sale-logistics.js';
export { play, type PlayOptions, type PlayProgress } from './player.js';
export type { Scenario, ScenarioOptions, ScriptedComplaint } from './scenario.js';
