import { serveBatches } from '../../complaints/enrichment/index.js';
import { prepareBatch } from './prepare-batch.js';

serveBatches(prepareBatch);
