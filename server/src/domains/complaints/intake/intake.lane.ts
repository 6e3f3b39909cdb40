import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { credentialsOf, SessionAuthenticator } from '../../../identity/index.js';
import { FastLanes, type FastLane } from '../../../platform/http/fast-lanes.js';
import { inContext } from '../../../platform/logging/context.js';
import { sendProblem } from '../../../platform/problems/problem.filter.js';
import { scanComplaint, type ReadComplaint } from './complaint-scan.js';
import { IntakeDesk } from './intake.desk.js';
import { originOf } from './intake.service.js';
import type { Outcome } from './intake.types.js';
import { IntakeWriter } from './intake.writer.js';
import { refusalOf } from './sender.js';

/**
 * `POST /complaints` for a known sender and a plain complaint: half of a request's time went to the framework around the work. A stranger,
 * an `Idempotency-Key`, an unusual body, a wrong one: `IntakeController` sees to them.
 */
@Injectable()
export class IntakeLane implements FastLane<ReadComplaint> {
  constructor(
    private readonly authenticator: SessionAuthenticator,
    private readonly desk: IntakeDesk,
    private readonly writer: IntakeWriter,
    lanes: FastLanes,
  ) {
    lanes.open('POST', '/api/v1/complaints', this);
  }

  read(body: Buffer): ReadComplaint | null {
    return scanComplaint(body);
  }

  take(read: ReadComplaint, request: FastifyRequest, reply: FastifyReply): boolean {
    const { headers, rawBody, work } = request;
    if (rawBody === null || headers['idempotency-key'] !== undefined) return false;
    const me = this.authenticator.known(credentialsOf(headers));
    if (!me?.permissions.has('complaint:create')) return false;
    const origin = originOf(me, rawBody);
    const row = refusalOf(read, origin) === null ? this.desk.registerNow(read, origin) : null;
    if (row === null) return false;
    request.principal = me;
    work.userId = me.id;
    this.writer.enter({ row, once: null, brands: me.brands }, (outcome) => answer(outcome, request, reply));
    return true;
  }
}

function answer(outcome: Outcome, request: FastifyRequest, reply: FastifyReply): void {
  if (outcome.kind === 'failed') return inContext(request.work, () => sendProblem(outcome.error, request, reply));
  const { id, receiptNo, receivedAt, groupId } = outcome.answer;
  void reply
    .status(outcome.kind === 'accepted' ? 201 : 200)
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify({ id, receiptNo, receivedAt, groupId }));
}
