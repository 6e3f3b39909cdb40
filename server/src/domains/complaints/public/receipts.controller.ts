import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { AddInformation, RateOutcome, TrackedComplaint, TrackReceipt, WithdrawComplaint } from '@tocsin/shared/complaints';
import { Public } from '../../../platform/http/access.js';
import { Idempotent } from '../../../platform/http/idempotency.interceptor.js';
import { RateLimit, type RouteLimit } from '../../../platform/http/rate-limit.guard.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { PublicTracking } from './public.service.js';
import { PublicVoice } from './public.voice.js';

const LIMIT: RouteLimit = { name: 'public-receipts', per: 'ip', burst: 60, perSeconds: 600 };

/** For whoever has a receipt's number and its code. A wrong pair and an unknown one answer alike, whatever is asked of it. */
@Controller('api/v1/public/receipts')
export class ReceiptsController {
  constructor(
    private readonly tracking: PublicTracking,
    private readonly voice: PublicVoice,
  ) {}

  @Post()
  @Public()
  @RateLimit(LIMIT)
  @HttpCode(200)
  @Answers(TrackedComplaint)
  track(@Body({ schema: TrackReceipt }) body: TrackReceipt): Promise<TrackedComplaint> {
    return this.tracking.track(body);
  }

  /** Further information, in the complainant's own words; what was filed stays as it was. */
  @Post('additions')
  @Public()
  @RateLimit(LIMIT)
  @Idempotent()
  @Answers(TrackedComplaint, 201)
  add(@Body({ schema: AddInformation }) body: AddInformation): Promise<TrackedComplaint> {
    return this.voice.add(body);
  }

  /** Withdrawn, not deleted: staff see it as such, with its history. */
  @Post('withdrawal')
  @Public()
  @RateLimit(LIMIT)
  @HttpCode(200)
  @Idempotent()
  @Answers(TrackedComplaint)
  withdraw(@Body({ schema: WithdrawComplaint }) body: WithdrawComplaint): Promise<TrackedComplaint> {
    return this.voice.withdraw(body);
  }

  /** Of an outcome, once the complaint is closed. One or two of five reopens it. */
  @Post('rating')
  @Public()
  @RateLimit(LIMIT)
  @HttpCode(200)
  @Idempotent()
  @Answers(TrackedComplaint)
  rate(@Body({ schema: RateOutcome }) body: RateOutcome): Promise<TrackedComplaint> {
    return this.voice.rate(body);
  }
}
