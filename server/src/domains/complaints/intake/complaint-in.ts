import { NewComplaint } from '@tocsin/shared/complaints';
import { parseJson } from '../../../platform/http/json-parser.js';
import { Problem, toIssues, toProblem } from '../../../platform/problems/index.js';
import { scanComplaint, type ReadComplaint } from './complaint-scan.js';
import { refuseUnknownArea } from './known-place.js';

/** The complaint in one line, or what is wrong with it. */
export function complaintIn(bytes: Buffer): ReadComplaint | Problem {
  const read = scanComplaint(bytes);
  if (read !== null) return read;
  try {
    const parsed = NewComplaint.safeParse(parseJson(bytes));
    if (parsed.success) refuseUnknownArea(parsed.data.place);
    return parsed.success ? parsed.data : new Problem('request/invalid', {}, { issues: toIssues(parsed.error.issues) });
  } catch (error) {
    return toProblem(error);
  }
}
