import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  help: string;
  nodes: { html: string; target: string[]; failureSummary?: string }[];
}

/** No violation of WCAG 2.2 AA or of axe's best practices on the page as it stands. */
export async function expectAxeClean(page: Page, where: string): Promise<void> {
  const violations = await page.evaluate(async (axe) => {
    // The page's policy forbids inline scripts; the debugger's evaluate is not bound by it.
    (0, eval)(axe);
    const run = (window as unknown as { axe: { run: (root: Document, o: object) => Promise<{ violations: Violation[] }> } }).axe.run;
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })).violations;
  }, source);
  const told = violations.map(
    (v) => `${v.id}: ${v.help}\n    ${v.nodes.map((n) => `${n.target.join(' ')} ${n.failureSummary ?? ''}`).join('\n    ')}`,
  );
  expect(told, `axe on ${where}`).toEqual([]);
}
