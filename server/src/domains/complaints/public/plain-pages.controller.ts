import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { TrackReceipt } from '@tocsin/shared/complaints';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../../../platform/http/access.js';
import { TakesForms } from '../../../platform/http/forms.js';
import { RateLimit } from '../../../platform/http/rate-limit.guard.js';
import { invalid, Problem } from '../../../platform/problems/index.js';
import { receiptPage, refusalPage, trackedPage } from './plain-page.js';
import { publicComplaintIn } from './public.form.js';
import { PublicFiling, PublicTracking } from './public.service.js';

const HTML = 'text/html; charset=utf-8';

/** The same two doors for a browser without scripts: a form comes in, a page goes out. */
@ApiExcludeController()
@Controller('c')
export class PlainPagesController {
  constructor(
    private readonly filing: PublicFiling,
    private readonly tracking: PublicTracking,
  ) {}

  @Post('new')
  @Public()
  @TakesForms()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RateLimit({ name: 'public-complaints', per: 'ip', burst: 30, perSeconds: 600 })
  file(@Body() body: unknown, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answered(reply, async () => {
      const form = publicComplaintIn(body ?? {}, true);
      if (form.website) return receiptPage(this.tracking.decoy());
      return receiptPage(await this.filing.file(form, request.rawBody ?? Buffer.from(JSON.stringify(body))));
    });
  }

  @Post('track')
  @Public()
  @TakesForms()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @RateLimit({ name: 'public-receipts', per: 'ip', burst: 60, perSeconds: 600 })
  track(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answered(reply, async () => {
      const pair = TrackReceipt.safeParse(body);
      if (!pair.success) throw invalid(pair.error.issues);
      return trackedPage(await this.tracking.track(pair.data));
    });
  }
}

/** A refusal is a page too: a person reads it, not a program. Faults of ours go on to the filter that logs them. */
async function answered(reply: FastifyReply, work: () => Promise<string>): Promise<string> {
  void reply.type(HTML);
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    void reply.status(error.status);
    if (error.extras.retryAfter !== undefined) void reply.header('retry-after', Math.ceil(error.extras.retryAfter));
    return refusalPage({ code: error.code, issues: error.extras.issues });
  }
}
