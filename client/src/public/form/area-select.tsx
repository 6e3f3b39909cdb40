import { useEffect, useState } from 'react';
import { useWords } from '../words.js';

/** `[adcode, name, parts below]`; municipalities have districts directly below them. */
type Area = readonly [string, string, (readonly Area[])?];

interface AreaSelectProps {
  id: string;
  path: readonly string[];
  describedBy: string | undefined;
  onChange: (path: string[], adcode: string) => void;
}

const named = (areas: readonly Area[], name: string | undefined): Area | undefined => areas.find(([, own]) => own === name);

/** The lists to choose from, one for each level that can be chosen now. */
export function levelsOf(areas: readonly Area[], path: readonly string[]): (readonly Area[])[] {
  const levels = [areas];
  for (const name of path) {
    const below = named(levels.at(-1) ?? [], name)?.[2];
    if (below === undefined) break;
    levels.push(below);
  }
  return levels;
}

function useAreas(): readonly Area[] {
  const [areas, setAreas] = useState<readonly Area[]>([]);
  useEffect(() => {
    const gone = new AbortController();
    fetch('/geo/areas.json', { signal: gone.signal })
      .then((response) => response.json())
      .then((loaded: Area[]) => setAreas(loaded))
      .catch(() => undefined);
    return () => gone.abort();
  }, []);
  return areas;
}

export function AreaSelect({ id, path, describedBy, onChange }: AreaSelectProps) {
  const t = useWords();
  const levels = levelsOf(useAreas(), path);
  const choose = (level: number, name: string): void => {
    const chosen = name === '' ? path.slice(0, level) : [...path.slice(0, level), name];
    const last = levels[chosen.length - 1];
    onChange(chosen, (last && named(last, chosen.at(-1))?.[0]) ?? '');
  };
  const direct = levels[1]?.every((area) => area[2] === undefined) === true;
  const names = direct ? (['form.province', 'form.district'] as const) : (['form.province', 'form.city', 'form.district'] as const);
  return (
    <div className="pub-areas">
      {names.map((name, level) => (
        <select
          key={name}
          id={level === 0 ? id : undefined}
          className="pub-input"
          aria-label={t(name)}
          aria-describedby={describedBy}
          value={levels[level] === undefined ? '' : (path[level] ?? '')}
          disabled={level > 0 && levels[level] === undefined}
          onChange={(event) => choose(level, event.target.value)}
        >
          <option value="">
            {t('form.choose')} · {t(name)}
          </option>
          {levels[level]?.map(([, own]) => (
            <option key={own}>{own}</option>
          ))}
        </select>
      ))}
    </div>
  );
}
