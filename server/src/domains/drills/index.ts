export { DemoService } from './demo/demo.service.js';
export { DrillsModule } from './drills.module.js';
