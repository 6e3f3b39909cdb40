export { Problem, notFound, type ProblemExtras } from './problem.js';
export { invalid, toIssues } from './issues.js';
export { toProblem } from './to-problem.js';
export { problemBody } from './problem-body.js';
