import { useState } from 'react';
import { clock } from '../../lib/format.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { DemandMix, VelocityChart } from '../../ui/chart/index.js';
import { ConfirmDialog } from '../../ui/dialog.js';
import { Feed, LiveToggle } from '../../ui/feed/index.js';
import { KpiStrip } from '../../ui/kpi-strip.js';
import { SituationMap } from '../../ui/map/index.js';
import { Panel } from '../../ui/panel.js';
import { Pill } from '../../ui/pill.js';
import { SegmentedControl } from '../../ui/segmented-control.js';
import { SeverityBadge } from '../../ui/severity.js';
import { StatDelta } from '../../ui/stat-delta.js';
import { TabPanel, Tabs } from '../../ui/tabs.js';
import { toasts } from '../../ui/toasts.js';
import { GalleryGrid } from './gallery-grid.js';
import './gallery.css';
import { areas, buckets, complaints, demands } from './sample.js';

const KPIS = [
  {
    key: 'all',
    label: '累计投诉（去重后 1,107 人）',
    value: '1,284',
    unit: '件',
    note: <StatDelta value={41} unit=" / 10 分" />,
    spark: [2, 3, 4, 6, 9, 14, 20, 26],
    tone: 's1' as const,
    lead: true,
    onOpen: () => undefined,
  },
  { key: 'peak', label: '增速峰值回落', value: '−34', unit: '%', note: '13:20 峰值 62', spark: [3, 6, 9, 8, 7, 6, 6], tone: 'ok' as const },
  { key: 'first', label: '首响达标率', value: '91.6', unit: '%', note: '目标 95', spark: [9, 9, 8, 9, 9, 9], tone: 's2' as const },
  { key: 'repeat', label: '重复投诉率', value: '13.8', unit: '%', note: '+2.1 pt', spark: [3, 4, 4, 5, 6, 7], tone: 's1' as const },
  { key: 'reach', label: '负面声量占比', value: '62', unit: '%', note: '微博 · 黑猫', spark: [2, 4, 5, 5, 4, 6], tone: 's2' as const },
  {
    key: 'regulator',
    label: '监管 / 媒体来函',
    value: '3',
    unit: '件',
    note: '1 件 42 分到期',
    spark: [0, 0, 1, 1, 2, 3],
    tone: 's1' as const,
  },
  { key: 'claimed', label: '赔付敞口', value: '286.4', unit: '万元', note: '预算 71%', spark: [1, 2, 3, 5, 6, 8], tone: 's2' as const },
];

const TABS = [
  { key: 'situation', label: '态势' },
  { key: 'complaints', label: '投诉', count: '1,284' },
  { key: 'timeline', label: '时间线' },
] as const;
type TabKey = (typeof TABS)[number]['key'];

function LiveFeed() {
  const [n, setN] = useState(0);
  const [paused, setPaused] = useState(false);
  const items = complaints.slice(20 - n, 60);
  return (
    <Panel
      title="实时投诉流"
      meta="41 件/10 分"
      padding="flush"
      actions={
        <>
          <Button size="sm" onClick={() => setN((now) => Math.min(20, now + 4))}>
            +4
          </Button>
          <LiveToggle paused={paused} onChange={setPaused} />
        </>
      }
    >
      <Feed
        label="实时投诉流"
        items={items}
        idOf={(item) => item.id}
        render={(item) => (
          <div className="gallery__feed">
            <time className="muted">{clock(item.at)}</time>
            <div>
              <p>{item.text}</p>
              <p className="gallery__feed-meta">
                <span>
                  {item.channel} {item.place}
                </span>
                <span className="tone-ok">✓ 已并入 · {item.score.toFixed(2)}</span>
              </p>
            </div>
          </div>
        )}
      />
    </Panel>
  );
}

function Situation() {
  const [mode, setMode] = useState<'province' | 'city'>('province');
  return (
    <div className="gallery__row">
      <Panel
        title="地域分布"
        meta="31 省级 · 118 城市"
        padding="flush"
        actions={
          <SegmentedControl
            label="显示"
            value={mode}
            onChange={setMode}
            options={[
              { value: 'province', label: '省份' },
              { value: 'city', label: '城市' },
            ]}
          />
        }
      >
        <SituationMap
          title="地域分布"
          areas={areas}
          unlocated={73}
          mode={mode}
          onArea={(area) => toasts.info(area.name)}
          onUnlocated={() => undefined}
        />
      </Panel>
      <Panel title="增速与升级临界点" meta="件 / 7.5 分，虚线为同期基线" padding="flush">
        <div className="gallery__velocity">
          <VelocityChart title="增速" buckets={buckets} warning={20} critical={40} onBucket={() => undefined} />
          <DemandMix title="诉求构成" items={demands} onOpen={() => undefined} />
        </div>
      </Panel>
      <LiveFeed />
    </div>
  );
}

export function Gallery() {
  const [tab, setTab] = useState<TabKey>('situation');
  const [confirm, setConfirm] = useState(false);
  return (
    <div className="gallery">
      <header className="gallery__head">
        <SeverityBadge level="S1" />
        <h1>航班取消退款迟滞（华东暴雪）</h1>
        <span className="muted">INC-2026-0031</span>
        <Pill tone="s1" dot>
          已持续 3 时 27 分
        </Pill>
        <span className="gallery__actions">
          <SeverityBadge level="S2" />
          <SeverityBadge level="S3" />
          <SeverityBadge level="S4" short />
          <Badge tone="ok">已固化</Badge>
          <Button>导出</Button>
          <Button variant="danger" onClick={() => setConfirm(true)}>
            合并
          </Button>
          <Button variant="primary" kbd="c" onClick={() => toasts.undoable('已将 37 件并入 INC-2026-0031', () => undefined)}>
            发布进展
          </Button>
        </span>
      </header>
      <Tabs label="作战室" idBase="gallery" tabs={TABS} active={tab} onSelect={setTab} />
      <TabPanel idBase="gallery" active={tab} className="gallery__panel">
        {tab === 'situation' && (
          <>
            <KpiStrip label="关键指标" items={KPIS} />
            <Situation />
          </>
        )}
        {tab === 'complaints' && <GalleryGrid />}
      </TabPanel>
      <ConfirmDialog
        open={confirm}
        danger
        title="并入 INC-2026-0031"
        consequence="将并入 37 件投诉，通知 4 人，可在 30 分钟内撤销。"
        confirmLabel="并入 37 件"
        onClose={() => setConfirm(false)}
        onConfirm={() => setConfirm(false)}
      />
    </div>
  );
}
