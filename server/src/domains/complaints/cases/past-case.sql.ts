import { LOOK_BACK_DAYS } from '@tocsin/shared/complaints';

/** `pastCaseAt` said of a complaint (`c`) that the engine has not read yet. */
export const COMES_AS_PAST = `(c.history OR coalesce(c.occurred_at < c.received_at - interval '${LOOK_BACK_DAYS} days', false))`;
/** Whether a complaint (`c`) is a past case. Once it has been read, its case (`k`) says so and keeps saying so. */
export const IS_PAST = `(CASE WHEN k.complaint_id IS NULL THEN ${COMES_AS_PAST} ELSE k.counted_at IS NOT NULL END)`;
