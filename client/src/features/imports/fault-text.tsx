import { TABLE_FAULT_CODES } from '@tocsin/shared/kernel';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../../lib/problem-error.js';
import { count } from '../../lib/format.js';
import { ProblemLine } from '../../ui/states.js';

interface Fault {
  fault: string;
  line?: number | undefined;
  column?: number | undefined;
}

/** What is wrong with a file, and where. */
export function useFaultText(): (fault: Fault) => string {
  const { t } = useTranslation('imports');
  return ({ fault, line, column }) => {
    const known = [...TABLE_FAULT_CODES, 'interrupted' as const, 'outdated' as const].find((one) => one === fault);
    const words = t(`fault.${known ?? 'damaged'}`);
    if (line === undefined) return words;
    return column === undefined
      ? t('faultAtLine', { line: count(line), fault: words })
      : t('faultAt', { line: count(line), column: count(column), fault: words });
  };
}

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

/** A refusal of the file in its own words; any other failure as everywhere. */
export function FaultLine({ error }: { error: unknown }) {
  const textOf = useFaultText();
  if (!isProblem(error, 'upload/unreadable') || typeof error.params['fault'] !== 'string') return <ProblemLine error={error} />;
  const { fault, line, column } = error.params;
  return (
    <p className="problem-line" role="alert">
      {textOf({ fault: String(fault), line: numberOf(line), column: numberOf(column) })}
    </p>
  );
}
