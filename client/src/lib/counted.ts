import { useTranslation } from 'react-i18next';
import { count } from './format.js';
import type { common } from './i18n/zh-CN/common.js';

export type Counted = keyof (typeof common)['counted'];

/** A number with its noun, as the language inflects it: two of them in one sentence cannot share one plural rule. */
export function useCounted(): (what: Counted, n: number, format?: (n: number) => string) => string {
  const { t } = useTranslation();
  return (what, n, format = count) => t(`counted.${what}`, { count: n, n: format(n) });
}
