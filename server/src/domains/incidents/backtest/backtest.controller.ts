import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { Backtest, BacktestRequest } from '@tocsin/shared/incidents';
import type { Principal } from '@tocsin/shared/identity';
import { Me, Requires } from '../../../platform/http/access.js';
import { AllBrandsGuard } from '../../../platform/http/all-brands.guard.js';
import { Answers } from '../../../platform/http/serialize.interceptor.js';
import { BacktestService } from './backtest.service.js';

@Controller('api/v1/policies/detection')
export class BacktestController {
  constructor(private readonly backtests: BacktestService) {}

  /** It counts every brand, as the policy decides for every brand. */
  @Post('backtest')
  @HttpCode(200)
  @UseGuards(AllBrandsGuard)
  @Requires('policy:write', 'incident:read', 'group:read')
  @Answers(Backtest)
  run(@Me() me: Principal, @Body({ schema: BacktestRequest }) body: BacktestRequest): Promise<Backtest> {
    return this.backtests.of(me, body);
  }
}
