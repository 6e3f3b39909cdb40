import 'reflect-metadata';
import { workerData } from 'node:worker_threads';
import { Secrets } from '../../../platform/config/secrets.js';
import { Sealer } from '../../../platform/crypto/sealer.js';
import { serveBatches } from '../enrichment/serve-batches.js';
import { prepareBlock, type Block, type BlockThreadData, type PreparedBlock } from './bulk.block.js';
import { ReceiptSpelling } from './receipt-spelling.js';

const { keys } = workerData as BlockThreadData;
const secrets = new Secrets(keys);
const sealer = new Sealer(secrets);
const receipts = new ReceiptSpelling(secrets);

serveBatches<Block, PreparedBlock>((blocks) => blocks.map((block) => prepareBlock(block, sealer, receipts)));
