import type { Server as HttpServer } from 'node:http';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Config } from '../platform/config/config.js';
import { Readiness } from '../platform/http/readiness.js';
import { SocketServer } from './socket-server.js';

/** Hangs the socket server on the HTTP server of nodes that serve people. */
@Injectable()
export class LiveGateway implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(
    private readonly http: HttpAdapterHost,
    private readonly config: Config,
    private readonly readiness: Readiness,
    private readonly sockets: SocketServer,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.plays('api')) return;
    this.readiness.expect('live');
    await this.sockets.open(this.http.httpAdapter.getHttpServer() as HttpServer);
    this.readiness.report('live');
  }

  onModuleDestroy(): void {
    this.sockets.close();
  }
}
