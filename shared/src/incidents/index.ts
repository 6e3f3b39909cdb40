export * from './alarm.rules.js';
export * from './attention.contract.js';
export * from './attention.rules.js';
export * from './backtest.contract.js';
export * from './demand-groups.contract.js';
export * from './demand-groups.rules.js';
export * from './detection.rules.js';
export * from './incidents.contract.js';
export {
  canMove,
  computeSeverity,
  INCIDENT_STATES,
  isOver,
  movesFrom,
  SEGMENTS,
  SEVERITIES,
  severityInputs,
  type SeverityInputs,
} from './incidents.rules.js';
export * from './incidents.words.js';
export * from './order.rules.js';
export * from './since.contract.js';
export * from './timeline-export.contract.js';
export * from './velocity.rules.js';
