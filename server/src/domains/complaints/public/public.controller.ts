import { Body, Controller, Post, Req } from '@nestjs/common';
import { PublicComplaint, PublicReceipt, UploadedAttachment } from '@tocsin/shared/complaints';
import type { FastifyRequest } from 'fastify';
import { Public } from '../../../platform/http/access.js';
import { ReadsBody, ReadsFile } from '../../../platform/http/described.js';
import { TakesForms } from '../../../platform/http/forms.js';
import { Idempotent } from '../../../platform/http/idempotency.interceptor.js';
import { RateLimit } from '../../../platform/http/rate-limit.guard.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { UnsentUploads } from '../attachments/unsent-uploads.js';
import { withUpload } from '../attachments/upload.js';
import { publicComplaintIn } from './public.form.js';
import { PublicFiling, PublicTracking } from './public.service.js';

/** Open to everyone, so limited by address. Generous enough for a family or an office behind one of them. */
@Controller('api/v1/public')
export class PublicController {
  constructor(
    private readonly filing: PublicFiling,
    private readonly tracking: PublicTracking,
    private readonly attachments: UnsentUploads,
  ) {}

  @Post('complaints')
  @Public()
  @TakesForms()
  @ReadsBody(PublicComplaint, 'application/json', 'application/x-www-form-urlencoded')
  @Idempotent()
  @RateLimit({ name: 'public-complaints', per: 'ip', burst: 30, perSeconds: 600 })
  @Answers(PublicReceipt, 201)
  file(@Body() body: unknown, @Req() request: FastifyRequest): Promise<PublicReceipt> {
    const form = publicComplaintIn(body, (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'));
    if (form.website) return Promise.resolve(this.tracking.decoy());
    return this.filing.file(form, request.rawBody ?? Buffer.from(JSON.stringify(body)));
  }

  @Post('attachments')
  @Public()
  @ReadsFile()
  @RateLimit({ name: 'public-attachments', per: 'ip', burst: 30, perSeconds: 600 })
  @Answers(UploadedAttachment, 201)
  async attach(@Req() request: FastifyRequest): Promise<UploadedAttachment> {
    return withUpload(request, (upload) => this.attachments.hold(upload, request.ip));
  }
}
