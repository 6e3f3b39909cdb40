export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text when it is something else, or null. */
  body: unknown;
}

export interface CallOptions {
  headers?: Record<string, string>;
}

/** A request under way: await it, or say what status is expected of it. */
export class Call implements PromiseLike<Answer> {
  constructor(private readonly running: Promise<Answer>) {}

  then<A = Answer, B = never>(
    onDone?: ((answer: Answer) => A | PromiseLike<A>) | null,
    onFail?: ((e: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.running.then(onDone, onFail);
  }

  /** The body, once the status is as expected; otherwise an error that shows what came instead. */
  async expect<T = never>(status: number): Promise<T> {
    const answer = await this.running;
    if (answer.status !== status)
      throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)?.slice(0, 800)}`);
    return answer.body as T;
  }

  /** The same for a problem: checks the code, answers the whole body. */
  async problem(status: number, code: string): Promise<Record<string, unknown> & { issues?: { path: string; code: string }[] }> {
    const body = await this.expect<Record<string, unknown>>(status);
    if (body['code'] !== code) throw new Error(`expected problem ${code}, got ${JSON.stringify(body)}`);
    const type = (await this.running).headers.get('content-type') ?? '';
    if (!type.startsWith('application/problem+json')) throw new Error(`a problem came as ${type}`);
    return body;
  }
}

/** Somebody who calls the API over real HTTP. Paths are below `/api/v1` unless they start with `!`. */
export class HttpClient {
  constructor(
    readonly origin: string,
    /** What this caller sends with every request: a cookie, a bearer key, or nothing. */
    readonly credentials: Record<string, string> = {},
  ) {}

  get(path: string, options?: CallOptions): Call {
    return this.call('GET', path, undefined, options);
  }
  post(path: string, body?: unknown, options?: CallOptions): Call {
    return this.call('POST', path, body, options);
  }
  put(path: string, body?: unknown, options?: CallOptions): Call {
    return this.call('PUT', path, body, options);
  }
  patch(path: string, body?: unknown, options?: CallOptions): Call {
    return this.call('PATCH', path, body, options);
  }
  delete(path: string, options?: CallOptions): Call {
    return this.call('DELETE', path, undefined, options);
  }

  /** Strings, bytes and forms are sent as they are, anything else as JSON. */
  call(method: string, path: string, body?: unknown, options: CallOptions = {}): Call {
    const raw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
    const headers = {
      ...(body === undefined || raw ? {} : { 'content-type': 'application/json' }),
      ...this.credentials,
      ...options.headers,
    };
    const init = {
      method,
      headers,
      redirect: 'manual' as const,
      ...(body === undefined ? {} : { body: raw ? (body as string) : JSON.stringify(body) }),
    };
    return new Call(fetch(this.url(path), init).then(answerOf));
  }

  url(path: string): string {
    return path.startsWith('!') ? `${this.origin}${path.slice(1)}` : `${this.origin}/api/v1${path}`;
  }
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, body: text === '' ? null : isJson ? JSON.parse(text) : text };
}
