import { Injectable } from '@nestjs/common';

/** Answers which of these blobs its own rows name. */
export type FindNamed = (hashes: readonly string[]) => Promise<readonly string[]>;

/** Who names blobs. Whatever keeps the hash of a blob in a row says so here once, or its bytes are taken for orphans. */
@Injectable()
export class BlobReferences {
  private readonly finders = new Map<string, FindNamed>();

  /** `column`: as `table.column`. */
  add(column: string, find: FindNamed): void {
    this.finders.set(column, find);
  }

  get columns(): string[] {
    return [...this.finders.keys()].sort();
  }

  async namedAmong(hashes: readonly string[]): Promise<Set<string>> {
    const named = new Set<string>();
    for (const find of this.finders.values()) for (const sha256 of await find(hashes)) named.add(sha256);
    return named;
  }
}
