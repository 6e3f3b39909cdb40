import { Module } from '@nestjs/common';
import { DemoRepository } from './demo/demo.repository.js';
import { DemoService } from './demo/demo.service.js';
import { DemoStage } from './demo/demo-stage.js';

@Module({ providers: [DemoRepository, DemoStage, DemoService], exports: [DemoService] })
export class DrillsModule {}
