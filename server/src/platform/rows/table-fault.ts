import { TABLE_FAULTS, type TableFaultCode } from '@tocsin/shared/kernel';
import { Problem } from '../problems/problem.js';

export interface FaultPlace {
  /** As a person counts them in the file, from 1. */
  line?: number;
  column?: number;
  /** A part of a workbook. */
  part?: string;
  encoding?: string;
}

/** Why a table cannot be read, and where. */
export class TableFault extends Error {
  constructor(
    readonly fault: TableFaultCode,
    readonly place: FaultPlace = {},
    cause?: unknown,
  ) {
    super(TABLE_FAULTS[fault], { cause });
    this.name = 'TableFault';
  }

  toProblem(): Problem {
    const { line, column } = this.place;
    const path = [line === undefined ? [] : [`line ${line}`], column === undefined ? [] : [`column ${column}`]].flat().join(', ');
    return new Problem(
      'upload/unreadable',
      { reason: this.message, fault: this.fault, ...this.place },
      { cause: this, ...(path === '' ? {} : { issues: [{ path, code: this.fault, message: this.message }] }) },
    );
  }
}
