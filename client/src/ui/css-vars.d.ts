import 'react';

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/consistent-indexed-object-style -- an augmented interface cannot extend a record
  interface CSSProperties {
    [variable: `--${string}`]: string | number | undefined;
  }
}
