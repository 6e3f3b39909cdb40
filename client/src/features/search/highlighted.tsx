import { runsOf } from './highlight.rules.js';

export function Highlighted({ text, q }: { text: string; q: string }) {
  return runsOf(text, q).map((run, i) =>
    run.hit ? (
      <mark key={i} className="find-hit">
        {run.text}
      </mark>
    ) : (
      run.text
    ),
  );
}
