import 'react';

declare module 'react' {
  interface CSSProperties {
    // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- an augmented interface cannot extend a record
    [variable: `--${string}`]: string | number | undefined;
  }
}
