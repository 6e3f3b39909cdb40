import { useId } from 'react';
import './spark.css';

export type SparkTone = 's1' | 's2' | 's3' | 's4' | 'ok' | 'accent' | 'quiet';

export interface SparkProps {
  values: readonly number[];
  tone?: SparkTone;
  width?: number;
  height?: number;
  /** Spoken instead of the line; without it the line is decoration. */
  label?: string;
}

/** Points inside the box with room for the end dot; a flat or empty series lies on the base line. */
export function sparkPoints(values: readonly number[], width: number, height: number): [number, number][] {
  const pad = 3;
  const max = Math.max(...values, 0);
  const min = Math.min(...values, max);
  const range = max - min || 1;
  const step = values.length > 1 ? (width - 2 * pad) / (values.length - 1) : 0;
  const round = (n: number): number => Math.round(n * 10) / 10;
  return values.map((v, i) => [round(pad + i * step), round(height - pad - ((v - min) / range) * (height - 2 * pad))]);
}

export function Spark({ values, tone = 'accent', width = 84, height = 26, label }: SparkProps) {
  const id = useId();
  const points = sparkPoints(values, width, height);
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return <svg className="spark" width={width} height={height} aria-hidden="true" />;
  const line = points.map(([x, y]) => `${x},${y}`).join(' ');
  return (
    <svg
      className={`spark spark--${tone}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      <linearGradient id={id} x1="0" x2="0" y1="0" y2="1">
        <stop offset="0" stopColor="currentColor" stopOpacity="0.26" />
        <stop offset="1" stopColor="currentColor" stopOpacity="0" />
      </linearGradient>
      <polygon points={`${first[0]},${height} ${line} ${last[0]},${height}`} fill={`url(#${id})`} />
      <polyline points={line} fill="none" stroke="currentColor" strokeWidth="1.4" strokeLinejoin="round" strokeLinecap="round" />
      <circle cx={last[0]} cy={last[1]} r="2" fill="currentColor" />
    </svg>
  );
}
