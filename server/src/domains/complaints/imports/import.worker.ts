import { serveReading } from '../../../platform/rows/serve-reading.js';
import { work } from './import.tasks.js';

serveReading(work);
