import { existsSync, readFileSync } from 'node:fs';

/** What a stage came to: counts, and the tests that were passed over with the reason they give. */
export const outcome = (passed, failed, skipped = []) => ({ passed, failed, skipped });

/** A run that left no report did not run: that is a failure, not nothing. */
export function jestOutcome(file, code) {
  if (!existsSync(file)) return outcome(0, 1);
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const skipped = report.testResults.flatMap((suite) =>
    suite.assertionResults.filter(({ status }) => status === 'pending' || status === 'todo').map(({ fullName }) => fullName),
  );
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  return outcome(report.numPassedTests, failed === 0 && code !== 0 ? 1 : failed, skipped);
}

export function playwrightOutcome(file, code) {
  if (!existsSync(file)) return outcome(0, 1);
  const { stats, suites, errors } = JSON.parse(readFileSync(file, 'utf8'));
  const failed = stats.unexpected + errors.length;
  return outcome(stats.expected + stats.flaky, failed === 0 && code !== 0 ? 1 : failed, suites.flatMap(skippedIn));
}

function skippedIn(suite) {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter(({ status }) => status === 'skipped')
      .map(
        ({ annotations }) =>
          `${spec.title}: ${
            annotations
              .map(({ description }) => description)
              .filter(Boolean)
              .join('; ') || 'no reason given'
          }`,
      ),
  );
  return [...own, ...(suite.suites ?? []).flatMap(skippedIn)];
}
