import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { SearchBox } from './toolbar.js';

const asked: string[] = [];
function Page() {
  const [q, setQ] = useState('');
  const search = (words: string): void => {
    asked.push(words);
    setQ(words);
  };
  return <SearchBox label="搜索" value={q} onChange={search} />;
}

beforeEach(() => {
  asked.length = 0;
  jest.useFakeTimers();
});
afterEach(() => {
  cleanup();
  jest.useRealTimers();
});
const box = (): HTMLElement => screen.getByRole('searchbox');
const type = (value: string): boolean => fireEvent.change(box(), { target: { value } });
const pause = (): void => act(() => void jest.advanceTimersByTime(1_000));

describe('a search box', () => {
  it('does not ask for letters that an input method still composes with', () => {
    render(<Page />);
    fireEvent.compositionStart(box());
    for (const letters of ['d', 'di', 'dian', 'dian chi']) {
      type(letters);
      pause();
    }
    expect(asked).toEqual([]);
    type('电池');
    fireEvent.compositionEnd(box());
    pause();
    pause();
    expect(asked).toEqual(['电池']);
  });

  it('asks once for what was typed, also with a space at its end', () => {
    render(<Page />);
    type('退款 ');
    pause();
    pause();
    expect(asked).toEqual(['退款']);
  });
});
