import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

type Labels = readonly string[];

/** One registry a process. Each part of the house makes its instruments once, in its constructor. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  counter(name: string, help: string, labels: Labels = []): Counter {
    return new Counter({ name: `tocsin_${name}`, help, labelNames: [...labels], registers: [this.registry] });
  }

  /** `read` is asked when Prometheus asks: for a size that already lives somewhere. */
  gauge(name: string, help: string, read?: () => number | Promise<number>, labels: Labels = []): Gauge {
    return new Gauge({
      name: `tocsin_${name}`,
      help,
      labelNames: [...labels],
      registers: [this.registry],
      ...(read
        ? {
            async collect(this: Gauge) {
              this.set(await read());
            },
          }
        : {}),
    });
  }

  /** One figure for each value of a label, all read at once. */
  gauges(name: string, help: string, label: string, read: () => Promise<ReadonlyMap<string, number>>): Gauge {
    return new Gauge({
      name: `tocsin_${name}`,
      help,
      labelNames: [label],
      registers: [this.registry],
      async collect(this: Gauge) {
        for (const [value, n] of await read()) this.set({ [label]: value }, n);
      },
    });
  }

  histogram(name: string, help: string, buckets: readonly number[], labels: Labels = []): Histogram {
    return new Histogram({ name: `tocsin_${name}`, help, buckets: [...buckets], labelNames: [...labels], registers: [this.registry] });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  readonly contentType = this.registry.contentType;
}
