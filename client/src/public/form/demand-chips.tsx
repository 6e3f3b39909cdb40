import type { Demand } from '@tocsin/shared/complaints';
import { domain } from '../../lib/i18n/zh-CN/domain.js';
import { Field } from '../field.js';
import { useWords, type Key } from '../words.js';

/** The dictionary has one word for each demand of the contract, and weighs less than the contract. */
const DEMANDS = Object.keys(domain.demand) as Demand[];

interface DemandChipsProps {
  chosen: readonly Demand[];
  fault: Key | undefined;
  onChange: (chosen: Demand[]) => void;
}

export function DemandChips({ chosen, fault, onChange }: DemandChipsProps) {
  const t = useWords();
  return (
    <Field id="demands" label="form.demands" group optional fault={fault}>
      <div className="pub-chips">
        {DEMANDS.map((demand) => (
          <label key={demand} className="pub-chip">
            <input
              type="checkbox"
              checked={chosen.includes(demand)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, demand] : chosen.filter((one) => one !== demand))}
            />
            {t(`domain:demand.${demand}`)}
          </label>
        ))}
      </div>
    </Field>
  );
}
