import { BadRequestException, NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { invalid, toIssues } from './issues.js';
import { problemBody } from './problem-body.js';
import { Problem } from './problem.js';
import { retryAfter } from './problem.filter.js';
import { toProblem } from './to-problem.js';

const failed = (code: string): Error =>
  new QueryFailedError('SELECT secret', ['13800000000'], Object.assign(new Error('detail'), { code }));

describe('what an error becomes', () => {
  it.each([
    [new Problem('group/locked'), 'group/locked', 409],
    [new NotFoundException(), 'resource/not-found', 404],
    [new BadRequestException(), 'request/malformed', 400],
    [Object.assign(new Error(), { statusCode: 415 }), 'request/unsupported-media', 415],
    [Object.assign(new Error(), { statusCode: 413 }), 'request/too-large', 413],
    [failed('23505'), 'resource/conflict', 409],
    [failed('22021'), 'request/invalid', 422],
    [failed('22003'), 'request/invalid', 422],
    [failed('40P01'), 'server/busy', 503],
    [failed('57014'), 'server/busy', 503],
    [failed('53100'), 'server/storage-full', 503],
    [failed('57P01'), 'server/database-unavailable', 503],
    [failed('42703'), 'server/unexpected', 500],
    [new TypeError('x is undefined'), 'server/unexpected', 500],
    [Object.assign(new Error('upstream'), { statusCode: 502 }), 'server/unexpected', 500],
    ['a string', 'server/unexpected', 500],
    [undefined, 'server/unexpected', 500],
  ])('%s is %s', (error, code, status) => expect(toProblem(error)).toMatchObject({ code, status }));

  it('leaks nothing of an unexpected one', () => {
    const body = problemBody(toProblem(failed('42703')), 'r-1');
    expect(body).toEqual({
      type: 'urn:tocsin:problem:server:unexpected',
      title: 'Unexpected',
      status: 500,
      code: 'server/unexpected',
      params: {},
      requestId: 'r-1',
    });
  });

  it('says when to come back, whenever it says to come back', () => {
    expect(retryAfter(new Problem('server/busy'))).toBe('2');
    expect(retryAfter(new Problem('auth/locked', {}, { retryAfter: 89.2 }))).toBe('90');
    expect(retryAfter(new Problem('resource/not-found'))).toBeNull();
  });
});

describe('issues', () => {
  it('carry path and code, an unknown key by its name, and no more than fifty', () => {
    expect(
      toIssues(
        [
          { message: 'm', code: 'c', path: ['a', { key: 0 }, 'b'] },
          { message: 'm', code: 'unrecognized_keys', keys: ['x'] },
        ],
        'id',
      ),
    ).toEqual([
      { path: 'id.a.0.b', code: 'c', message: 'm' },
      { path: 'id.x', code: 'unrecognized_keys', message: 'm' },
    ]);
    expect(invalid(Array.from({ length: 1000 }, () => ({ message: 'm' }))).extras.issues).toHaveLength(50);
  });
});
