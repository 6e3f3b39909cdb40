import { BacktestLimits } from './backtest-limits.js';
import { BacktestService, BacktestSources } from './backtest.service.js';
import { ReplayRepository } from './replay.repository.js';

export { BacktestController } from './backtest.controller.js';
export const BACKTEST_PROVIDERS = [BacktestLimits, ReplayRepository, BacktestSources, BacktestService];
