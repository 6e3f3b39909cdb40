import { afterEach, expect, it, jest } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { lazyPart } from './lazy-part.js';

const Hello = ({ name }: { name: string }) => <p>hello {name}</p>;

afterEach(() => {
  cleanup();
  jest.useRealTimers();
});

it('keeps its fallback while the code cannot be had, and asks again', async () => {
  jest.useFakeTimers();
  let away = true;
  const Part = lazyPart<{ name: string }>(() => (away ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(Hello)));
  render(<Part name="a" fallback={<p>waiting</p>} />);
  await act(() => jest.advanceTimersByTimeAsync(7_000));
  expect(screen.getByText('waiting')).toBeTruthy();
  away = false;
  await act(() => jest.advanceTimersByTimeAsync(3_000));
  expect(screen.getByText('hello a')).toBeTruthy();
});

it('is there at once after a preload, and a preload that fails harms nobody', async () => {
  let calls = 0;
  const Part = lazyPart<{ name: string }>(() => (++calls === 1 ? Promise.reject(new Error('away')) : Promise.resolve(Hello)));
  await Part.preload();
  await Part.preload();
  await Part.preload();
  render(<Part name="b" fallback={<p>waiting</p>} />);
  expect(screen.getByText('hello b')).toBeTruthy();
  expect(calls).toBe(2);
});
