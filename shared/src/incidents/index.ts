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
export * from './velocity.rules.js';
