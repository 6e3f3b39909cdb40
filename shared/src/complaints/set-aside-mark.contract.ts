import { z } from 'zod';
import { Instant } from '../kernel/index.js';

/** Where on its way a complaint failed. */
export const SET_ASIDE_STAGES = ['reading', 'grouping', 'writing', 'detection', 'reclustering'] as const;
export const SetAsideStage = z.enum(SET_ASIDE_STAGES);
export type SetAsideStage = z.infer<typeof SetAsideStage>;

/** What a list says of a complaint that one stage could not take: where it failed and since when it waits. */
export const SetAsideMark = z.object({ stage: SetAsideStage, at: Instant });
export type SetAsideMark = z.infer<typeof SetAsideMark>;
