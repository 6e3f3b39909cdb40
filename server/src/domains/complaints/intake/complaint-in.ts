import { NewComplaint } from '@tocsin/shared/complaints';
import { parseJson } from '../../../platform/http/json-parser.js';
import { Problem, toIssues, toProblem } from '../../../platform/problems/index.js';
import { scanComplaint, type ReadComplaint } from './complaint-scan.js';
import { refuseUnknownArea } from './known-place.js';
import { refusalOf, type Sender } from './sender.js';

/** The complaint in one line, or what is wrong with it or with its coming from this sender. */
export function complaintIn(bytes: Buffer, sender: Sender): ReadComplaint | Problem {
  const read = scanComplaint(bytes) ?? parsedComplaint(bytes);
  return read instanceof Problem ? read : (refusalOf(read, sender) ?? read);
}

function parsedComplaint(bytes: Buffer): ReadComplaint | Problem {
  try {
    const parsed = NewComplaint.safeParse(parseJson(bytes));
    if (parsed.success) refuseUnknownArea(parsed.data.place);
    return parsed.success ? parsed.data : new Problem('request/invalid', {}, { issues: toIssues(parsed.error.issues) });
  } catch (error) {
    return toProblem(error);
  }
}
