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
  return counted(report.numPassedTests, report.numFailedTests + report.numRuntimeErrorTestSuites, code, skipped);
}

export function playwrightOutcome(file, code) {
  if (!existsSync(file)) return outcome(0, 1);
  const { stats, suites, errors } = JSON.parse(readFileSync(file, 'utf8'));
  return counted(stats.expected + stats.flaky, stats.unexpected + errors.length, code, suites.flatMap(skippedIn));
}

/** A runner that left in trouble, or that found nothing to run, has failed although it names no failed test. */
function counted(passed, failed, code, skipped) {
  const silent = failed === 0 && (code !== 0 || passed === 0);
  return outcome(passed, silent ? 1 : failed, skipped);
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
