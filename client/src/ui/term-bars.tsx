import { decimal } from '../lib/format.js';
import './term-bars.css';

/** Words by their weight: the bar compares, the number says exactly. */
export function TermBars({ terms }: { terms: readonly { term: string; weight: number }[] }) {
  const heaviest = Math.max(...terms.map(({ weight }) => weight), Number.EPSILON);
  return (
    <ul className="term-bars">
      {terms.map(({ term, weight }) => (
        <li key={term} className="term-bars__row">
          <span className="clip" title={term}>
            {term}
          </span>
          <span className="term-bars__track" aria-hidden="true">
            <span className="term-bars__fill" style={{ width: `${(weight / heaviest) * 100}%` }} />
          </span>
          <span className="muted">{decimal(weight, 2)}</span>
        </li>
      ))}
    </ul>
  );
}
