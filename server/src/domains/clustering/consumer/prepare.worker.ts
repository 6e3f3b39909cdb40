import { serveBatches } from '../../complaints/enrichment/index.js';
import { NO_DICTIONARY } from '../dictionary/reading-dictionary.js';
import { BLANK } from './blank.js';
import { prepareBatch } from './prepare-batch.js';

serveBatches(prepareBatch, [{ record: BLANK, dictionary: NO_DICTIONARY }]);
